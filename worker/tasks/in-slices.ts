import type { Task } from "graphile-worker";
import { log } from "@/lib/log.ts";
import type { TaskName, TaskPayload } from "@/lib/queue.ts";

/** A job goes on for so long, so that others get their turn. */
const SLICE_MS = 5_000;
/** A pause of up to so long is waited for within the job, by a few of them: the queue itself wakes no oftener than each second. */
const WAIT_HERE_MS = 1_000;
const MAX_WAITING_HERE = 3;

interface Work<P> {
  parse: (payload: unknown) => P;
  jobKey: (payload: P) => string;
  /** Goes on until it is told that the slice is over. @returns milliseconds until it is to be gone on with; null when never */
  run: (payload: P, isOver: () => boolean) => Promise<number | null>;
  /** Told when it has failed as often as a job may. */
  abandon: (payload: P) => Promise<void>;
}

/** A task of the queue that takes longer than one job may: each job does a slice and enqueues the next. */
export function inSlices<N extends TaskName>(name: N, isStopping: () => boolean, work: Work<TaskPayload<N>>): Task {
  let waiting = 0;

  async function waitHere(ms: number): Promise<void> {
    waiting += 1;
    await new Promise((resolve) => setTimeout(resolve, ms));
    waiting -= 1;
  }

  return async function slice(given, { addJob, job }) {
    const payload = work.parse(given);
    const deadline = Date.now() + SLICE_MS;
    const isOver = () => isStopping() || Date.now() > deadline;
    let againInMs: number | null;
    try {
      for (;;) {
        againInMs = await work.run(payload, isOver);
        if (againInMs === null || isOver() || againInMs > WAIT_HERE_MS || waiting >= MAX_WAITING_HERE) break;
        await waitHere(againInMs);
      }
    } catch (error) {
      if (job.attempts >= job.max_attempts) {
        log.error(`${name}_abandoned`, { ...payload, error });
        await work.abandon(payload);
      }
      throw error;
    }
    // Same key as the running job: graphile detaches it from a locked one, so this inserts the next.
    if (againInMs !== null) {
      const options = { jobKey: work.jobKey(payload), runAt: new Date(Date.now() + againInMs) };
      await addJob<string>(name, payload, options);
    }
  };
}
