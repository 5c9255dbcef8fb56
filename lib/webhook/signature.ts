import type { Buffer } from "node:buffer";
import { createHmac, createSecretKey, type KeyObject } from "node:crypto";

/** Keep the result: with a cached `KeyObject` a signature costs a fifth of what it costs with raw bytes. */
export function signingKey(secretBytes: Buffer): KeyObject {
  return createSecretKey(secretBytes);
}

/** One Standard Webhooks signature, `v1,<base64>`, over `{id}.{timestamp}.{body}`; a string body is signed as UTF-8. */
export function sign(key: KeyObject, id: string, timestampSeconds: number, body: string | Buffer): string {
  // Two updates, so that a large body is never copied to be joined with its prefix.
  return `v1,${createHmac("sha256", key).update(`${id}.${timestampSeconds}.`).update(body).digest("base64")}`;
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
