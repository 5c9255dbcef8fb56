import type { DatabaseVerdict, ProcessVerdict, Slope } from "@/e2e/faults/soak/verdict.ts";
import {
  JUDGED_FROM_MINUTES,
  MAX_MORE_CONNECTIONS,
  MAX_MORE_DESCRIPTORS,
  MAX_SLOPE_MB_PER_MINUTE,
  MAX_TABLE_GROWTH,
} from "@/e2e/faults/soak/verdict.ts";

export interface SoakReport {
  day: string;
  minutes: number;
  machine: string;
  accepted: number;
  delivered: number;
  repeated: number;
  workerLost: number;
  late: number;
  perSecond: number;
  unanswered: number;
  slowestAnswerMs: number;
  drainedSeconds: number;
  visits: number;
  faults: Map<string, number>;
  /** Those that lived through the whole run. */
  processes: ProcessVerdict[];
  /** Those that were replaced: their number and the most that one of them took. */
  replaced: { count: number; peakMb: number };
  database: DatabaseVerdict;
}

const mb = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} MB`;
const signed = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
const inWords = ({ slope, error }: Slope) =>
  Number.isFinite(error) ? `${signed(slope)} ± ${error.toFixed(2)} MB/min` : "too short to tell";
const row = (...cells: (string | number)[]) => `| ${cells.join(" | ")} |`;

export const isSteady = ({ processes, database }: SoakReport): boolean =>
  database.holds && processes.every(({ holds }) => holds);

/** One sentence for the table of faults. */
export function soakSentence(report: SoakReport): string {
  const { minutes, accepted, delivered, repeated, workerLost, faults, processes, database } = report;
  const count = [...faults.values()].reduce((sum, times) => sum + times, 0);
  const slopes = processes.map(({ name, rss }) => `${name} ${inWords(rss)}`).join(", ");
  return (
    `${minutes} min, ${count} faults: ${accepted} accepted, ${delivered} delivered, 0 lost, ${repeated} repeated, ${workerLost} tries lost; ` +
    `resident memory over the second half: ${slopes}; connections ${database.connections.join(" → ")}`
  );
}

/** docs/soak.md, and what the terminal shows. */
export function soakPage(report: SoakReport): string {
  const { database, processes, replaced, faults } = report;
  const perHour = 12 * 3_600;
  return `# Soak

Written by \`npm run soak\` (\`-- --minutes=30\`): a web process, two workers, a PostgreSQL and eight customers' receivers, with load, people who
look at pages, and a fault each minute. It is row S1 of [the fault matrix](faults.md), with its ledgers and invariants.

${report.day}, ${report.machine}.

| | |
|---|---|
${[
  row("Duration", `${report.minutes} min, ${report.perSecond.toFixed(0)} messages a second`),
  row("That is", `12 hours at ${(report.accepted / perHour).toFixed(1)} messages a second`),
  row(
    "Accepted, delivered, lost",
    `${report.accepted}, ${report.delivered}, **${report.accepted - report.delivered}**`,
  ),
  row(
    "Sent more than once",
    `${report.repeated}, each explained by a try on record; replays by visitors are among them`,
  ),
  row("Tries that lost their worker; recorded late", `${report.workerLost}; ${report.late}`),
  row("Requests that were answered 503 or not at all, and sent again", report.unanswered),
  row("Slowest answer", `${(report.slowestAnswerMs / 1000).toFixed(1)} s`),
  row("Nothing pending after the end of the load", `${report.drainedSeconds.toFixed(0)} s`),
  row("Requests of people (lists, charts, live pages, portals, edits, replays)", report.visits),
  row("Verdict", isSteady(report) ? "**holds**" : "**fails**"),
].join("\n")}

## Faults

| Fault | Times |
|---|---|
${[...faults].map(([name, times]) => row(name, times)).join("\n")}

## Processes

Of processes that lived through the whole run: a straight line through the low of each minute of the second half. Flat is a slope of at most ${MAX_SLOPE_MB_PER_MINUTE} MB a
minute, with two standard errors in favour, of the resident memory and of the heap (what is left of it once all garbage is collected, which is done each minute); it is judged from ${JUDGED_FROM_MINUTES} minutes on. Descriptors may be ${MAX_MORE_DESCRIPTORS} more in the last
quarter than in the second.

| Process | Lived | Resident at quarters | Peak | Resident, slope | Heap, slope | Descriptors | |
|---|---|---|---|---|---|---|---|
${processes
  .map(({ name, minutes, rssMb, peakMb, rss, heap, descriptors, holds }) =>
    row(
      name,
      `${minutes.toFixed(1)} min`,
      `${rssMb.map((value) => value.toFixed(0)).join(", ")} MB`,
      mb(peakMb),
      inWords(rss),
      inWords(heap),
      descriptors.join(" → "),
      holds ? "holds" : "**fails**",
    ),
  )
  .join("\n")}
${row(`${replaced.count} workers that were killed or replaced`, "", "", mb(replaced.peakMb), "", "", "", "")}

## Database

Connections may be ${MAX_MORE_CONNECTIONS} more in the last quarter than in the second; a table that holds only what is under way may be ${MAX_TABLE_GROWTH} times as large at the end as
it ever was in the first half, and 8 MB.

| | |
|---|---|
${[
  row("Connections, second quarter → last", database.connections.join(" → ")),
  row(
    "Log of changes (WAL) written",
    `${mb(database.walMb)}, ${((database.walMb * 1024) / report.delivered).toFixed(1)} kB for each delivery`,
  ),
  row("WAL kept as files at most", mb(database.walFilesMb)),
  row(
    "Tables of what is under way: most in the first half → end",
    database.working.map(({ name, half, end }) => `${name} ${mb(half)} → ${mb(end)}`).join(", ") || "all below 1 MB",
  ),
  row(
    "Logs, which grow until retention drops days",
    database.growing
      .map(
        ({ name, mb: grown }) =>
          `${name} ${mb(grown)} (${((grown * 1024 * 1024) / report.accepted).toFixed(0)} B a message)`,
      )
      .join(", "),
  ),
  row("Verdict", database.holds ? "holds" : "**fails**"),
].join("\n")}
`;
}
