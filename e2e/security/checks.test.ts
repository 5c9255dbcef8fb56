import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { CHECKS, testOf } from "@/e2e/security/checks.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

test("no two checks have the same id", () => {
  const ids = CHECKS.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test("a check that has tests names one at least", () => {
  expect(CHECKS.filter(({ tests }) => tests?.length === 0).map(({ id }) => id)).toEqual([]);
});

test("the tests that checks name are there", () => {
  const missing = CHECKS.flatMap(({ id, tests = [] }) =>
    tests.filter((named) => !isThere(named)).map((named) => `${id}: ${named}`),
  );
  expect(missing).toEqual([]);
});

function isThere(named: string): boolean {
  const { file, title } = testOf(named);
  const full = path.join(ROOT, file);
  return /\.(spec|test)\.tsx?$/.test(file) && fs.existsSync(full) && fs.readFileSync(full, "utf8").includes(title);
}
