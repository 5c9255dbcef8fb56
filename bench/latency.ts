import { runLoader, startServer } from "@/bench/processes.ts";
import { API_KEY, resetAll, type Stack, statsOf, until } from "@/bench/stack.ts";
import { median, percentile, type Row } from "@/bench/statistics.ts";

const MS = 8_000;
const WARM_MS = 3_000;

/** P4: open loop at a quarter of raw; from sending to arrival, against the bare chain at the same rate. */
export async function latency(stack: Stack, rounds: number): Promise<Row[]> {
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
  const rate = Number(process.env.BENCH_RATE) || Math.floor(raw * 0.25);
  const { uid } = await stack.makeApplication(Array.from({ length: 10 }, () => `${receiver.url}/open`));
  // One endpoint takes each message: a fan-out would multiply the rate.
  await stack.pool.query(
    "update endpoint set channels = array['c' || rn] from (select id, row_number() over (order by id) as rn from endpoint where url = $1) r where endpoint.id = r.id and rn > 1",
    [`${receiver.url}/open`],
  );
  const bare = await startServer("bench/bare-chain.ts", [`${receiver.url}/bare`], stack.env);
  const web = await stack.startWeb();
  const worker = await stack.startWorker();
  const run = async (url: string, ms: number, headers: Record<string, string> = {}) => {
    await resetAll([receiver]);
    const seen = await runLoader<{ sent: number; ok: number; failed: number }>({
      kind: "open",
      urls: [url],
      ms,
      rate,
      headers,
      bytes: 950,
      wrap: true,
      concurrency: 256,
    });
    await until(
      "delivery of what was accepted",
      async () => (await statsOf(receiver)).stamps.length >= seen.ok,
      60_000,
    );
    return { ...seen, latencies: (await statsOf(receiver)).latencies };
  };
  const ours = (ms: number) =>
    run(`${web.url}/api/v1/app/${uid}/msg?with_content=false`, ms, { authorization: `Bearer ${API_KEY}` });
  const theirs = (ms: number) => run(`${bare.url}/`, ms);
  await ours(WARM_MS);
  await theirs(WARM_MS);
  const ratios: number[] = [];
  const details: string[] = [];
  let complete = true;
  for (let round = 0; round < rounds; round++) {
    const reference = await theirs(MS);
    const mine = await ours(MS);
    const p50 = percentile(mine.latencies, 0.5);
    const bareP50 = percentile(reference.latencies, 0.5);
    ratios.push(p50 / bareP50);
    complete &&= mine.failed === 0 && mine.latencies.length === mine.sent;
    details.push(
      `p50 ${p50.toFixed(1)} ms, p99 ${percentile(mine.latencies, 0.99).toFixed(1)} ms; bare ${bareP50.toFixed(1)} ms, p99 ${percentile(reference.latencies, 0.99).toFixed(1)} ms`,
    );
  }
  await Promise.all([worker.stop(), web.stop(), bare.stop()]);
  const value = median(ratios);
  return [
    {
      id: "P4",
      what: `open loop at 25 % of raw (${rate}/s): accept → received p50 over the bare chain${complete ? ", all delivered" : ", NOT all delivered"}`,
      target: "≤ 2.5",
      value: value.toFixed(2),
      met: complete && value <= 2.5,
      detail: details.join("; "),
    },
  ];
}
