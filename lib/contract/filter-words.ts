import type { Filter } from "./filter.ts";

const MAX_WORDS = 300;

const OP_WORDS: Record<NonNullable<Filter["op"]>, string> = {
  eq: "is",
  ne: "is not",
  gt: "is greater than",
  gte: "is at least",
  lt: "is less than",
  lte: "is at most",
  in: "is one of",
  contains: "contains",
  startsWith: "starts with",
  endsWith: "ends with",
  exists: "is there",
};

function words(filter: Filter, nested: boolean): string {
  const { path, op, value, all, any, not } = filter;
  if (not) return `not (${words(not, false)})`;
  const group = all ?? any;
  if (group) {
    const joined = group.map((one) => words(one, group.length > 1)).join(all ? " and " : " or ");
    return nested && group.length > 1 ? `(${joined})` : joined;
  }
  if (op === undefined) return "";
  if (op === "exists") return `${path} ${value === false ? "is not there" : OP_WORDS.exists}`;
  return `${path} ${OP_WORDS[op]} ${Array.isArray(value) ? value.map((one) => JSON.stringify(one)).join(", ") : JSON.stringify(value)}`;
}

/** A filter, or a part of one, as a sentence has it: `/amount is greater than 100 and /plan is "pro"`. */
export function filterWords(filter: Filter): string {
  const text = words(filter, false);
  return text.length > MAX_WORDS ? `${text.slice(0, MAX_WORDS)}…` : text;
}
