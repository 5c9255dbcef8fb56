import type { Area, Proof } from "@/e2e/proof.ts";

/** A line of a table in Markdown. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.map((text) => text.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}

/** A heading for each area that has rows, and a table of them; the first column needs no name. */
export function markdownSections<Row extends Proof>(
  areas: readonly Area<Row>[],
  columns: readonly string[],
  lineOf: (row: Row) => string,
): string {
  return areas
    .filter(({ rows }) => rows.length > 0)
    .map(({ name, rows }) =>
      [
        `## ${name}`,
        "",
        `| | ${columns.join(" | ")} |`,
        `|---${"|---".repeat(columns.length)}|`,
        ...rows.map(lineOf),
        "",
      ].join("\n"),
    )
    .join("\n");
}

/** Columns of equal width for a terminal; the last one is as long as it is. */
export function textTable(lines: readonly (readonly string[])[]): string {
  const columns = Math.max(...lines.map((line) => line.length)) - 1;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) =>
      line
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
