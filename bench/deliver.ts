import { cpuMsOf, cpuMsOfServer } from "@/bench/cpu.ts";
import { runLoader } from "@/bench/processes.ts";
import { resetAll, type Stack, statsOf, until } from "@/bench/stack.ts";
import { median, type Row, steadyRate } from "@/bench/statistics.ts";

// Enough that the compiler has warmed up before the part that counts.
const DELIVERIES = 60_000;
const RAW_MS = 3_000;

async function rawRate(stack: Stack): Promise<number> {
  const { rate } = await runLoader<{ rate: number }>({
    kind: "raw",
    urls: stack.receivers.map((receiver) => `${receiver.url}/raw`),
    ms: RAW_MS,
    concurrency: 100,
    bytes: 950,
    wrap: false,
  });
  return rate;
}

interface Drained {
  rate: number;
  workerUs: number;
  serverUs: number;
}

/** Fills the table with due deliveries to ten endpoints, then lets one worker process work them off. */
async function drain(stack: Stack): Promise<Drained> {
  const urls = Array.from({ length: 10 }, (_, i) => `${stack.receivers[i % 2]?.url}/drain`);
  const { applicationId, endpointIds } = await stack.makeApplication(urls);
  await stack.pool.query(
    `with m as (
       insert into message (id, application_id, event_type, payload)
       select uuid_v7(), $1, 'bench.tick', json_build_object('n', n, 'filler', repeat('x', 950))::text from generate_series(1, $3::int) n
       returning id
     )
     insert into delivery_pending (id, status, application_id, endpoint_id, message_id, event_type, next_at, trigger)
     select uuid_v7(), 0, $1, ($2::uuid[])[1 + (row_number() over ()) % cardinality($2::uuid[])], id, 'bench.tick', now(), 0 from m`,
    [applicationId, endpointIds, DELIVERIES],
  );
  await stack.pool.query("analyze delivery_pending");
  await resetAll(stack.receivers);
  const worker = await stack.startWorker();
  const workerBefore = cpuMsOf(worker.pid);
  const serverBefore = await cpuMsOfServer(stack.pool);
  await until(
    "the drain",
    async () => {
      const { rows } = await stack.pool.query(
        "select count(*)::int as n from delivery_pending where application_id = $1",
        [applicationId],
      );
      return rows[0].n === 0;
    },
    120_000,
  );
  // Before it stops: its connections' processes count only while they live.
  const workerUs = ((cpuMsOf(worker.pid) - workerBefore) * 1000) / DELIVERIES;
  const serverUs = (((await cpuMsOfServer(stack.pool)) - serverBefore) * 1000) / DELIVERIES;
  await worker.stop();
  const all = await Promise.all(stack.receivers.map(statsOf));
  return { rate: steadyRate(all.flatMap((stats) => stats.stamps)), workerUs, serverUs };
}

/** P1: one worker process against the bare HTTP client that it is built on. */
export async function deliver(stack: Stack, rounds: number): Promise<Row[]> {
  const ratios: number[] = [];
  const details: string[] = [];
  const workers: number[] = [];
  const servers: number[] = [];
  await rawRate(stack);
  for (let round = 0; round < rounds; round++) {
    const before = await rawRate(stack);
    const { rate, workerUs, serverUs } = await drain(stack);
    const after = await rawRate(stack);
    const raw = (before + after) / 2;
    ratios.push(rate / raw);
    workers.push(workerUs);
    servers.push(serverUs);
    details.push(`${Math.round(rate)}/s of raw ${Math.round(raw)}/s`);
  }
  const value = median(ratios);
  return [
    {
      id: "P1",
      what: "backlog drain: deliveries/s of one worker process, over raw signed POSTs (c = 100)",
      target: "≥ 0.65",
      value: value.toFixed(2),
      met: value >= 0.65,
      detail: details.join("; "),
    },
    {
      id: "P3",
      what: "CPU per delivery: PostgreSQL / worker",
      target: "≤ 60 / ≤ 110 µs",
      value: `${Math.round(median(servers))} / ${Math.round(median(workers))}`,
      met: median(servers) <= 60 && median(workers) <= 110,
      detail: "while draining; what clients of other processes cost the server is not in it",
    },
  ];
}
