import { type JsonNode, parseJsonTree } from "@/components/ui/json-tree.ts";

/** What was done to a body between its arrival and the check. */
export type BodyChange =
  | "final_newline"
  | "line_breaks"
  | "byte_order_mark"
  | "outer_spaces"
  | "spaces"
  | "key_order"
  | "unicode_escapes"
  | "slash_escapes"
  | "numbers";

/** Beyond this a change is found by comparing with what was sent, not by trying. */
const MAX_LENGTH = 262_144;
const BOM = "\ufeff";

const LAYOUTS: { colon: string; comma: string; indent: string | null }[] = [
  { colon: ":", comma: ",", indent: null },
  { colon: ": ", comma: ", ", indent: null },
  { colon: ": ", comma: ",", indent: "  " },
  { colon: ": ", comma: ",", indent: "    " },
  { colon: ": ", comma: ",", indent: "\t" },
];

type Escapes = "as_is" | "raw" | "escaped" | "escaped_upper";
type Writing = (typeof LAYOUTS)[number] & { sorted: boolean; escapes: Escapes; slashes: boolean };

/** Bodies from which this one may have been made, without itself: parsed and written again, or read as text. */
export function variantsOf(body: string): Set<string> {
  const found = new Set<string>();
  if (body.length > MAX_LENGTH) return found;
  found
    .add(`${body}\n`)
    .add(`${body}\r\n`)
    .add(body.replace(/\r?\n$/, ""));
  found.add(body.replaceAll("\r\n", "\n")).add(body.replace(/\r?\n/g, "\r\n"));
  found.add(body.startsWith(BOM) ? body.slice(1) : BOM + body).add(body.trim());

  const tree = parseJsonTree(body.trim());
  for (const writing of tree ? writings() : []) {
    const text = tree ? write(tree, writing, "") : "";
    found.add(text).add(`${text}\n`);
  }
  found.delete(body);
  return found;
}

function* writings(): Generator<Writing> {
  for (const layout of LAYOUTS) {
    for (const sorted of [false, true]) {
      for (const escapes of ["as_is", "raw", "escaped", "escaped_upper"] as const) {
        for (const slashes of [false, true]) yield { ...layout, sorted, escapes, slashes };
      }
    }
  }
}

function write(node: JsonNode, how: Writing, outer: string): string {
  if (node.kind === "string") return string(node.raw, node.value, how);
  if (node.kind !== "object" && node.kind !== "array") return node.raw;
  const [open, close] = node.kind === "object" ? ["{", "}"] : ["[", "]"];
  if (node.children.length === 0) return open + close;
  const inner = how.indent === null ? "" : `\n${outer}${how.indent}`;
  const children = how.sorted && node.kind === "object" ? node.children.toSorted(byKey) : node.children;
  const parts = children.map(({ key, node: child }) => {
    const head = key === null ? "" : `${string(JSON.stringify(key), key, how)}${how.colon}`;
    return `${inner}${head}${write(child, how, how.indent === null ? outer : outer + how.indent)}`;
  });
  return `${open}${parts.join(how.comma)}${how.indent === null ? "" : `\n${outer}`}${close}`;
}

const byKey = (a: { key: string | null }, b: { key: string | null }) => ((a.key ?? "") < (b.key ?? "") ? -1 : 1);

function string(raw: string, value: string, { escapes, slashes }: Writing): string {
  let text = escapes === "as_is" ? raw : JSON.stringify(value);
  if (escapes === "escaped" || escapes === "escaped_upper") {
    text = text.replace(/[\u007f-\uffff]/g, (char) => {
      const hex = char.charCodeAt(0).toString(16).padStart(4, "0");
      return `\\u${escapes === "escaped" ? hex : hex.toUpperCase()}`;
    });
  }
  const plain = text.replaceAll("\\/", "/");
  return slashes ? plain.replaceAll("/", "\\/") : escapes === "as_is" ? text : plain;
}

/** In what two writings of the same JSON, or of the same text, differ; empty when they say something else. */
export function changesBetween(one: string, other: string): BodyChange[] {
  const [x, y] = [one.trim(), other.trim()];
  if (x === y) return [edgeChange(one, other)];
  if (x.replaceAll("\r\n", "\n") === y.replaceAll("\r\n", "\n")) return ["line_breaks"];
  const [a, b] = [parseJsonTree(x), parseJsonTree(y)];
  if (!a || !b || JSON.stringify(sortedValue(JSON.parse(x))) !== JSON.stringify(sortedValue(JSON.parse(y)))) return [];

  const [inA, inB] = [tokens(a), tokens(b)];
  const changes: [BodyChange, boolean][] = [
    ["key_order", inA.keys !== inB.keys],
    ["numbers", inA.numbers !== inB.numbers],
    ["unicode_escapes", ESCAPE.test(x) !== ESCAPE.test(y)],
    ["slash_escapes", x.includes("\\/") !== y.includes("\\/")],
    ["spaces", spacesOf(x) !== spacesOf(y)],
    ["final_newline", one.endsWith("\n") !== other.endsWith("\n")],
  ];
  return changes.filter(([, isThere]) => isThere).map(([change]) => change);
}

const ESCAPE = /\\u[0-9a-f]{4}/i;

/** The same but for what stands around it. */
function edgeChange(one: string, other: string): BodyChange {
  if (one.replaceAll(BOM, "") === other.replaceAll(BOM, "")) return "byte_order_mark";
  if (one.replaceAll("\r\n", "\n") === other.replaceAll("\r\n", "\n")) return "line_breaks";
  return one.replace(/\n*$/, "") === other.replace(/\n*$/, "") ? "final_newline" : "outer_spaces";
}

/** How much space stands outside of strings: another layout has another amount, another order of keys has not. */
function spacesOf(text: string): number {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, "").replace(/\S/g, "").length;
}

function tokens(tree: JsonNode): { keys: string; numbers: string } {
  const keys: string[] = [];
  const numbers: string[] = [];
  const visit = (node: JsonNode) => {
    if (node.kind === "number") numbers.push(node.raw);
    if (node.kind !== "object" && node.kind !== "array") return;
    for (const child of node.children) {
      if (child.key !== null) keys.push(`${node.path} ${child.key}`);
      visit(child.node);
    }
  };
  visit(tree);
  return { keys: keys.join("\0"), numbers: numbers.toSorted().join(" ") };
}

function sortedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedValue);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortedValue(inner)]));
}

export type FirstDifference = {
  /** Byte at which they part, counted from 0. */
  byte: number;
  /** What stands there in each, a few characters of it. */
  signed: string;
  given: string;
};

const CONTEXT = 16;

/** Where what was signed and what was given to the check part. */
export function firstDifference(signed: string, given: string): FirstDifference {
  let at = 0;
  while (at < signed.length && at < given.length && signed[at] === given[at]) at++;
  const from = Math.max(0, at - CONTEXT);
  const around = (text: string) => text.slice(from, at + CONTEXT);
  return { byte: new TextEncoder().encode(signed.slice(0, at)).length, signed: around(signed), given: around(given) };
}
