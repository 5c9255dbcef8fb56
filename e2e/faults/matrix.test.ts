import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ROWS, rowIdsOf } from "@/e2e/faults/matrix.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const TITLE = /\btest\(\s*(["'`])(.+?)\1/g;

const titles = fs
  .readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".spec.ts"))
  .flatMap((name) => [...fs.readFileSync(path.join(import.meta.dirname, name), "utf8").matchAll(TITLE)])
  .map(([, , title = ""]) => title);
const covered = new Set(titles.flatMap(rowIdsOf));

test("no two rows have the same id", () => {
  expect(new Set(ROWS.map(({ id }) => id)).size).toBe(ROWS.length);
});

test("every row has a test or says why not, and no row that has a test says so", () => {
  const isTested = ({ id, tests }: (typeof ROWS)[number]) => covered.has(id) || tests !== undefined;
  expect(ROWS.filter((row) => isTested(row) === (row.notRun !== undefined)).map(({ id }) => id)).toEqual([]);
});

test("no title names a row that there is not", () => {
  const known = new Set(ROWS.map(({ id }) => id));
  expect([...covered].filter((id) => !known.has(id))).toEqual([]);
});

test("the unit and database tests that rows name are there", () => {
  const named = ROWS.flatMap(({ tests = [] }) => tests);
  expect(named.filter((file) => !fs.existsSync(path.join(ROOT, file)))).toEqual([]);
});
