import type { ReaderAnswer } from "@/bench/logs-reader.ts";
import { DAYS, seedLogs } from "@/bench/logs-seed.ts";
import { runScript } from "@/bench/processes.ts";
import { dropDays } from "@/bench/retention.ts";
import type { Options, Row } from "@/bench/row.ts";
import type { Stack } from "@/bench/stack.ts";
import { median, percentile } from "@/bench/statistics.ts";
import { causeCode } from "@/lib/webhook/cause.ts";

const ATTEMPTS = 20_000_000;
const DROPS = 3;
const PAGE_MS = 5;
const CHART_MS = 10;
const DROP_MS = 500;

/** Drops the oldest days one by one, all logs of each, as maintenance does. */
async function dropOldest(stack: Stack): Promise<number[]> {
  const keep = Array.from({ length: DROPS }, (_, n) => DAYS - 1 - n);
  return (await dropDays(stack, keep)).map((drop) => drop.ms);
}

/** P8 and P9: what people read of the logs, and what retention costs, when the logs are long. */
export async function logs(stack: Stack, { quick }: Options): Promise<Row[]> {
  const attempts = Number(process.env.BENCH_ATTEMPTS) || (quick ? 1_000_000 : ATTEMPTS);
  const seeded = await seedLogs(stack, attempts, causeCode("timeout"));
  const { pages, chart } = await runScript<ReaderAnswer>("bench/logs-reader.ts", seeded, stack.env);
  const drops = await dropOldest(stack);

  const slowest = [...pages].sort((a, b) => b.p95 - a.p95);
  const worst = slowest[0]?.p95 ?? Number.NaN;
  const misses = slowest.filter((page) => page.p95 > PAGE_MS);
  const typical = percentile(
    pages.map((page) => page.p95),
    0.5,
  );
  const chartWorst = Math.max(...chart.map((read) => read.p95));
  const drop = median(drops);
  const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
  return [
    {
      id: "P8",
      what: `log page of an endpoint at ${attempts.toLocaleString("en")} attempts and as many deliveries: p95 of the slowest filter combination`,
      target: `≤ ${PAGE_MS} ms`,
      value: ms(worst),
      met: worst <= PAGE_MS,
      reference: `no filter ${ms(pages[0]?.p95 ?? Number.NaN)}, half of all combinations within ${ms(typical)}`,
      detail: `${misses.length} of ${pages.length} combinations above; the slowest: ${slowest
        .slice(0, 12)
        .map((page) => `${page.words} ${ms(page.p95)}`)
        .join("; ")}`,
    },
    {
      id: "P9",
      what: "7-day chart from roll-ups, p95; dropping a day of all logs",
      target: `≤ ${CHART_MS} ms; ≤ ${DROP_MS} ms`,
      value: `${ms(chartWorst)}; ${ms(drop)}`,
      met: chartWorst <= CHART_MS && drop <= DROP_MS,
      reference: `a day holds ${Math.round(attempts / DAYS).toLocaleString("en")} attempts and as many deliveries`,
      detail: `${chart.map((read) => `chart of ${read.words} ${ms(read.p95)}`).join(", ")}; days dropped in ${drops.map(ms).join(", ")}`,
    },
  ];
}
