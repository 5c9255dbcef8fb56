import { Buffer } from "node:buffer";
import { createHmac, createSecretKey, type KeyObject, sign as signWith } from "node:crypto";
import { isPrivateKeyText, parsePrivateKey } from "@/lib/webhook/key-pair.ts";
import { parseSecret } from "@/lib/webhook/secret.ts";

/** Keep the result: with a cached `KeyObject` a signature costs a fifth of what it costs with raw bytes. */
export function signingKey(secretBytes: Buffer): KeyObject {
  return createSecretKey(secretBytes);
}

/** The key of a secret as it is stored, `whsec_…` or `whsk_…`. */
export function signingKeyOf(text: string): KeyObject {
  return isPrivateKeyText(text) ? parsePrivateKey(text).privateKey : signingKey(parseSecret(text));
}

/**
 * One Standard Webhooks signature over `{id}.{timestamp}.{body}`: `v1,<base64>` (HMAC-SHA256) with a shared secret,
 * `v1a,<base64>` (Ed25519) with a private key. A string body is signed as UTF-8.
 */
export function sign(key: KeyObject, id: string, timestampSeconds: number, body: string | Buffer): string {
  const head = `${id}.${timestampSeconds}.`;
  if (key.type === "private") {
    // Ed25519 reads its message twice, so it takes no pieces.
    const content = Buffer.concat([Buffer.from(head), Buffer.from(body)]);
    return `v1a,${signWith(null, content, key).toString("base64")}`;
  }
  // Two updates, so that a large body is never copied to be joined with its prefix.
  return `v1,${createHmac("sha256", key).update(head).update(body).digest("base64")}`;
}

/** The signature header: one signature for every live secret, so that a receiver may switch at any moment of a rotation. */
export function signatureHeader(
  keys: KeyObject[],
  id: string,
  timestampSeconds: number,
  body: string | Buffer,
): string {
  const [only] = keys;
  if (only && keys.length === 1) return sign(only, id, timestampSeconds, body);
  return keys.map((key) => sign(key, id, timestampSeconds, body)).join(" ");
}
