import { bytesOf, fromBase64, hmac, toBase64, toHex } from "@/components/verify/signature-keys.ts";

/** How a signature came about that is nearly right. */
export type Miscomputed =
  /** Right but for its writing. */
  | "hex"
  | "without_version"
  | "url_safe"
  /** The text of the secret was the key, not the bytes that its base64 stands for. */
  | "secret_as_text"
  | "secret_as_text_without_prefix"
  /** `whsec_` was decoded with the rest. */
  | "prefix_decoded"
  /** Something else than `id.timestamp.body` was signed. */
  | "body_only"
  | "without_id"
  | "without_body";

type Input = {
  id: string;
  timestamp: string;
  body: string;
  secret: { bytes: Uint8Array<ArrayBuffer>; text: string };
  signatures: string[];
};

/** Recognises a signature that the reader's own code has made, and made wrong: null when it is none of these. */
export async function miscomputed({ id, timestamp, body, secret, signatures }: Input): Promise<Miscomputed | null> {
  const given = new Set(signatures.map((one) => one.replace(/^v1,/, "")));
  const isGiven = (bytes: Uint8Array) =>
    given.has(toBase64(bytes)) || given.has(toHex(bytes)) || given.has(toHex(bytes).toUpperCase());

  const right = await hmac(secret.bytes, bytesOf(id, timestamp, body));
  if (given.has(toHex(right)) || given.has(toHex(right).toUpperCase())) return "hex";
  if (given.has(toBase64(right))) return "without_version";
  if (given.has(toBase64(right).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, ""))) return "url_safe";

  const content = bytesOf(id, timestamp, body);
  const bare = secret.text.replace(/^whsec_/, "");
  const keys: [Miscomputed, Uint8Array<ArrayBuffer> | null][] = [
    ["secret_as_text", bytesOf(`whsec_${bare}`)],
    ["secret_as_text_without_prefix", bytesOf(bare)],
    // Lenient decoders take the underscore for a slash, or leave it out.
    ["prefix_decoded", lenient(`whsec/${bare}`)],
    ["prefix_decoded", lenient(`whsec${bare}`)],
  ];
  for (const [how, key] of keys) if (key && isGiven(await hmac(key, content))) return how;

  const contents: [Miscomputed, Uint8Array<ArrayBuffer>][] = [
    ["body_only", bytesOf(body)],
    ["without_id", bytesOf(timestamp, body)],
    ["without_body", bytesOf(id, timestamp)],
  ];
  for (const [how, wrong] of contents) if (isGiven(await hmac(secret.bytes, wrong))) return how;
  return null;
}

function lenient(text: string): Uint8Array<ArrayBuffer> | null {
  const letters = text.replace(/=+$/, "");
  return fromBase64(letters.slice(0, letters.length - (letters.length % 4 === 1 ? 1 : 0)));
}
