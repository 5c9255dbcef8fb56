import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { env } from "@/lib/env.ts";

export const KEY_PREFIX = "ph_live_";
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;

/** 43 characters of 62 are 256 bits. Bytes of 248 and above are dropped, so that every character is equally likely. */
function randomCharacters(): string {
  let text = "";
  while (text.length < SECRET_LENGTH) {
    for (const byte of randomBytes(SECRET_LENGTH)) {
      if (byte < 248 && text.length < SECRET_LENGTH) text += ALPHABET[byte % 62];
    }
  }
  return text;
}

function checksum(secret: string): string {
  let rest = crc32(KEY_PREFIX + secret);
  let text = "";
  for (let i = 0; i < CHECKSUM_LENGTH; i++) {
    text = ALPHABET[rest % 62] + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

/** A new API key: the prefix and the checksum let secret scanners tell a leaked one from a look-alike, offline. */
export function newApiKeyToken(): string {
  const secret = randomCharacters();
  return KEY_PREFIX + secret + checksum(secret);
}

/** Of a key made here; docs/api-keys.md has it for secret scanners. */
const MADE = /^ph_live_[A-Za-z0-9]{49}$/;
/** Of a key that the operator chose, see POSTHORN_BOOTSTRAP_API_KEY. */
const CHOSEN = /^ph_live_[A-Za-z0-9_-]{24,}$/;

/** Whether it has the form of a key made here. A key that the operator chose (the bootstrap key) need not. */
export function hasValidChecksum(token: string): boolean {
  return MADE.test(token) && token.endsWith(checksum(token.slice(KEY_PREFIX.length, -CHECKSUM_LENGTH)));
}

/** Whether it can be a key at all. Look-alikes and typing errors are told by the form alone, before anything is asked. */
export function canBeApiKey(token: string): boolean {
  if (MADE.test(token)) return hasValidChecksum(token) || token === env().POSTHORN_BOOTSTRAP_API_KEY;
  return CHOSEN.test(token);
}

/** What looks like a key in an address: it would stand in histories and in the logs of every proxy on the way. */
export function holdsApiKey(text: string): boolean {
  const found = text.match(/ph_live_[A-Za-z0-9_-]{24,}/g) ?? [];
  return found.some((token) => hasValidChecksum(token) || token === env().POSTHORN_BOOTSTRAP_API_KEY);
}
