import fs from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");

/** A row of a table of what the service withstands, which is run and printed: what must hold, and which tests prove it. */
export interface Proof {
  /** Unique in its table: `D1`, `idor-pages`. */
  id: string;
  /** A file, or `file > part of the title` of one of its tests. */
  tests?: readonly string[];
}

/** Rows under a heading of their own. */
export interface Area<Row extends Proof> {
  name: string;
  rows: readonly Row[];
}

export const rowsOf = <Row extends Proof>(areas: readonly Area<Row>[]): readonly Row[] =>
  areas.flatMap(({ rows }) => rows);

/** `file > title` in its parts; without a title every test of the file counts. */
export function testOf(named: string): { file: string; title: string } {
  const [file = "", title = ""] = named.split(" > ", 2);
  return { file, title };
}

/** What is wrong with a table as such, a line for each mistake. */
export function mistakesOf(rows: readonly Proof[]): string[] {
  const ids = rows.map(({ id }) => id);
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} stands there twice`),
    ...rows.filter(({ tests }) => tests?.length === 0).map(({ id }) => `${id} names no test`),
    ...rows.flatMap(({ id, tests = [] }) =>
      tests.filter((named) => !isThere(named)).map((named) => `${id}: there is no ${named}`),
    ),
  ];
}

function isThere(named: string): boolean {
  const { file, title } = testOf(named);
  const full = path.join(ROOT, file);
  return /\.(spec|test)\.tsx?$/.test(file) && fs.existsSync(full) && fs.readFileSync(full, "utf8").includes(title);
}
