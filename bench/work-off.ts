import { cpuMsOf, cpuMsOfServer } from "@/bench/cpu.ts";
import type { StartedProcess } from "@/bench/processes.ts";
import { countOf, resetAll, type Stack, statsOf, until } from "@/bench/stack.ts";

export interface WorkedOff {
  /** When each delivery arrived, unsorted. */
  stamps: number[];
  /** Processor time of a delivery, in microseconds: of all workers, of the database server. */
  workerUs: number;
  serverUs: number;
}

/** What of the application is due and pending; what waits for a day to come does not count. */
async function isAnyDue(stack: Stack, applicationId: string): Promise<boolean> {
  const { rows } = await stack.pool.query<{ due: boolean }>(
    "select exists (select from delivery_pending where application_id = $1 and next_at <= now() + interval '1 hour') as due",
    [applicationId],
  );
  return rows[0]?.due ?? false;
}

/**
 * Waits until the workers have delivered and recorded what is due. Receivers must have been reset before. `begin` makes
 * the work available; processor time counts from there on.
 */
export async function workOff(
  stack: Stack,
  input: { applicationId: string; count: number; begin(): Promise<StartedProcess[]>; limitMs?: number },
): Promise<WorkedOff> {
  const workers = await input.begin();
  const workersBefore = workers.reduce((sum, { pid }) => sum + cpuMsOf(pid), 0);
  const serverBefore = await cpuMsOfServer(stack.pool);
  const limitMs = input.limitMs ?? 180_000;
  await until("the drain", async () => (await countOf(stack.receivers)) >= input.count, limitMs);
  await until("recording the drain", async () => !(await isAnyDue(stack, input.applicationId)), 60_000);
  // Before the workers stop: their connections' processes count only while they live.
  const workerMs = workers.reduce((sum, { pid }) => sum + cpuMsOf(pid), 0) - workersBefore;
  const serverMs = (await cpuMsOfServer(stack.pool)) - serverBefore;
  const all = await Promise.all(stack.receivers.map(statsOf));
  return {
    stamps: all.flatMap((stats) => stats.stamps),
    workerUs: (workerMs * 1000) / input.count,
    serverUs: (serverMs * 1000) / input.count,
  };
}

/** Lets one fresh worker process work off what is due. */
export async function workOffAlone(
  stack: Stack,
  input: { applicationId: string; count: number; limitMs?: number },
): Promise<WorkedOff> {
  await resetAll(stack.receivers);
  const workers: StartedProcess[] = [];
  const begin = async () => {
    workers.push(await stack.startWorker());
    return workers;
  };
  try {
    return await workOff(stack, { ...input, begin });
  } finally {
    for (const worker of workers) await worker.stop();
  }
}
