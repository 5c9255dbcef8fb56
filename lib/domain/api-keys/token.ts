import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

const PREFIX = "ph_live_";
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
  let rest = crc32(PREFIX + secret);
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
  return PREFIX + secret + checksum(secret);
}

/** Whether it has the form of a key made here. A key that the operator chose (the bootstrap key) need not. */
export function hasValidChecksum(token: string): boolean {
  const secret = token.slice(PREFIX.length, -CHECKSUM_LENGTH);
  return token.startsWith(PREFIX) && secret.length === SECRET_LENGTH && token.endsWith(checksum(secret));
}
