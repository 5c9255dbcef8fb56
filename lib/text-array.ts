const TEXT_OID = 25;
const HEAD_BYTES = 20;
const LENGTH_BYTES = 4;

/**
 * A text[] as PostgreSQL's binary protocol has it (array_recv): lengths and bytes. Long texts go in and out as they
 * are; a literal would be escaped character by character on our side and read so on the other.
 */
export function binaryTextArray(texts: readonly string[]): Buffer {
  const lengths = texts.map((text) => Buffer.byteLength(text));
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + LENGTH_BYTES + length, HEAD_BYTES));
  // One dimension, no nulls, from index 1.
  for (const [i, value] of [1, 0, TEXT_OID, texts.length, 1].entries()) bytes.writeInt32BE(value, i * 4);
  let at = HEAD_BYTES;
  for (let i = 0; i < texts.length; i++) {
    at = bytes.writeInt32BE(lengths[i] ?? 0, at);
    at += bytes.write(texts[i] ?? "", at);
  }
  return bytes;
}
