import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compatPage, outcomesOf, sdksOf, testTitle } from "@/e2e/api/compat/page.ts";
import { ROWS } from "@/e2e/api/compat/rows.ts";
import { PAGE_FILE, sdkVersions } from "@/e2e/api/compat/versions.ts";

const RENEW = "docs/compatibility.md is out of date: run `npm run compat` and commit the file";
const page = readFileSync(PAGE_FILE, "utf8");
const outcomes = outcomesOf(page);

test("no two calls of the table have one name", () => {
  const titles = ROWS.flatMap((row) => sdksOf(row).map((sdk) => testTitle(sdk, row)));
  expect(new Set(titles).size).toBe(titles.length);
});

test("the page has every row of the table, in its words, and no other", () => {
  expect(page, RENEW).toBe(compatPage(outcomes, sdkVersions()));
});

test("every call was run, and works", () => {
  const calls = ROWS.flatMap((row) => sdksOf(row).map((sdk) => testTitle(sdk, row)));
  expect(
    calls.filter((title) => outcomes[title] !== "works"),
    RENEW,
  ).toEqual([]);
});
