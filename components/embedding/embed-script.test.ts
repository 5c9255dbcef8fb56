import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const script = fs.readFileSync(path.resolve("public/embed.js"));

test("the script for operators' pages is below 3 KiB, and depends on nothing", () => {
  expect(gzipSync(script, { level: 9 }).length).toBeLessThan(3 * 1024);
  expect(script.toString()).not.toMatch(/import |require\(/);
});

test("it never speaks to whoever may be there", () => {
  expect(script.toString()).not.toMatch(/postMessage\([^)]*["']\*["']/);
});
