import { Buffer } from "node:buffer";

/** A shorter value has parts that are in any text by chance. */
const SHORTEST_ENCODED = 8;

/**
 * The ways in which a value commonly stands in a text: as it is, in JSON, percent-encoded, in hexadecimal digits, and in
 * Base64 of either alphabet, also in the midst of something longer (`name:value`). The longest first.
 */
export function writtenForms(value: string): string[] {
  const plain = [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)];
  const forms = value.length < SHORTEST_ENCODED ? plain : [...plain, ...encoded(Buffer.from(value))];
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

function encoded(bytes: Buffer): string[] {
  const hex = bytes.toString("hex");
  const inBase64 = [0, 1, 2].flatMap((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    // Without the characters that share bits with what stands before or after.
    const own = text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
    return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
  });
  return [hex, hex.toUpperCase(), ...inBase64];
}
