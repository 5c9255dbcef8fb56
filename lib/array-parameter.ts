// Arrays as parameters of statements: pg would quote and escape each element of each column, which took a tenth of the
// worker's time. `unnest` fills a shorter array up with nulls, so an array of nulls alone is empty.

type Element = string | number | boolean | Date | null;

interface Binary {
  oid: number;
  size(value: NonNullable<Element>): number;
  /** @returns where the next one begins */
  write(bytes: Buffer, value: NonNullable<Element>, at: number): number;
}

const HEAD_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;
const EPOCH_MS = BigInt(Date.UTC(2000, 0, 1));

/**
 * Types whose elements go as bytes (array_recv): long texts in and out as they are, where a literal would be escaped character by character
 * on our side and read so on the other; fractions and moments without being written and read as decimals.
 */
const BINARY = {
  text: {
    oid: 25,
    size: (value) => Buffer.byteLength(String(value)),
    write: (bytes, value, at) => at + bytes.write(String(value), at),
  },
  real: { oid: 700, size: () => 4, write: (bytes, value, at) => bytes.writeFloatBE(Number(value), at) },
  float8: { oid: 701, size: () => 8, write: (bytes, value, at) => bytes.writeDoubleBE(Number(value), at) },
  timestamptz: {
    oid: 1184,
    size: () => 8,
    // Microseconds, which are more than a number holds exactly.
    write: (bytes, value, at) => bytes.writeBigInt64BE((BigInt(Number(value)) - EPOCH_MS) * 1000n, at),
  },
} as const satisfies Record<string, Binary>;

/** Their elements are written without quotes: nothing in them is special. */
const PLAIN = ["uuid", "boolean", "smallint", "int", "bigint"] as const;

export type ElementType = keyof typeof BINARY | (typeof PLAIN)[number];

const isBinary = (type: ElementType): type is keyof typeof BINARY => type in BINARY;

/** A parameter `$n::<type>[]`. Elements are of the type: what is none of it is refused by PostgreSQL, or by us. */
export function arrayParameter(type: ElementType, elements: readonly Element[]): Buffer | string {
  if (elements.every((element) => element === null)) return "{}";
  return isBinary(type) ? binaryArray(BINARY[type], elements) : plainArray(elements);
}

/** A text[] without nulls. */
export function textArray(texts: readonly string[]): Buffer {
  return binaryArray(BINARY.text, texts);
}

function plainArray(elements: readonly Element[]): string {
  let text = "{";
  for (let i = 0; i < elements.length; i++) {
    const element = elements[i];
    text += `${i === 0 ? "" : ","}${element === null ? "NULL" : String(element)}`;
  }
  return `${text}}`;
}

function binaryArray({ oid, size, write }: Binary, elements: readonly Element[]): Buffer {
  const sizes = elements.map((element) => (element === null ? NULL_LENGTH : size(element)));
  const length = sizes.reduce((sum, one) => sum + LENGTH_BYTES + Math.max(one, 0), HEAD_BYTES);
  const bytes = Buffer.allocUnsafe(length);
  // One dimension, whether there are nulls, the type, how many, from index 1.
  const head = [1, sizes.includes(NULL_LENGTH) ? 1 : 0, oid, elements.length, 1];
  for (const [i, value] of head.entries()) bytes.writeInt32BE(value, i * 4);
  let at = HEAD_BYTES;
  for (let i = 0; i < elements.length; i++) {
    const element = elements[i] ?? null;
    at = bytes.writeInt32BE(sizes[i] ?? NULL_LENGTH, at);
    if (element !== null) at = write(bytes, element, at);
  }
  return bytes;
}
