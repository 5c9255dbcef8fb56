import type { z } from "zod";

const KINDS: Record<string, string> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  null: "null",
  number: "a number",
  object: "an object",
  record: "an object",
  string: "a text",
};

const FORMATS: Record<string, string> = {
  datetime: "must be a date and time with a zone, such as 2026-11-21T08:00:00Z",
};

/** What is wrong with a field, in words of JSON; undefined leaves it to zod. A rule with words of its own never asks. */
export function issueWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "invalid_type") return mustBe(issue.expected, issue.input);
  if (issue.code === "invalid_value" && issue.values.length > 1) return `must be one of ${issue.values.join(", ")}`;
  if (issue.code === "invalid_value") return `must be ${JSON.stringify(issue.values[0])}`;
  if (issue.code === "invalid_format") return FORMATS[issue.format];
  if (issue.code === "too_small") return `must ${bound(issue.origin, "at least", issue.minimum)}`;
  if (issue.code === "too_big") return `must ${bound(issue.origin, "at most", issue.maximum)}`;
  return undefined;
}

function mustBe(expected: string, input: unknown): string | undefined {
  const kind = KINDS[expected];
  if (kind === undefined) return undefined;
  const found = input === null ? "null" : Array.isArray(input) ? "array" : typeof input;
  const named = KINDS[found];
  return named === undefined || named === kind ? `must be ${kind}` : `must be ${kind}, not ${named}`;
}

function bound(origin: string, most: string, limit: number | bigint): string {
  if (origin === "string") return `have ${most} ${limit} ${limit === 1 ? "character" : "characters"}`;
  if (origin === "array") return `have ${most} ${limit} ${limit === 1 ? "entry" : "entries"}`;
  return `be ${most} ${limit}`;
}
