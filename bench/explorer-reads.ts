import { cpuMsOf, cpuMsOfServer } from "@/bench/cpu.ts";
import { RARE_TYPE, type SeededExplorer } from "@/bench/explorer-seed.ts";
import { type Choice, combinationsOf } from "@/bench/logs-filters.ts";
import type { Row } from "@/bench/row.ts";
import { API_KEY, type Stack } from "@/bench/stack.ts";
import { percentile } from "@/bench/statistics.ts";
import { formatId } from "@/lib/ids.ts";

const LIST_MS = 300;
const HISTOGRAM_MS = 500;
const DRY_RUN_MS = 1_000;
const REPEATS = 10;
/** A question that is slow is not repeated for long: it is known to miss. */
const MAX_MS = 6_000;
const DAY_MS = 86_400_000;

type Query = Record<string, string>;
export interface Read {
  words: string;
  p50: number;
  p95: number;
  /** Processor time for one answer, of web process and database together: what a busy machine does not change. */
  cpuMs: number;
  note: string;
}

/** What is asked for while somebody waits, each question by itself. */
export interface Reads {
  lists: Read[];
  histograms: Read[];
  dryRuns: Read[];
}

export const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** Pages, histograms and dry runs of the explorer over HTTP, with every filter alone, in pairs, and some in threes. */
export async function readExplorer(
  { pool }: Stack,
  web: { url: string; pid: number },
  { applicationId, endpointIds, firstDay, days }: SeededExplorer,
): Promise<Reads> {
  const base = `${web.url}/api/v1/app/${formatId("application", applicationId)}`;
  const busiest = formatId("endpoint", endpointIds[0] ?? "");
  const quietest = formatId("endpoint", endpointIds.at(-1) ?? "");
  const at = (day: number) => new Date(firstDay.getTime() + day * DAY_MS).toISOString();
  const everything = { from: at(0) };

  async function ask(path: string, query: Query, body?: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${base}${path}?${new URLSearchParams(query)}`, {
      method: body ? "POST" : "GET",
      headers: { authorization: `Bearer ${API_KEY}`, "content-type": "application/json" },
      body: body ? JSON.stringify(body) : null,
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${answer}`);
    return JSON.parse(answer) as Record<string, unknown>;
  }

  async function timed(words: string, run: () => Promise<Record<string, unknown>>): Promise<Read> {
    const times: number[] = [];
    const cpuBefore = cpuMsOf(web.pid) + (await cpuMsOfServer(pool));
    let answer: Record<string, unknown> = {};
    const startMs = performance.now();
    while (times.length < REPEATS && performance.now() - startMs < MAX_MS) {
      const beginMs = performance.now();
      answer = await run();
      times.push(performance.now() - beginMs);
    }
    const cpuMs = (cpuMsOf(web.pid) + (await cpuMsOfServer(pool)) - cpuBefore) / times.length;
    return { words, p50: percentile(times, 0.5), p95: percentile(times, 0.95), cpuMs, note: noteOf(answer) };
  }

  const fields: Choice<Query>[][] = [
    ["failed", "delivered", "canceled", "failed,retrying"].map((status) => ({
      words: `status ${status}`,
      filter: { status },
    })),
    ["type.3", RARE_TYPE, "rare.*"].map((type) => ({ words: `type ${type}`, filter: { type } })),
    ["5xx", "503"].map((code) => ({ words: `code ${code}`, filter: { code } })),
    [{ words: "cause timeout", filter: { cause: "timeout" } }],
    [busiest, quietest, `${busiest},${quietest}`].map((endpoint, i) => ({
      words: ["the busiest endpoint", "the quietest endpoint", "two endpoints"][i] ?? "",
      filter: { endpoint },
    })),
    [{ words: "6 h", filter: { from: at(days - 3.75), to: at(days - 3.5) } }],
  ];
  const combinations = combinationsOf(fields, everything).filter(({ filter }) => Object.keys(filter).length <= 3);
  // Connections and the compiler warm up.
  for (const { filter } of combinations.slice(0, 5)) await ask("/delivery", { ...filter, limit: "50" });

  const lists: Read[] = [];
  const histograms: Read[] = [];
  for (const { words, filter } of combinations) {
    lists.push(await timed(words, () => ask("/delivery", { ...filter, limit: "50" })));
    histograms.push(await timed(words, () => ask("/delivery-histogram", filter)));
  }
  const wishes: [string, object][] = [
    ["all that failed", { since: at(0), what: "failed" }],
    ["failed in a day", { since: at(days - 1), what: "failed" }],
    ["one type that failed", { since: at(0), what: "failed", eventTypes: ["type.3"] }],
    ["5xx of two endpoints", { since: at(0), what: "failed", codes: ["5xx"], endpointIds: [busiest, quietest] }],
    ["everything of a day", { since: at(days - 1) }],
    ["everything", { since: at(0) }],
  ];
  const dryRuns: Read[] = [];
  for (const [words, wish] of wishes) dryRuns.push(await timed(words, () => ask("/bulk-replay/dry-run", {}, wish)));
  return { lists, histograms, dryRuns };
}

/** How much an answer tells, and whether it is exact. */
function noteOf(answer: Record<string, unknown>): string {
  const totals = (answer.totals ?? answer) as { exact?: boolean; deliveries?: number };
  const count = totals.deliveries === undefined ? "" : ` (${totals.deliveries.toLocaleString("en")} counted)`;
  return totals.exact === false ? `${count}, at least` : count;
}

/** A row for each of the three, held to what a person waits for; `ids` in the order lists, histograms, dry runs. */
export function rowsOf(
  { lists, histograms, dryRuns }: Reads,
  [list, histogram, dryRun]: [string, string, string],
  where: string,
): Row[] {
  return [
    rowOf(list, `a page of 50 of the explorer, ${where}: p95 of the slowest filter`, lists, LIST_MS),
    rowOf(histogram, "its histogram: p95 of the slowest filter", histograms, HISTOGRAM_MS),
    rowOf(dryRun, "dry run of a replay: p95 of the slowest wish", dryRuns, DRY_RUN_MS),
  ];
}

function rowOf(id: string, what: string, reads: Read[], limitMs: number): Row {
  const slowest = [...reads].sort((a, b) => b.p95 - a.p95);
  const worst = slowest[0]?.p95 ?? Number.NaN;
  const typical = (p: "p50" | "p95" | "cpuMs") =>
    percentile(
      reads.map((read) => read[p]),
      0.5,
    );
  const misses = reads.filter((read) => read.p95 > limitMs).length;
  return {
    id,
    what,
    target: `≤ ${limitMs} ms`,
    value: ms(worst),
    met: worst <= limitMs,
    reference: `without a filter ${ms(reads[0]?.p95 ?? Number.NaN)}; half of all questions within ${ms(typical("p50"))} (p50), ${ms(typical("p95"))} (p95); processor time of half of them ${ms(typical("cpuMs"))}, of the dearest ${ms(Math.max(...reads.map((read) => read.cpuMs)))}`,
    detail: `${misses} of ${reads.length} above; the slowest: ${slowest
      .slice(0, 8)
      .map((read) => `${read.words} ${ms(read.p95)}${read.note}`)
      .join("; ")}`,
  };
}
