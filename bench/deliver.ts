import { fillDue } from "@/bench/fill.ts";
import { runLoader, startUntil } from "@/bench/processes.ts";
import type { Options, Row } from "@/bench/row.ts";
import { countOf, resetAll, type Stack, statsOf, until } from "@/bench/stack.ts";
import { median, steadyRate } from "@/bench/statistics.ts";
import { type WorkedOff, workOffAlone } from "@/bench/work-off.ts";

// Enough that the compiler has warmed up before the part that counts.
const DELIVERIES = 60_000;
const NAIVE_DELIVERIES = 8_000;
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

const tenUrls = (stack: Stack) => Array.from({ length: 10 }, (_, i) => `${stack.receivers[i % 2]?.url}/drain`);

/** Fills the table with due deliveries to ten endpoints, then lets one worker process work them off. */
async function drainWithOurs(stack: Stack, count: number): Promise<WorkedOff> {
  const application = await stack.makeApplication(tenUrls(stack));
  await fillDue(stack, { ...application, count });
  return workOffAlone(stack, { applicationId: application.applicationId, count });
}

/** The same work for the naive worker: its jobs arrive in one commit once it is ready. */
async function naiveRate(stack: Stack, count: number): Promise<number> {
  const { applicationId, endpointIds } = await stack.makeApplication(tenUrls(stack));
  await stack.pool.query(
    "create table if not exists bench_naive_delivery (id uuid primary key, endpoint_id uuid not null, message_id uuid not null, status smallint not null default 0, attempt_count smallint not null default 0)",
  );
  const naive = await startUntil("bench/naive-worker.ts", "naive_ready", stack.env);
  await resetAll(stack.receivers);
  await stack.pool.query(
    `with m as (
       insert into message (id, application_id, event_type, payload)
       select uuid_v7(), $1, 'bench.tick', json_build_object('n', n, 'filler', repeat('x', 950))::text from generate_series(1, $3::int) n
       returning id
     ),
     d as (
       insert into bench_naive_delivery (id, endpoint_id, message_id)
       select uuid_v7(), ($2::uuid[])[1 + (row_number() over ()) % cardinality($2::uuid[])], id from m returning id
     )
     select count(graphile_worker.add_job('bench_deliver', json_build_object('deliveryId', id))) from d`,
    [applicationId, endpointIds, count],
  );
  await until("the naive worker", async () => (await countOf(stack.receivers)) >= count, 120_000);
  const all = await Promise.all(stack.receivers.map(statsOf));
  await naive.stop();
  return steadyRate(all.flatMap((stats) => stats.stamps));
}

const perSecond = (rates: number[]) => rates.map((rate) => `${Math.round(rate)}/s`).join(", ");

/** P1 to P3: one worker process against the bare HTTP client that it is built on, and against a naive worker. */
export async function deliver(stack: Stack, { rounds, quick }: Options): Promise<Row[]> {
  const raws: number[] = [];
  const naives: number[] = [];
  const drains: (WorkedOff & { rate: number })[] = [];
  await rawRate(stack);
  for (let round = 0; round < rounds; round++) {
    const before = await rawRate(stack);
    const drained = await drainWithOurs(stack, quick ? DELIVERIES / 3 : DELIVERIES);
    const after = await rawRate(stack);
    raws.push((before + after) / 2);
    drains.push({ ...drained, rate: steadyRate(drained.stamps) });
    naives.push(await naiveRate(stack, quick ? NAIVE_DELIVERIES / 4 : NAIVE_DELIVERIES));
  }
  const overRaw = median(drains.map(({ rate }, i) => rate / (raws[i] ?? 0)));
  const overNaive = median(drains.map(({ rate }, i) => rate / (naives[i] ?? 0)));
  const serverUs = median(drains.map((drain) => drain.serverUs));
  const workerUs = median(drains.map((drain) => drain.workerUs));
  const rates = perSecond(drains.map(({ rate }) => rate));
  return [
    {
      id: "P1",
      what: "backlog drain: deliveries/s of one worker process, over raw signed POSTs (c = 100)",
      target: "≥ 0.65",
      value: overRaw.toFixed(2),
      met: overRaw >= 0.65,
      reference: `raw ${perSecond(raws)}`,
      detail: rates,
    },
    {
      id: "P2",
      what: "the same over a naive worker (a queue job per delivery, five statements each)",
      target: "≥ 8",
      value: overNaive.toFixed(1),
      met: overNaive >= 8,
      reference: `naive ${perSecond(naives)}`,
      detail: rates,
    },
    {
      id: "P3",
      what: "CPU per delivery: PostgreSQL / worker",
      target: "≤ 60 / ≤ 110 µs",
      value: `${Math.round(serverUs)} / ${Math.round(workerUs)}`,
      met: serverUs <= 60 && workerUs <= 110,
      reference: "none: absolute",
      detail: "while draining; warm-up included, the start of the process is not",
    },
  ];
}
