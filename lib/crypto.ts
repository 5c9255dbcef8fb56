import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { env } from "@/lib/env.ts";

export type SealPurpose =
  | "endpoint-secret"
  | "endpoint-headers"
  | "endpoint-authentication"
  | "source-secret"
  | "transformation-variables"
  | "alert-recipient"
  | "staff-second-factor"
  | "staff-link"
  | "idempotent-answer";

const keys = new Map<string, Buffer>();

/** A key of its own for each purpose (HKDF-SHA256, RFC 5869), so that a value of one column never opens in another. */
function keyFor(purpose: string): Buffer {
  const known = keys.get(purpose);
  if (known) return known;
  const key = Buffer.from(hkdfSync("sha256", env().POSTHORN_SECRET, "posthorn", purpose, 32));
  keys.set(purpose, key);
  return key;
}

/** The name of the current key, kept with each value, so that a wrong POSTHORN_SECRET is told from a damaged value. */
function keyId(): string {
  return createHash("sha256").update(keyFor("key-id")).digest("hex").slice(0, 8);
}

/** Encrypts with AES-256-GCM; the row id is bound in, so that a ciphertext moved to another row does not open. */
export function seal(purpose: SealPurpose, rowId: string, plain: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), iv).setAAD(Buffer.from(`${purpose}|${rowId}`));
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1:${keyId()}:${iv.toString("base64url")}:${sealed.toString("base64url")}`;
}

/** @throws Error when POSTHORN_SECRET is not the one that sealed it, or the value belongs to another row. */
export function unseal(purpose: SealPurpose, rowId: string, value: string): string {
  const [version, id, iv, data] = value.split(":");
  if (version !== "v1" || !iv || !data) throw new Error(`A stored ${purpose} is not in a known format.`);
  if (id !== keyId()) throw new Error("POSTHORN_SECRET is not the one this database was encrypted with.");
  const sealed = Buffer.from(data, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), Buffer.from(iv, "base64url"))
    .setAAD(Buffer.from(`${purpose}|${rowId}`))
    .setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString("utf8");
}

/** SHA-256 of a token of full entropy: API keys, link codes and session tokens are stored like this only. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** A new token: prefix and 256 random bits in base64url. */
export function newToken(prefix: string): string {
  return prefix + randomBytes(32).toString("base64url");
}

/** A secret for a named use that must survive restarts (the staff session cookie, for one). */
export function derivedSecret(purpose: "staff-session"): string {
  return keyFor(purpose).toString("base64url");
}

/** What only we can have written about this text: for links that prove themselves (HMAC-SHA256, 128 bits). */
export function proofOf(purpose: "alert-link", text: string): string {
  return createHmac("sha256", keyFor(purpose)).update(text).digest().subarray(0, 16).toString("base64url");
}

export function equalInConstantTime(a: string, b: string): boolean {
  const left = createHash("sha256").update(a).digest();
  return timingSafeEqual(left, createHash("sha256").update(b).digest());
}
