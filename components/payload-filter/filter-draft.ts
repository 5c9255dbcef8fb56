import type { FILTER_OPS, Filter } from "@/lib/contract/filter.ts";

type Op = (typeof FILTER_OPS)[number];
type Scalar = string | number | boolean | null;

/** What a row may ask. Those that end in `Not` are the comparison before them within a `not`. */
export const ROW_OPS = [
  ...["eq", "ne", "gt", "gte", "lt", "lte", "in", "inNot", "contains", "containsNot"],
  ...["startsWith", "startsWithNot", "endsWith", "endsWithNot", "exists", "existsNot"],
] as const;
export type RowOp = Op | "inNot" | "containsNot" | "startsWithNot" | "endsWithNot" | "existsNot";
export type Join = "all" | "any";

/** A condition as it is typed. */
export type FilterRow = { kind: "row"; id: number; path: string; op: RowOp; value: string };
export type FilterGroup = { kind: "group"; id: number; join: Join; rows: FilterRow[] };
/** Conditions, and groups of conditions among them: more levels than that are written as JSON. */
export type FilterDraft = { join: Join; rows: (FilterRow | FilterGroup)[] };

export type RowMistake = { path?: "missing"; value?: "missing" | "number" | "list" };

/** `customer.items[0].sku` is what people write; a JSON pointer is what is stored. */
export function pointerOf(text: string): string {
  const bare = text.trim();
  if (bare === "" || bare.startsWith("/")) return bare;
  const keys = bare
    .replace(/^\$\.?/, "")
    .replace(/\[(\d+)\]/g, ".$1")
    .split(".")
    .filter((key) => key !== "");
  return keys.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Numbers, true, false and null are themselves, what is quoted is a text, and so is anything else. */
export function scalarOf(text: string): Scalar {
  const bare = text.trim();
  try {
    const value: unknown = JSON.parse(bare);
    if (typeof value !== "object" || value === null) return value as Scalar;
  } catch {
    // A text without quotes.
  }
  return bare;
}

/** As `scalarOf` reads it back. */
export function textOfScalar(value: Scalar): string {
  if (typeof value !== "string") return JSON.stringify(value);
  return scalarOf(value) === value && !value.includes(",") ? value : JSON.stringify(value);
}

export function listOf(text: string): Scalar[] {
  const parts = text.match(/\s*"(?:[^"\\]|\\.)*"\s*|[^,]+/g) ?? [];
  return parts.filter((part) => part.trim() !== "").map(scalarOf);
}

/** @returns the filter; null when there are no conditions */
export function filterOf({ join, rows }: FilterDraft): Filter | null {
  if (rows.length === 0) return null;
  return { [join]: rows.map(nodeOf) };
}

function nodeOf(entry: FilterRow | FilterGroup): Filter {
  if (entry.kind === "group") return { [entry.join]: entry.rows.map(nodeOf) };
  const path = pointerOf(entry.path);
  if (entry.op === "existsNot") return { path, op: "exists", value: false };
  if (entry.op === "exists") return { path, op: "exists" };
  const negated = entry.op.endsWith("Not");
  const op = (negated ? entry.op.slice(0, -3) : entry.op) as Op;
  const condition: Filter = { path, op, value: valueFor(op, entry.value) };
  return negated ? { not: condition } : condition;
}

function valueFor(op: Op, text: string): Scalar | Scalar[] {
  if (op === "in") return listOf(text);
  if (op !== "startsWith" && op !== "endsWith") return scalarOf(text);
  const value = scalarOf(text);
  return typeof value === "string" ? value : text.trim();
}

/** @returns null when the filter is more than rows and one level of groups can show */
export function draftOf(filter: Filter | null): FilterDraft | null {
  const ids = { next: 1 };
  if (filter === null) return { join: "all", rows: [] };
  const group = filter.all ?? filter.any;
  if (!group) {
    const row = rowOf(filter, ids);
    return row && { join: "all", rows: [row] };
  }
  const rows = group.map((entry) => rowOf(entry, ids) ?? groupOf(entry, ids));
  if (rows.some((row) => row === null)) return null;
  return { join: filter.any ? "any" : "all", rows: rows.filter((row) => row !== null) };
}

type Ids = { next: number };

function groupOf(filter: Filter, ids: Ids): FilterGroup | null {
  const list = filter.all ?? filter.any;
  if (!list) return null;
  const id = ids.next++;
  const rows = list.map((entry) => rowOf(entry, ids));
  if (rows.some((row) => row === null)) return null;
  return { kind: "group", id, join: filter.any ? "any" : "all", rows: rows.filter((row) => row !== null) };
}

function rowOf(filter: Filter, ids: Ids): FilterRow | null {
  const inner = filter.not ?? filter;
  const { path, op, value } = inner;
  if (path === undefined || op === undefined) return null;
  const negated = filter.not !== undefined;
  const row = (rowOp: RowOp, text: string): FilterRow => ({
    kind: "row",
    id: ids.next++,
    path,
    op: rowOp,
    value: text,
  });
  if (op === "exists") return row((value === false) !== negated ? "existsNot" : "exists", "");
  const text = Array.isArray(value) ? value.map(textOfScalar).join(", ") : textOfScalar(value ?? null);
  if (!negated) return row(op, text);
  const opposite = `${op}Not` as RowOp;
  return (ROW_OPS as readonly string[]).includes(opposite) ? row(opposite, text) : null;
}

export function newId(draft: FilterDraft): number {
  const ids = draft.rows.flatMap((entry) => [
    entry.id,
    ...(entry.kind === "group" ? entry.rows : []).map(({ id }) => id),
  ]);
  return 1 + Math.max(0, ...ids);
}

export const takesValue = (op: RowOp): boolean => op !== "exists" && op !== "existsNot";
const takesList = (op: RowOp): boolean => op === "in" || op === "inNot";

function mistakeOf({ path, op, value }: FilterRow): RowMistake | null {
  if (pointerOf(path) === "") return { path: "missing" };
  if (!takesValue(op)) return null;
  if (takesList(op)) return listOf(value).length === 0 ? { value: "list" } : null;
  if (value.trim() === "") return { value: "missing" };
  const isOrder = op === "gt" || op === "gte" || op === "lt" || op === "lte";
  if (isOrder && !["number", "string"].includes(typeof scalarOf(value))) return { value: "number" };
  return null;
}

/** Mistakes by the ids of their rows. */
export function mistakesOfDraft(draft: FilterDraft): Map<number, RowMistake> {
  const rows = draft.rows.flatMap((entry) => (entry.kind === "group" ? entry.rows : [entry]));
  const found = new Map<number, RowMistake>();
  for (const row of rows) {
    const mistake = mistakeOf(row);
    if (mistake) found.set(row.id, mistake);
  }
  return found;
}

/** The row that an issue of the server is about: `body.filter.all.0.any.1.value`. null: about the whole. */
export function rowAt(draft: FilterDraft, loc: readonly string[]): FilterRow | null {
  const [first, second] = loc.filter((part) => /^\d+$/.test(part)).map(Number);
  const entry = first === undefined ? undefined : draft.rows[first];
  if (!entry) return null;
  if (entry.kind === "row") return entry;
  return (second === undefined ? undefined : entry.rows[second]) ?? null;
}
