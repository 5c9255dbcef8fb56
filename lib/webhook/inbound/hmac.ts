import type { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";
import { isSignedBy, type SignatureVerdict, type SignedRequest } from "@/lib/webhook/inbound/signed-request.ts";

const HMAC_ALGORITHMS = ["sha256", "sha512", "sha1"] as const;
const HMAC_ENCODINGS = ["hex", "base64"] as const;

/** How a provider writes a plain HMAC of the body into a header. */
export interface HmacProfile {
  /** In lower case. */
  header: string;
  /** Before the signature, `sha256=`; may be empty. */
  prefix: string;
  algorithm: (typeof HMAC_ALGORITHMS)[number];
  encoding: (typeof HMAC_ENCODINGS)[number];
}

/** `X-Signature-256: sha256=<hex>`, what most services without a scheme of their own send. */
export const USUAL_HMAC: HmacProfile = {
  header: "x-signature-256",
  prefix: "sha256=",
  algorithm: "sha256",
  encoding: "hex",
};

export function verifyHmac(
  request: SignedRequest,
  secrets: readonly Buffer[],
  { header, prefix, algorithm, encoding }: HmacProfile,
): SignatureVerdict {
  const given = request.header(header);
  if (!given) return "missing";
  const isValid = isSignedBy(
    [given],
    secrets,
    (secret) => prefix + createHmac(algorithm, secret).update(request.body).digest(encoding),
  );
  return isValid ? "valid" : "wrong";
}
