import type { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";
import {
  type Clock,
  isSignedBy,
  judge,
  type SignatureVerdict,
  type SignedRequest,
} from "@/lib/webhook/inbound/signed-request.ts";

/**
 * `Stripe-Signature: t=<seconds>,v1=<hex>[,v1=…]` over `{t}.{body}` (docs.stripe.com/webhooks, "Verify manually"). While
 * a secret is rolled there is a `v1` for each; other schemes are left unread.
 */
export function verifyStripe(request: SignedRequest, secrets: readonly Buffer[], clock: Clock): SignatureVerdict {
  const header = request.header("stripe-signature");
  if (!header) return "missing";
  const parts = header.split(",");
  const of = (scheme: string) =>
    parts.flatMap((part) => (part.startsWith(`${scheme}=`) ? [part.slice(scheme.length + 1)] : []));
  const [timestamp, ...otherTimes] = of("t");
  const signatures = of("v1");
  if (timestamp === undefined || otherTimes.length > 0 || signatures.length === 0) return "wrong";

  const expectedOf = (secret: Buffer) =>
    createHmac("sha256", secret).update(`${timestamp}.`).update(request.body).digest("hex");
  return judge(isSignedBy(signatures, secrets, expectedOf), timestamp, clock);
}
