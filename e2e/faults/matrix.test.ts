import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ROWS, rowIdsOf } from "@/e2e/faults/matrix.ts";
import { mistakesOf } from "@/e2e/proof.ts";

const TITLE = /\btest\(\s*(["'`])(.+?)\1/g;

const titles = fs
  .readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".spec.ts"))
  .flatMap((name) => [...fs.readFileSync(path.join(import.meta.dirname, name), "utf8").matchAll(TITLE)])
  .map(([, , title = ""]) => title);
const covered = new Set(titles.flatMap(rowIdsOf));

test("every row has an id of its own, and the unit and database tests that it names are there", () => {
  expect(mistakesOf(ROWS)).toEqual([]);
});

test("every row has a test or says why not, and no row that has a test says so", () => {
  const isTested = ({ id, tests }: (typeof ROWS)[number]) => covered.has(id) || tests !== undefined;
  expect(ROWS.filter((row) => isTested(row) === (row.notRun !== undefined)).map(({ id }) => id)).toEqual([]);
});

test("no title names a row that there is not", () => {
  const known = new Set(ROWS.map(({ id }) => id));
  expect([...covered].filter((id) => !known.has(id))).toEqual([]);
});
