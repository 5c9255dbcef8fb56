/** A secret as it was typed or read, and what can verify with it. */
export type ReadSecret =
  | { kind: "shared"; bytes: Uint8Array<ArrayBuffer>; text: string; hasPrefix: boolean }
  | { kind: "public"; bytes: Uint8Array<ArrayBuffer>; text: string }
  | { kind: "unusable"; why: SecretProblem };

export type SecretProblem = "empty" | "private_key" | "signature" | "not_base64";

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (!BASE64.test(text) || text.replace(/=+$/, "").length % 4 === 1) return null;
  return Uint8Array.from(atob(text.replace(/=+$/, "")), (char) => char.charCodeAt(0));
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

export function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Quotes and spaces around it come with copying out of a file. */
export function readSecret(typed: string): ReadSecret {
  const text = typed.trim().replace(/^(["'])(.*)\1$/, "$2");
  if (text === "") return { kind: "unusable", why: "empty" };
  if (/^v1a?,/.test(text)) return { kind: "unusable", why: "signature" };
  if (text.startsWith("whsk_")) return { kind: "unusable", why: "private_key" };
  const prefix = /^wh(sec|pk)_/.exec(text)?.[0] ?? "";
  const bytes = fromBase64(text.slice(prefix.length));
  if (!bytes || bytes.length === 0) return { kind: "unusable", why: "not_base64" };
  return prefix === "whpk_"
    ? { kind: "public", bytes, text }
    : { kind: "shared", bytes, text, hasPrefix: prefix !== "" };
}

const encoder = new TextEncoder();

/** What is signed, `id.timestamp.body`, as bytes. */
export function bytesOf(...parts: string[]): Uint8Array<ArrayBuffer> {
  return encoder.encode(parts.join("."));
}

export async function hmac(key: Uint8Array<ArrayBuffer>, content: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", key, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, content));
}

/** @returns null where the browser knows no Ed25519. */
export async function verifyEd25519(
  publicKey: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
  content: Uint8Array<ArrayBuffer>,
): Promise<boolean | null> {
  try {
    const key = await crypto.subtle.importKey("raw", publicKey, { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "Ed25519" }, key, signature, content);
  } catch {
    return null;
  }
}
