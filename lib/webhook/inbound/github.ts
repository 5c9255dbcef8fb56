import type { Buffer } from "node:buffer";
import { verifyHmac } from "@/lib/webhook/inbound/hmac.ts";
import type { SignatureVerdict, SignedRequest } from "@/lib/webhook/inbound/signed-request.ts";

/** `X-Hub-Signature-256` (docs.github.com, "Validating webhook deliveries"). The older SHA-1 header is not looked at. */
export function verifyGithub(request: SignedRequest, secrets: readonly Buffer[]): SignatureVerdict {
  const profile = { header: "x-hub-signature-256", prefix: "sha256=", algorithm: "sha256", encoding: "hex" } as const;
  return verifyHmac(request, secrets, profile);
}
