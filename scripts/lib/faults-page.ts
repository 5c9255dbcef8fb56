// The table of the fault matrix, for a terminal and for docs/faults.md.
import type { Row } from "@/e2e/faults/matrix/row.ts";
import type { Area } from "@/e2e/proof.ts";
import type { Outcome } from "@/scripts/lib/fault-outcomes.ts";
import { markdownRow, markdownSections, textTable } from "@/scripts/lib/table.ts";

type Outcomes = Record<string, Outcome>;

const HEADER = `# Fault matrix

Written by \`npm run faults\`, which runs every row with real processes on one machine; \`npm run faults -- G1 R4\` renews the
rows that are named. What is injected and expected is in \`e2e/faults/matrix\`, how is in \`e2e/faults/*.spec.ts\`.

After every fault a checker joins three ledgers: what the sender was answered 202 for, what the receivers got, and what the
database says.

| | Invariant |
|---|---|
| I1 | No loss: whatever was accepted ends, and what ended delivered is in the receiver's ledger. |
| I2 | No phantom: receivers see only what was committed. |
| I3 | Repetitions are explained: a try on record for each copy, the same id, the same bytes. |
| I4 | One class for each try; none is left open for longer than a lease and a sweep. |
| I5 | Recovery: the backlog is worked off within 75 s of the end of the fault (a lease is 30 s). |
| I6 | Our own faults use up no try of the schedule. |
| I7 | A sick endpoint does not slow healthy ones. |
| I8 | Memory and connections return to where they were. |
| I9 | Every request carries a valid signature and a fresh timestamp. |
| I10 | The API counts what the ledgers count. |
`;

function inOrder(invariants: readonly string[]): string {
  return [...invariants].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1))).join(" ");
}

function outcomeOf({ notRun }: Row, outcome: Outcome | undefined): string {
  if (notRun) return "not run";
  if (!outcome) return "not run yet";
  if (outcome.skipped) return "not run";
  return outcome.holds ? "holds" : "**fails**";
}

function lineOf(row: Row, outcome: Outcome | undefined): string {
  const remark = row.notRun ?? outcome?.skipped ?? outcome?.measured.join(" · ") ?? "";
  const time = outcome && !row.notRun ? `${outcome.seconds.toFixed(0)} s` : "";
  const cells = [
    row.id,
    row.inject,
    row.expect,
    outcomeOf(row, outcome),
    inOrder(outcome?.invariants ?? []),
    remark,
    time,
  ];
  return markdownRow(cells);
}

/** Lines of an earlier page, by the row that each begins with. */
function linesOf(page: string): Map<string, string> {
  return new Map(
    page.split("\n").flatMap((line) => (/^\| [A-Z]\d+ \|/.test(line) ? [[line.split(" ")[1] ?? "", line]] : [])),
  );
}

/** @param earlier the page as it is: rows without an outcome stay as they are in it */
export function faultsPage(matrix: readonly Area<Row>[], outcomes: Outcomes, earlier: string): string {
  const lines = linesOf(earlier);
  const columns = ["Injected", "Expected", "Outcome", "Invariants", "Measured", "Time"];
  const sections = markdownSections(matrix, columns, (row) => {
    const outcome = outcomes[row.id];
    return (outcome ? undefined : lines.get(row.id)) ?? lineOf(row, outcome);
  });
  const days = Object.values(outcomes).flatMap(({ day }) => day ?? []);
  const last = days.sort().at(-1);
  return `${HEADER}${last ? `\nLast run: ${last}.\n` : ""}\n${sections}`;
}

export function faultsTable(rows: readonly Row[], outcomes: Outcomes): string {
  const lines = rows.map((row) => {
    const outcome = outcomes[row.id];
    return [
      row.id,
      outcome?.skipped ? "not run" : outcome?.holds ? "holds" : "FAILS",
      `${(outcome?.seconds ?? 0).toFixed(1)} s`,
      inOrder(outcome?.invariants ?? []),
      row.inject,
      outcome?.skipped ?? (outcome?.measured ?? []).join("; "),
    ];
  });
  return textTable([["row", "outcome", "time", "invariants", "injected", "measured"], ...lines]);
}
