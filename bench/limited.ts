import { runLoader } from "@/bench/processes.ts";
import type { Options, Row } from "@/bench/row.ts";
import { API_KEY, resetAll, type Stack, statsOf } from "@/bench/stack.ts";
import { median, percentile } from "@/bench/statistics.ts";

const ENDPOINTS = 100;
const RATE = 1_000;
const LIMIT = 10;
/** What the limited endpoint is sent: five times of what it takes. */
const LIMITED_RATE = 50;
const MS = 20_000;
/** Until the first burst is over and the compiler is warm. */
const SETTLE_MS = 4_000;

/** E4: an endpoint with a limit gets its rate, and the others notice nothing of what waits for it. */
export async function limited(stack: Stack, { rounds, quick }: Options): Promise<Row[]> {
  const [free, slow] = stack.receivers;
  if (!free || !slow) throw new Error("There are two receivers.");
  const ms = quick ? MS / 2 : MS;

  const measure = async (withLimited: boolean) => {
    const uids: string[] = [];
    for (let i = 0; i < ENDPOINTS; i++) uids.push((await stack.makeApplication([`${free.url}/free`])).uid);
    const throttled = await stack.makeApplication([`${slow.url}/limited`]);
    await stack.pool.query("update endpoint set throttle_rate = $2 where id = $1", [throttled.endpointIds[0], LIMIT]);
    const web = await stack.startWeb();
    const worker = await stack.startWorker();
    await resetAll(stack.receivers);
    const load = (names: string[], rate: number) =>
      runLoader({
        kind: "open",
        urls: names.map((uid) => `${web.url}/api/v1/app/${uid}/msg?with_content=false`),
        ms,
        rate,
        headers: { authorization: `Bearer ${API_KEY}` },
        bytes: 950,
        wrap: true,
        concurrency: 64,
      });
    const loads = [load(uids, RATE), ...(withLimited ? [load([throttled.uid], LIMITED_RATE)] : [])];
    await Promise.all(loads);
    const { latencies } = await statsOf(free);
    const { stamps } = await statsOf(slow);
    await worker.stop();
    await web.stop();
    await stack.pool.query("truncate delivery_pending");
    const settled = stamps.filter((at) => at >= (stamps[0] ?? 0) + SETTLE_MS);
    const seconds = ((settled.at(-1) ?? 0) - (settled[0] ?? 0)) / 1000;
    return {
      rate: (settled.length - 1) / seconds,
      p99: percentile(latencies.slice((RATE * SETTLE_MS) / 1000), 0.99),
    };
  };

  const runs: { calm: number; p99: number; rate: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const { p99: calm } = await measure(false);
    runs.push({ calm, ...(await measure(true)) });
  }
  const rate = median(runs.map((run) => run.rate));
  const ratio = median(runs.map((run) => run.p99 / run.calm));
  return [
    {
      id: "E4",
      what: `one endpoint limited to ${LIMIT}/s among ${ENDPOINTS} without a limit: its rate; p99 of the others over the same without it`,
      target: "10 ± 5 %; ≤ 1.1",
      value: `${rate.toFixed(2)}/s; ${ratio.toFixed(2)}`,
      met: Math.abs(rate / LIMIT - 1) <= 0.05 && ratio <= 1.1,
      reference: `p99 without it ${runs.map((run) => `${run.calm.toFixed(1)} ms`).join(", ")}`,
      detail: `${runs.map((run) => `${run.rate.toFixed(2)}/s`).join(", ")}; p99 with it ${runs.map((run) => `${run.p99.toFixed(1)} ms`).join(", ")}`,
    },
  ];
}
