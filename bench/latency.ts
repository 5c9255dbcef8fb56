import { runLoader, startServer } from "@/bench/processes.ts";
import type { Options, Row } from "@/bench/row.ts";
import { API_KEY, resetAll, type Stack, statsOf, until } from "@/bench/stack.ts";
import { median, percentile } from "@/bench/statistics.ts";

const ENDPOINTS = 10;
const MS = 8_000;
const WARM_MS = 3_000;
/** Rates that people know from their own service, told beside the one that has a target. */
const TOLD_RATES = [200, 2_000];
/** Beyond this even the bare chain only waits in line: a ratio of two queues says nothing. */
const SATURATED_MS = 100;

interface Run {
  p50: number;
  p99: number;
  complete: boolean;
}

const inWords = ({ p50, p99 }: Run) => `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;

/** P4: open loop at a quarter of raw; from sending to arrival, against the bare chain at the same rate. */
export async function latency(stack: Stack, { rounds, quick }: Options): Promise<Row[]> {
  const receiver = stack.receivers[0];
  if (!receiver) throw new Error("There is a receiver.");
  const { rate: raw } = await runLoader<{ rate: number }>({
    kind: "raw",
    urls: [receiver.url],
    ms: 3_000,
    concurrency: 100,
    bytes: 950,
    wrap: false,
  });
  const quarter = Number(process.env.BENCH_RATE) || Math.floor(raw * 0.25);
  // An application for each endpoint: a fan-out would multiply the rate.
  const uids: string[] = [];
  for (let i = 0; i < ENDPOINTS; i++) uids.push((await stack.makeApplication([`${receiver.url}/open`])).uid);
  const bare = await startServer("bench/bare-chain.ts", [`${receiver.url}/bare`], stack.env);
  const web = await stack.startWeb();
  const worker = await stack.startWorker();

  const run = async (urls: string[], rate: number, ms: number, headers: Record<string, string> = {}): Promise<Run> => {
    await resetAll([receiver]);
    const orders = { kind: "open", urls, ms: quick ? ms / 2 : ms, rate, headers, bytes: 950, wrap: true };
    const seen = await runLoader<{ sent: number; ok: number; failed: number }>({ ...orders, concurrency: 256 });
    const arrived = async () => (await statsOf(receiver)).stamps.length >= seen.ok;
    await until("delivery of what was accepted", arrived, 60_000);
    const { latencies } = await statsOf(receiver);
    return {
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      complete: seen.failed === 0 && latencies.length === seen.sent,
    };
  };
  const messageUrls = uids.map((uid) => `${web.url}/api/v1/app/${uid}/msg?with_content=false`);
  const ours = (rate: number, ms: number) => run(messageUrls, rate, ms, { authorization: `Bearer ${API_KEY}` });
  const theirs = (rate: number, ms: number) => run([`${bare.url}/`], rate, ms);
  await ours(quarter, WARM_MS);
  await theirs(quarter, WARM_MS);

  const measure = async (rate: number) => {
    const pairs: { mine: Run; reference: Run }[] = [];
    for (let round = 0; round < rounds; round++) {
      const reference = await theirs(rate, MS);
      pairs.push({ reference, mine: await ours(rate, MS) });
    }
    return {
      ratio: median(pairs.map(({ mine, reference }) => mine.p50 / reference.p50)),
      complete: pairs.every(({ mine }) => mine.complete),
      saturated: pairs.some(({ reference }) => reference.p50 > SATURATED_MS),
      reference: `bare chain ${pairs.map((pair) => inWords(pair.reference)).join("; ")}`,
      detail: pairs.map(({ mine }) => inWords(mine)).join("; "),
    };
  };
  const rows: Row[] = [];
  for (const rate of [quarter, ...TOLD_RATES]) {
    const { ratio, complete, saturated, reference, detail } = await measure(rate);
    const judged = rate === quarter;
    rows.push({
      id: judged ? "P4" : `P4at${rate}`,
      what: `open loop at ${judged ? "25 % of raw, " : ""}${rate}/s: accept → received p50 over the bare chain${complete ? ", all delivered" : ", NOT all delivered"}${saturated ? "; the machine did NOT keep up, no result" : ""}`,
      target: judged ? "≤ 2.5" : "none",
      value: ratio.toFixed(2),
      met: judged ? complete && !saturated && ratio <= 2.5 : null,
      reference,
      detail,
    });
  }
  await Promise.all([worker.stop(), web.stop(), bare.stop()]);
  return rows;
}
