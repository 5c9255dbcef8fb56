import { ms, readExplorer, rowsOf } from "@/bench/explorer-reads.ts";
import { type SeededExplorer, seedExplorer } from "@/bench/explorer-seed.ts";
import { runLoader, runScript, type Started } from "@/bench/processes.ts";
import type { Options, Row } from "@/bench/row.ts";
import { sizesOf } from "@/bench/size.ts";
import { API_KEY, resetAll, type Stack, statsOf, until } from "@/bench/stack.ts";
import { median, percentile } from "@/bench/statistics.ts";
import { causeCode } from "@/lib/webhook/cause.ts";

const ATTEMPTS = 10_000_000;
/** What an installation keeps by default. */
const DAYS = 30;
const LEFT_DAYS = 7;
const RATE = 200;
const PHASE_MS = 30_000;
/** Days dropped one by one, as the hourly job does at midnight; then all but the last week at once. */
const SINGLE_DAYS = 5;
const DROP_MS = 5_000;
const P99_RATIO = 2;
/** Below this a ratio compares two pauses of the garbage collector. */
const P99_FLOOR_MS = 100;

interface Latency {
  p50: number;
  p99: number;
  worst: number;
  count: number;
}

const inWords = ({ p50, p99, worst, count }: Latency) =>
  `p50 ${ms(p50)}, p99 ${ms(p99)}, worst ${ms(worst)} of ${count.toLocaleString("en")}`;

/** Deliveries at a steady rate to another application than the large one, while something else is done. */
async function whileDelivering<T>(
  receiver: Started,
  messageUrl: string,
  run: () => Promise<T>,
): Promise<{ answer: T; latency: Latency; failed: number }> {
  await resetAll([receiver]);
  let isOver = false;
  const answering = run().finally(() => {
    isOver = true;
  });
  const seen = { ok: 0, failed: 0 };
  do {
    const part = await runLoader<{ ok: number; failed: number }>({
      kind: "open",
      urls: [messageUrl],
      ms: PHASE_MS,
      rate: RATE,
      headers: { authorization: `Bearer ${API_KEY}` },
      bytes: 950,
      wrap: true,
      concurrency: 128,
    });
    seen.ok += part.ok;
    seen.failed += part.failed;
  } while (!isOver);
  const answer = await answering;
  const arrived = async () => (await statsOf(receiver)).stamps.length >= seen.ok;
  await until("delivery of what was accepted", arrived, 60_000);
  const { latencies } = await statsOf(receiver);
  return {
    answer,
    failed: seen.failed,
    latency: {
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      worst: percentile(latencies, 1),
      count: latencies.length,
    },
  };
}

/** Between two drops. It also keeps the start of the process apart from what is measured. */
const PAUSE_MS = 2_000;

interface Drop {
  ms: number;
  dropped: number;
}

/** Keeps so many days, one number after the other. A process of its own does it, as a worker would. */
export const dropDays = (stack: Stack, keep: number[]): Promise<Drop[]> =>
  runScript<Drop[]>("bench/drop-days.ts", { keep, pauseMs: PAUSE_MS }, stack.env);

/** E14: heap, TOAST and indexes of what is kept for each delivery, from the sizes of whole tables. */
async function bytesRow(stack: Stack, { days }: SeededExplorer, count: number): Promise<Row> {
  const tables = [...(await sizesOf(stack)).values()].filter(({ name }) =>
    ["message", "delivery_history", "attempt"].includes(name),
  );
  const perRow = tables.map(({ name, heap, toast, indexes }) => {
    const index = indexes.reduce((sum, { bytes }) => sum + bytes, 0);
    return { name, heap: heap / count, toast: toast / count, index: index / count };
  });
  const total = perRow.reduce((sum, { heap, toast, index }) => sum + heap + toast + index, 0);
  return {
    id: "E14",
    what: `bytes on disk for each of ${count.toLocaleString("en")} deliveries of ${days} days with one try and a payload of 75 bytes`,
    target: "none",
    value: Math.round(total).toLocaleString("en"),
    met: null,
    reference: `${((total * count) / 2 ** 30).toFixed(1)} GiB in all; P10 has a payload of 1 KB`,
    detail: perRow
      .map(
        ({ name, heap, toast, index }) =>
          `${name} ${Math.round(heap + toast + index)} (rows ${Math.round(heap)}, TOAST ${Math.round(toast)}, indexes ${Math.round(index)})`,
      )
      .join("; "),
  };
}

/**
 * E11 to E15: an installation that has run for a month. What people read, and what retention drops, while deliveries go on
 * at a steady rate beside it.
 */
export async function retention(stack: Stack, { quick }: Options): Promise<Row[]> {
  const attempts = Number(process.env.BENCH_ATTEMPTS) || (quick ? 100_000 : ATTEMPTS);
  const seeded = await seedExplorer(stack, attempts, causeCode("timeout"), DAYS);
  const bytes = await bytesRow(stack, seeded, attempts);
  const receiver = stack.receivers[0];
  if (!receiver) throw new Error("There is a receiver.");
  const { uid } = await stack.makeApplication([`${receiver.url}/steady`]);
  const web = await stack.startWeb();
  const worker = await stack.startWorker();
  const delivering = <T>(run: () => Promise<T>) =>
    whileDelivering(receiver, `${web.url}/api/v1/app/${uid}/msg?with_content=false`, run);

  await delivering(async () => {});
  const calm = await delivering(async () => {});
  const reading = await delivering(() => readExplorer(stack, web, seeded));
  const keep = Array.from({ length: SINGLE_DAYS }, (_, n) => DAYS - 1 - n);
  const single = await delivering(() => dropDays(stack, keep));
  const many = await delivering(() => dropDays(stack, [LEFT_DAYS]));
  await Promise.all([worker.stop(), web.stop()]);

  const drop = median(single.answer.map((each) => each.ms));
  const during = Math.max(single.latency.p99, many.latency.p99);
  const failed = calm.failed + reading.failed + single.failed + many.failed;
  const size = `${attempts.toLocaleString("en")} deliveries and attempts of one application in ${DAYS} days`;
  const isCalm = during <= Math.max(P99_FLOOR_MS, P99_RATIO * calm.latency.p99);
  return [
    ...rowsOf(reading.answer, ["E11", "E12", "E13"], `over ${size}, ${RATE} deliveries a second going on`),
    bytes,
    {
      id: "E15",
      what: `dropping a day of ${Math.round(attempts / DAYS).toLocaleString("en")} deliveries by maintenance; p99 of deliveries at ${RATE}/s meanwhile`,
      target: `≤ ${DROP_MS / 1000} s; ≤ ${P99_FLOOR_MS} ms or twice the calm, none refused`,
      value: `${(drop / 1000).toFixed(1)} s; ${ms(during)}`,
      met: drop <= DROP_MS && isCalm && failed === 0,
      reference: `calm ${inWords(calm.latency)}; while pages and histograms are read ${inWords(reading.latency)}`,
      detail: `days in ${single.answer.map((each) => ms(each.ms)).join(", ")} (${single.answer[0]?.dropped ?? 0} tables each): ${inWords(single.latency)}; ${many.answer[0]?.dropped ?? 0} tables of ${DAYS - SINGLE_DAYS - LEFT_DAYS} days at once in ${ms(many.answer[0]?.ms ?? Number.NaN)}: ${inWords(many.latency)}; ${failed} refused`,
    },
  ];
}
