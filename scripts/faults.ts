// `npm run faults`: runs the fault matrix, or the rows that are named (`npm run faults -- G1 R4`), prints the table and
// writes docs/faults.md. Exit 1 when a row fails.
import fs from "node:fs";
import path from "node:path";
import { MATRIX, ROWS } from "@/e2e/faults/matrix.ts";
import { type Outcome, outcomesOfPlaywright, outcomesOfVitest } from "@/scripts/lib/fault-outcomes.ts";
import { faultsPage, faultsTable } from "@/scripts/lib/faults-page.ts";
import { runPlaywright, runVitest } from "@/scripts/lib/test-run.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const PAGE = path.join(ROOT, "docs/faults.md");
const KEPT = path.join(ROOT, ".data/faults");
const STORM = "S2";
/** Half an hour by itself: run by `npm run soak`, or when it is named. */
const SOAK = "S1";

const wanted = process.argv.slice(2).map((argument) => (argument === "--storm" ? STORM : argument.toUpperCase()));
const unknown = wanted.filter((id) => !ROWS.some((row) => row.id === id));
if (unknown.length > 0) throw new Error(`There is no row ${unknown.join(", ")}; e2e/faults/matrix.ts has them all.`);

if (wanted.includes(SOAK)) process.env.SOAK_MINUTES ||= "30";
const isWanted = (id: string) => (wanted.length === 0 ? id !== SOAK : wanted.includes(id));
const rows = ROWS.filter(({ id, notRun }) => notRun === undefined && isWanted(id));
if (rows.length === 0) throw new Error("None of these rows can be run; docs/faults.md says why.");
fs.mkdirSync(KEPT, { recursive: true });
const startedAt = new Date();
const chosen = wanted.length > 0 ? ["--grep", `\\b(?:${wanted.join("|")}) `] : [];
const byTitle = outcomesOfPlaywright(
  runPlaywright(["--project=faults", "--no-deps", ...chosen], { FAULTS: "all" }, KEPT),
);
const byFile = outcomesOfVitest(runVitest([...new Set(rows.flatMap(({ tests = [] }) => tests))], KEPT), ROOT);

const keptFile = path.join(KEPT, "outcomes.json");
const kept: Record<string, Outcome> = fs.existsSync(keptFile) ? JSON.parse(fs.readFileSync(keptFile, "utf8")) : {};
for (const { id, tests = [] } of rows) {
  const parts = [byTitle.get(id), ...tests.map((file) => byFile.get(file))].filter((part) => part !== undefined);
  kept[id] = {
    holds: parts.length > 0 && parts.every(({ holds }) => holds),
    invariants: [...new Set(parts.flatMap(({ invariants }) => invariants))],
    measured: parts.flatMap(({ measured }) => measured),
    skipped: parts.find(({ skipped }) => skipped !== undefined)?.skipped,
    seconds: parts.reduce((sum, { seconds }) => sum + seconds, 0),
    day: startedAt.toISOString().slice(0, 10),
  };
}
fs.writeFileSync(keptFile, JSON.stringify(kept, null, 2));
fs.writeFileSync(PAGE, faultsPage(MATRIX, kept, fs.readFileSync(PAGE, "utf8")));
process.stdout.write(`\n${faultsTable(rows, kept)}\n`);
process.exitCode = rows.every(({ id }) => kept[id]?.holds) ? 0 : 1;
