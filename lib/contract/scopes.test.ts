import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { operations } from "@/lib/contract/operations.ts";
import { SCOPE_NAMES, SCOPED_OPERATIONS, scopeOfOperation } from "@/lib/contract/scopes.ts";

/** Not in the table of operations: its answer is no JSON. */
const BESIDES = ["metrics"];
/** A question may be too long for a query; a secret opens what is signed with it. */
const EXCEPTIONS = new Set<string>(["dryRunFilter", "getOperationalEndpointSecret"]);
const forKeys = operations.filter(({ actors }) => (actors as readonly string[]).includes("apiKey"));

test("every operation that an API key may call has a scope: add it to lib/contract/scopes.ts", () => {
  expect(forKeys.map(({ id }) => id).filter((id) => !scopeOfOperation(id))).toEqual([]);
});

test("every operation of a scope exists, for API keys, and is in no other scope", () => {
  const known = [...forKeys.map(({ id }) => id as string), ...BESIDES];
  expect(SCOPED_OPERATIONS.filter((id) => !known.includes(id))).toEqual([]);
  expect(new Set(SCOPED_OPERATIONS).size).toBe(SCOPED_OPERATIONS.length);
});

test("what only reads is in a scope that reads, and what changes in one that writes", () => {
  const wrong = forKeys.filter(({ id, method }) => {
    const scope = scopeOfOperation(id);
    return scope !== undefined && scope.endsWith(":read") !== (method === "GET");
  });
  expect(wrong.map(({ id }) => id).filter((id) => !EXCEPTIONS.has(id))).toEqual([]);
});

test("docs/api-keys.md has every scope", () => {
  const page = readFileSync(path.resolve(import.meta.dirname, "../../docs/api-keys.md"), "utf8");
  expect(SCOPE_NAMES.filter((scope) => !page.includes(`\`${scope}\``))).toEqual([]);
});
