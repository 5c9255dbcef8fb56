import { crc32 } from "node:zlib";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * The neighbour of an id: of the same kind and moment, with a right checksum, and of nothing that ever was. Ids are a
 * prefix and 27 base-62 characters of 128 bits and their CRC-32; the last bit is turned over.
 */
export function neverMade(id: string): string {
  const prefix = id.slice(0, id.indexOf("_") + 1);
  let value = 0n;
  for (const character of id.slice(prefix.length)) value = value * 62n + BigInt(ALPHABET.indexOf(character));
  const bits = (value >> 32n) ^ 1n;
  const bytes = Buffer.from(bits.toString(16).padStart(32, "0"), "hex");
  let rest = (bits << 32n) | BigInt(crc32(bytes, crc32(prefix)));
  let text = "";
  for (let digits = 0; digits < 27; digits++) {
    text = ALPHABET[Number(rest % 62n)] + text;
    rest /= 62n;
  }
  return prefix + text;
}
