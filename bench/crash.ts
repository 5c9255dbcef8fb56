import { runLoader, startServer } from "@/bench/processes.ts";
import type { Options, Row } from "@/bench/row.ts";
import { API_KEY, idsOf, type Stack, until } from "@/bench/stack.ts";
import { median } from "@/bench/statistics.ts";

const ENDPOINTS = 10;
const RATE = 2_000;
const MS = 16_000;
const KILLS_AT_MS = [5_000, 10_000];
/** So that requests are in flight at any moment. */
const ANSWER_MS = 20;
const SLACK_SECONDS = 2;

interface Killed {
  at: Date;
  leaseSeconds: number;
  ids: string[];
}

/** What the dead worker held, by the database's clock; what an earlier one held is not free yet and not counted again. */
async function heldBy(stack: Stack, sinceMs: number): Promise<Killed> {
  const { rows } = await stack.pool.query<{ id: string; lease_s: number; at: Date }>(
    `select id, extract(epoch from lease_until - leased_at)::float8 as lease_s, clock_timestamp() as at
     from delivery_pending where lease_token is not null and leased_at >= $1`,
    [new Date(sinceMs)],
  );
  return {
    at: rows[0]?.at ?? new Date(),
    leaseSeconds: Math.max(0, ...rows.map((row) => row.lease_s)),
    ids: rows.map((row) => row.id),
  };
}

async function recoverySeconds(stack: Stack, { ids, at }: Killed): Promise<number> {
  const { rows } = await stack.pool.query<{ last: Date | null }>(
    "select max(finished_at) as last from delivery_history where id = any ($1::uuid[])",
    [ids],
  );
  return rows[0]?.last ? (rows[0].last.getTime() - at.getTime()) / 1000 : 0;
}

interface Outcome {
  accepted: number;
  lost: number;
  duplicates: number;
  held: number[];
  leaseSeconds: number;
  recoveries: number[];
}

async function run(stack: Stack): Promise<Outcome> {
  const receiver = await startServer("bench/receiver.ts", [`--delay=${ANSWER_MS}`]);
  const uids: string[] = [];
  for (let i = 0; i < ENDPOINTS; i++) uids.push((await stack.makeApplication([`${receiver.url}/ledger`])).uid);
  const web = await stack.startWeb();
  let worker = await stack.startWorker();
  const startedAtMs = Date.now();
  const load = runLoader<{ ids: string[]; failed: number }>({
    kind: "open",
    urls: uids.map((uid) => `${web.url}/api/v1/app/${uid}/msg?with_content=false`),
    ms: MS,
    rate: RATE,
    headers: { authorization: `Bearer ${API_KEY}` },
    bytes: 950,
    wrap: true,
    concurrency: 256,
    keepIds: true,
  });
  const kills: Killed[] = [];
  let sinceMs = startedAtMs;
  for (const atMs of KILLS_AT_MS) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, startedAtMs + atMs - Date.now())));
    await worker.kill();
    const killed = await heldBy(stack, sinceMs);
    kills.push(killed);
    sinceMs = killed.at.getTime();
    worker = await stack.startWorker();
  }
  const { ids } = await load;
  const settled = async () => {
    const { rows } = await stack.pool.query("select count(*)::int as n from delivery_pending");
    return rows[0].n === 0;
  };
  await until("recovery", settled, 120_000);
  const received = await idsOf(receiver);
  const recoveries: number[] = [];
  for (const killed of kills) recoveries.push(await recoverySeconds(stack, killed));
  await Promise.all([worker.stop(), web.stop(), receiver.stop()]);
  return {
    accepted: ids.length,
    lost: ids.filter((id) => !received[id]).length,
    duplicates: Object.values(received).reduce((sum, times) => sum + times - 1, 0),
    held: kills.map((killed) => killed.ids.length),
    leaseSeconds: Math.max(...kills.map((killed) => killed.leaseSeconds)),
    recoveries,
  };
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/** P6: two kills under load. Nothing accepted may be missing; what is sent twice is at most what the dead ones held. */
export async function crash(stack: Stack, { rounds }: Options): Promise<Row[]> {
  const outcomes: Outcome[] = [];
  for (let round = 0; round < rounds; round++) outcomes.push(await run(stack));
  const lost = sum(outcomes.map((outcome) => outcome.lost));
  const duplicates = median(outcomes.map((outcome) => outcome.duplicates));
  const recovery = Math.max(...outcomes.flatMap((outcome) => outcome.recoveries));
  const lease = Math.max(...outcomes.map((outcome) => outcome.leaseSeconds));
  const bounded = outcomes.every((outcome) => outcome.duplicates <= sum(outcome.held));
  return [
    {
      id: "P6",
      what: "two kill -9 of the worker under load: lost / sent twice / time until all that it held is delivered",
      target: `0 / ≤ held / ≤ lease + ${SLACK_SECONDS} s`,
      value: `${lost} / ${duplicates} / ${recovery.toFixed(1)} s`,
      met: lost === 0 && bounded && recovery <= lease + SLACK_SECONDS,
      reference: `held when killed: ${outcomes.map(({ held }) => held.join(" + ")).join("; ")}; lease ${lease.toFixed(0)} s`,
      detail: outcomes
        .map(
          (outcome) =>
            `${outcome.accepted} accepted, ${outcome.duplicates} sent twice, recovered after ${outcome.recoveries.map((seconds) => seconds.toFixed(1)).join(" and ")} s`,
        )
        .join("; "),
    },
  ];
}
