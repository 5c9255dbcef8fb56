import { expect, test } from "vitest";
import { csvLine } from "@/lib/contract/csv.ts";

/** As table programs read a line (RFC 4180). */
function read(line: string): string[] {
  const cells = [...line.slice(0, -2).matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)];
  return cells.map(([, cell = ""]) => cell.replaceAll('""', '"'));
}

test("no cell begins a formula, and every text comes back from a table program as it was, but for that mark", () => {
  const formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "\0x", '=cmd|"/c calc"!A1'];
  const texts = ["", "plain", 'says "hi", twice', "two\r\nlines", "a=b", "ä-ö", '"', ",", "'quoted'"];
  expect(read(csvLine([...formulas, ...texts]))).toEqual([...formulas.map((text) => `'${text}`), ...texts]);
  expect(csvLine(texts).endsWith("\r\n")).toBe(true);
});
