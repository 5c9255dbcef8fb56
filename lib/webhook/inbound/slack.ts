import type { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";
import {
  type Clock,
  isSignedBy,
  judge,
  type SignatureVerdict,
  type SignedRequest,
} from "@/lib/webhook/inbound/signed-request.ts";

/** `v0=<hex>` over `v0:{timestamp}:{body}` (api.slack.com, "Verifying requests from Slack"). */
export function verifySlack(request: SignedRequest, secrets: readonly Buffer[], clock: Clock): SignatureVerdict {
  const signature = request.header("x-slack-signature");
  const timestamp = request.header("x-slack-request-timestamp");
  if (!signature || !timestamp) return "missing";
  const isValid = isSignedBy([signature], secrets, (secret) => {
    const hmac = createHmac("sha256", secret).update(`v0:${timestamp}:`).update(request.body);
    return `v0=${hmac.digest("hex")}`;
  });
  return judge(isValid, timestamp, clock);
}

/**
 * What Slack asks when an address is entered: it wants its own text back.
 * @param body the parsed body
 * @returns the text, or null when it asks for nothing
 */
export function slackChallenge(body: unknown): string | null {
  if (typeof body !== "object" || body === null) return null;
  const { type, challenge } = body as { type?: unknown; challenge?: unknown };
  return type === "url_verification" && typeof challenge === "string" ? challenge : null;
}
