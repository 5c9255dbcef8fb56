import type { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";
import {
  type Clock,
  isSignedBy,
  judge,
  type SignatureVerdict,
  type SignedRequest,
} from "@/lib/webhook/inbound/signed-request.ts";

/** The same scheme is sent under these two names. */
const NAMES = ["webhook", "svix"] as const;

/** `v1,<base64>` over `{id}.{timestamp}.{body}`, one for each secret of the sender (standardwebhooks.com). */
export function verifyStandardWebhook(
  request: SignedRequest,
  secrets: readonly Buffer[],
  clock: Clock,
): SignatureVerdict {
  const name = NAMES.find((prefix) => request.header(`${prefix}-signature`) !== undefined) ?? "webhook";
  const [id, timestamp, signatures] = ["id", "timestamp", "signature"].map((part) => request.header(`${name}-${part}`));
  if (!id || !timestamp || !signatures) return "missing";
  const expectedOf = (secret: Buffer) =>
    `v1,${createHmac("sha256", secret).update(`${id}.${timestamp}.`).update(request.body).digest("base64")}`;
  return judge(isSignedBy(signatures.split(" "), secrets, expectedOf), timestamp, clock);
}

/** The sender's id of the event, under either name. */
export function standardWebhookId(request: Pick<SignedRequest, "header">): string | undefined {
  return request.header("webhook-id") ?? request.header("svix-id");
}
