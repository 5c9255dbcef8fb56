import { randomBytes } from "node:crypto";
import { hashToken } from "@/lib/crypto.ts";

const COUNT = 10;
// Crockford's base 32: nothing in it is mistaken for something else.
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const LETTERS = 16;

/** Ten codes of 80 random bits, `abcd-efgh-jkmn-pqrs`: enough that a plain hash of them tells nothing. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, () => {
    const letters = [...randomBytes(LETTERS)].map((byte) => ALPHABET[byte & 31]).join("");
    return letters.replace(/.{4}(?=.)/g, "$&-");
  });
}

/** The hash of a code as somebody types it; null for what cannot be one. */
export function hashRecoveryCode(typed: string): Uint8Array<ArrayBuffer> | null {
  const letters = typed.toLowerCase().replace(/[\s-]/g, "").replace(/o/g, "0").replace(/[il]/g, "1");
  return letters.length === LETTERS ? new Uint8Array(hashToken(`recovery ${letters}`)) : null;
}
