import { Buffer } from "node:buffer";

const PREFIX = "whsec_";
const MIN_BYTES = 24;
const MAX_BYTES = 75;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

export class InvalidSecret extends Error {
  override readonly name = "InvalidSecret";
}

/** Writes a signing secret the way receivers paste it into their code: `whsec_` and padded base64. */
export function formatSecret(bytes: Uint8Array): string {
  requireLength(bytes.byteLength);
  return PREFIX + Buffer.from(bytes).toString("base64");
}

/** Reads a secret with or without its prefix. Throws `InvalidSecret`, whose message is fit to show to whoever typed it. */
export function parseSecret(text: string): Buffer {
  if (text.startsWith("whsk_") || text.startsWith("whpk_")) {
    throw new InvalidSecret("This is an asymmetric key. Use a symmetric secret that starts with whsec_.");
  }

  const bytes = decodeBase64(text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text, PREFIX);
  requireLength(bytes.byteLength);
  return bytes;
}

/** @param prefix what stands before it, for the message */
export function decodeBase64(encoded: string, prefix: string): Buffer {
  const bytes = Buffer.from(encoded, "base64");
  // Buffer skips what it cannot decode, so a typing error would silently become another key: encode it back and compare.
  if (!BASE64.test(encoded) || bytes.toString("base64") !== encoded) {
    throw new InvalidSecret(`The part after ${prefix} must be padded base64 (A–Z, a–z, 0–9, +, / and = at the end).`);
  }
  return bytes;
}

/** The last four characters that tell secrets apart on screen; padding tells nothing and is left out. */
export function secretLast4(text: string): string {
  return text.replace(/=+$/, "").slice(-4);
}

function requireLength(byteLength: number): void {
  if (byteLength >= MIN_BYTES && byteLength <= MAX_BYTES) return;
  throw new InvalidSecret(`A secret must be ${MIN_BYTES} to ${MAX_BYTES} bytes long; this one is ${byteLength}.`);
}
