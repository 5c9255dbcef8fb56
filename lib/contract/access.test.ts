import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ACCESS, type AccessId, accessOf } from "@/lib/contract/access.ts";
import { accessPage } from "@/lib/contract/access-page.ts";
import { operations } from "@/lib/contract/operations.ts";
import { hasRole, ROLE_OF_CAPABILITY } from "@/lib/contract/roles.ts";
import { SCOPE_NAMES } from "@/lib/contract/scopes.ts";

const docs = (name: string) => readFileSync(path.resolve(import.meta.dirname, "../../docs", name), "utf8");
/** A question may be too long for a query; a secret opens what is signed with it; whoever may take everything away fetches it too. */
const EXCEPTIONS = [
  ...["dryRunFilter", "getOperationalEndpointSecret"],
  ...["listApplicationExports", "getApplicationExportFile"],
];

test("every operation has a row, and every row an operation", () => {
  expect(new Set(Object.keys(ACCESS))).toEqual(new Set([...operations.map(({ id }) => id), "metrics"]));
});

test("every scope opens something", () => {
  const opened = Object.keys(ACCESS).map((id) => accessOf(id as AccessId).key);
  expect(SCOPE_NAMES.filter((scope) => !opened.includes(scope))).toEqual([]);
});

test("what only reads is in a scope that reads, and what changes in one that writes", () => {
  const wrong = operations.filter(({ id, method }) => {
    const { key } = accessOf(id);
    return key !== null && key.endsWith(":read") !== (method === "GET");
  });
  expect(wrong.map(({ id }) => id).filter((id) => !EXCEPTIONS.includes(id))).toEqual([]);
});

/** Of the capability to look: what tells more than a viewer may know, or what an application's owner configures. */
const STRICTER = [...["dryRunFilter", "listInboxes", "getInbox", "listInboxRequests"]];

test("staff with the role of a capability may do what a customer with it may", () => {
  const wrong = operations.filter(({ id }) => {
    const { staff, portal } = accessOf(id);
    return staff && portal && portal !== "any" && !hasRole(ROLE_OF_CAPABILITY[portal], staff);
  });
  expect(wrong.map(({ id }) => id).filter((id) => !STRICTER.includes(id))).toEqual([]);
});

test("docs/api-keys.md has every scope", () => {
  const page = docs("api-keys.md");
  expect(SCOPE_NAMES.filter((scope) => !page.includes(`\`${scope}\``))).toEqual([]);
});

test("docs/access.md is what the table says", () => {
  expect(docs("access.md"), "run `npm run access` and commit the file").toBe(accessPage());
});
