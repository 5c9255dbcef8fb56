// What a migration may not do, because the release before it still runs on the schema that it makes.

/** What was done nevertheless, and why it could be: nothing that was ever released was running on it. */
export const EXCEPTIONS: readonly { migration: string; statement: string; reason: string }[] = [
  {
    migration: "000200_delivery_options",
    statement: "drop column timeout_ms",
    reason: "before the first release: the two columns became part of delivery_options",
  },
  {
    migration: "000210_claims",
    statement: "alter column trigger set not null",
    reason: "before the first release; the column has a value in every row that the code before it writes",
  },
  {
    migration: "000500_ascending_logs",
    statement: "drop constraint delivery_pkey",
    reason: "the key is replaced by one of the same columns in another order; nobody conflicts on it by name",
  },
  {
    migration: "001200_operational_webhooks",
    statement: "create unique index application_operational_key",
    reason: "only of organizations that this release makes; the code before it makes none of them",
  },
  {
    migration: "001210_api_key_limits",
    statement: "add constraint api_key_scopes_check",
    reason: "the code before it always writes at least one scope",
  },
  {
    migration: "001620_staff_sign_in",
    statement: "drop column session_version",
    reason: "before the first release: sessions became rows, and those of the code before it end with the upgrade",
  },
];

const BREAKS: readonly { pattern: RegExp; why: string }[] = [
  { pattern: /\bdrop\s+(table|view|materialized view|function|schema|type|sequence)\b/i, why: "what it drops is used" },
  { pattern: /\bdrop\s+column\b/i, why: "the column is read and written" },
  { pattern: /\brename\b/i, why: "the old name is used" },
  { pattern: /\bset\s+not\s+null\b/i, why: "null may be written" },
  { pattern: /\balter\s+column\s+\w+\s+(set\s+data\s+)?type\b/i, why: "another type is expected" },
  { pattern: /\bdrop\s+(default|constraint)\b/i, why: "a default, or a conflict by name, is relied upon" },
  { pattern: /\badd\s+constraint\b/i, why: "what it forbids may be written" },
  { pattern: /\bcreate\s+unique\s+index\b/i, why: "two of the same may be written" },
];
/** One clause of an `alter table`: a comma outside of parentheses ends it. */
const NOT_NULL = /\badd\s+column\b(?!.*\bdefault\b)(?!.*\bgenerated\b).*\bnot\s+null\b/i;

/** Without comments, texts and the bodies of functions: those are not run by the migration. */
function bare(sql: string): string {
  return sql
    .replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, "$$$$")
    .replace(/--[^\n]*/g, "")
    .replace(/'(?:[^']|'')*'/g, "''");
}

function clausesOf(statement: string): string[] {
  const clauses = [""];
  let depth = 0;
  for (const character of statement) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (character === "," && depth === 0) clauses.push("");
    else clauses[clauses.length - 1] += character;
  }
  return clauses;
}

/** The table that a statement is about. */
const tableOf = (statement: string): string | undefined =>
  /^(?:alter\s+table(?:\s+if\s+exists)?(?:\s+only)?|create\s+unique\s+index.*?\bon)\s+([\w.]+)/i.exec(statement)?.[1];

/** Statements of a migration that the release before it would not survive. Tables that the same migration makes are free. */
export function findBreaks(sql: string): { statement: string; why: string }[] {
  const statements = bare(sql)
    .split(";")
    .map((statement) => statement.replace(/\s+/g, " ").trim())
    .filter((statement) => statement !== "");
  const made = new Set(
    statements.flatMap((statement) => /^create table (?:if not exists )?([\w.]+)/i.exec(statement)?.[1] ?? []),
  );
  return statements.flatMap((statement) => {
    if (/^create table /i.test(statement) || made.has(tableOf(statement) ?? "")) return [];
    const broken = BREAKS.find(({ pattern }) => pattern.test(statement));
    if (broken) return [{ statement, why: broken.why }];
    const isForced = /^alter table/i.test(statement) && clausesOf(statement).some((clause) => NOT_NULL.test(clause));
    return isForced ? [{ statement, why: "rows are written without the column" }] : [];
  });
}
