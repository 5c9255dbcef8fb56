import { expect, test } from "vitest";
import { type CsvColumns, csvRow } from "@/lib/contract/csv.ts";

const lineOf = (texts: string[]): string =>
  csvRow(texts.map((_, n) => ["", (row: string[]) => row[n] ?? ""]) as CsvColumns<string[]>, texts);

/** As table programs read a line (RFC 4180). */
function read(line: string): string[] {
  const cells = [...line.slice(0, -2).matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)];
  return cells.map(([, cell = ""]) => cell.replaceAll('""', '"'));
}

test("no cell begins a formula, and every text comes back from a table program as it was, but for that mark", () => {
  const formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "\0x", '=cmd|"/c calc"!A1'];
  const texts = ["", "plain", 'says "hi", twice', "two\r\nlines", "a=b", "ä-ö", '"', ",", "'quoted'"];
  expect(read(lineOf([...formulas, ...texts]))).toEqual([...formulas.map((text) => `'${text}`), ...texts]);
  expect(lineOf(texts).endsWith("\r\n")).toBe(true);
});
