/**
 * JSON as it was written. `JSON.parse` would round large numbers and merge repeated keys, and a page that explains
 * signatures must not show a value that was never sent.
 */
export type JsonNode = {
  /** Unique in the tree, and how the reader would write the way to it: `data.order.id`, `items[0]`. */
  path: string;
  /** Line in the fully opened outline, counted from 1. */
  line: number;
} & (
  | { kind: "object"; children: JsonChild[]; endLine: number }
  | { kind: "array"; children: JsonChild[]; endLine: number }
  | { kind: "string"; value: string; raw: string }
  | { kind: "number"; raw: string }
  | { kind: "keyword"; raw: string }
);

export type JsonChild = { key: string | null; node: JsonNode };

const MAX_DEPTH = 200;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const KEYWORD = /true|false|null/y;
// Loose about control characters and escapes: decoding refuses them.
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
const SPACE = /[\t\n\r ]*/y;

class NotJson extends Error {}

/** The outline of a JSON text, or null when the text is not JSON. */
export function parseJsonTree(text: string): JsonNode | null {
  const reader: Reader = { text, at: 0, line: 1 };
  try {
    const node = readValue(reader, "", 0);
    skip(reader);
    return reader.at === text.length ? node : null;
  } catch (error) {
    if (error instanceof NotJson) return null;
    throw error;
  }
}

type Reader = { text: string; at: number; line: number };

function take(reader: Reader, pattern: RegExp): string | null {
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.text)?.[0] ?? null;
  if (match !== null) reader.at = pattern.lastIndex;
  return match;
}

const skip = (reader: Reader) => take(reader, SPACE);

function takeChar(reader: Reader, char: string): boolean {
  skip(reader);
  if (reader.text[reader.at] !== char) return false;
  reader.at++;
  return true;
}

function readValue(reader: Reader, path: string, depth: number): JsonNode {
  if (depth > MAX_DEPTH) throw new NotJson();
  const line = reader.line;
  if (takeChar(reader, "{")) return { kind: "object", path, line, ...readChildren(reader, path, depth, "}") };
  if (takeChar(reader, "[")) return { kind: "array", path, line, ...readChildren(reader, path, depth, "]") };
  const string = take(reader, STRING);
  if (string !== null) return { kind: "string", path, line, raw: string, value: decode(string) };
  const number = take(reader, NUMBER);
  if (number !== null) return { kind: "number", path, line, raw: number };
  const keyword = take(reader, KEYWORD);
  if (keyword !== null) return { kind: "keyword", path, line, raw: keyword };
  throw new NotJson();
}

function readChildren(reader: Reader, path: string, depth: number, end: "}" | "]") {
  const children: JsonChild[] = [];
  // An empty one stays on its line.
  if (takeChar(reader, end)) return { children, endLine: reader.line };
  do {
    reader.line++;
    const key = end === "}" ? readKey(reader) : null;
    const node = readValue(reader, key === null ? `${path}[${children.length}]` : pathTo(path, key), depth + 1);
    children.push({ key, node });
  } while (takeChar(reader, ","));
  if (!takeChar(reader, end)) throw new NotJson();
  reader.line++;
  return { children, endLine: reader.line };
}

function readKey(reader: Reader): string {
  skip(reader);
  const raw = take(reader, STRING);
  if (raw === null || !takeChar(reader, ":")) throw new NotJson();
  return decode(raw);
}

function decode(raw: string): string {
  try {
    return JSON.parse(raw) as string;
  } catch {
    throw new NotJson();
  }
}

function pathTo(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

/** The value as text for the clipboard: strings without quotes, everything else as it would be written. */
export function jsonText(node: JsonNode): string {
  return node.kind === "string" ? node.value : writeNode(node, "");
}

function writeNode(node: JsonNode, indent: string): string {
  if (node.kind !== "object" && node.kind !== "array") return node.raw;
  const [open, close] = node.kind === "object" ? ["{", "}"] : ["[", "]"];
  if (node.children.length === 0) return open + close;
  const inner = `${indent}  `;
  const lines = node.children.map(({ key, node: child }) => {
    const head = key === null ? "" : `${JSON.stringify(key)}: `;
    return `${inner}${head}${writeNode(child, inner)}`;
  });
  return `${open}\n${lines.join(",\n")}\n${indent}${close}`;
}
