import { runLoader, startServer } from "@/bench/processes.ts";
import type { Options, Row } from "@/bench/row.ts";
import { API_KEY, resetAll, type Stack, statsOf, until } from "@/bench/stack.ts";
import { median, percentile } from "@/bench/statistics.ts";

const ENDPOINTS = 400;
const RATE = 400;
const MS = 12_000;

/** P5: half of 400 endpoints never answer; the others must not notice. Each message goes to one endpoint. */
export async function isolation(stack: Stack, { rounds, quick }: Options): Promise<Row[]> {
  const [receiver] = stack.receivers;
  if (!receiver) throw new Error("There is a receiver.");
  const ratios: number[] = [];
  const calms: string[] = [];
  const troubles: string[] = [];
  const silent = await startServer("bench/receiver.ts", ["--hang"]);
  let complete = true;

  /** Applications of one endpoint each: the path chooses the endpoint. */
  const measure = async (hanging: boolean) => {
    const uids: string[] = [];
    let healthy = 0;
    for (let i = 0; i < ENDPOINTS; i++) {
      const hangs = hanging && i % 2 === 1;
      if (!hangs) healthy++;
      uids.push((await stack.makeApplication([`${hangs ? silent.url : receiver.url}/isolation`])).uid);
    }
    const web = await stack.startWeb();
    const worker = await stack.startWorker();
    await resetAll([receiver]);
    const urls = uids.map((uid) => `${web.url}/api/v1/app/${uid}/msg?with_content=false`);
    const headers = { authorization: `Bearer ${API_KEY}` };
    const orders = { kind: "open", urls, rate: RATE, headers, bytes: 950, wrap: true, concurrency: 256 };
    const seen = await runLoader<{ sent: number; ok: number }>({ ...orders, ms: quick ? MS / 2 : MS });
    const expected = Math.floor((seen.ok * healthy) / ENDPOINTS);
    await until("healthy deliveries", async () => (await statsOf(receiver)).stamps.length >= expected, 60_000).catch(
      () => {
        complete = false;
      },
    );
    const { latencies } = await statsOf(receiver);
    await worker.stop();
    await web.stop();
    // What hangs must not be taken up again by the next run's worker.
    await stack.pool.query("delete from delivery_pending");
    return percentile(latencies.slice(Math.floor(latencies.length / 4)), 0.99);
  };

  for (let round = 0; round < rounds; round++) {
    const calm = await measure(false);
    const troubled = await measure(true);
    ratios.push(troubled / calm);
    calms.push(`${calm.toFixed(1)} ms`);
    troubles.push(`${troubled.toFixed(1)} ms`);
  }
  const value = median(ratios);
  return [
    {
      id: "P5",
      what: `half of ${ENDPOINTS} endpoints hang: p99 of the healthy ones over all-healthy${complete ? ", 100 % delivered" : ", NOT all delivered"}`,
      target: "≤ 1.5",
      value: value.toFixed(2),
      met: complete && value <= 1.5,
      reference: `p99 of all healthy ${calms.join(", ")}`,
      detail: `p99 ${troubles.join(", ")}`,
    },
  ];
}
