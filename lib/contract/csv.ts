/** Columns of a file for table programs: what stands at the top, and what of a row stands below. */
export type CsvColumns<T> = readonly (readonly [head: string, of: (row: T) => string])[];

export function csvHead<T>(columns: CsvColumns<T>): string {
  return csvLine(columns.map(([head]) => head));
}

export function csvRow<T>(columns: CsvColumns<T>, row: T): string {
  return csvLine(columns.map(([, of]) => of(row)));
}

/** A value that is no text of its own; nothing for null. */
export const jsonCell = (value: unknown): string => (value ? JSON.stringify(value) : "");

/** Tells table programs that the file is UTF-8. */
export const UTF8_MARK = "\ufeff";

/** One line of a file (RFC 4180). */
function csvLine(values: readonly string[]): string {
  return `${values.map(cell).join(",")}\r\n`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a table program drops it, and reads on.
const FORMULA = /^[\x00\t\r\n=+\-@＝＋－＠]/;

/** A table program takes what begins like a formula for one, and would run what a stranger named an endpoint. */
function cell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
