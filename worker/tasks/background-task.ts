import type { Task } from "graphile-worker";
import { abandonTaskUnscoped, runTaskUnscoped } from "@/lib/domain/tasks/run.ts";
import { taskJobKey } from "@/lib/domain/tasks/start.ts";
import { log } from "@/lib/log.ts";
import { TASKS } from "@/lib/queue.ts";

/** A job goes on for so long, so that others get their turn. */
const SLICE_MS = 5_000;
/** A pause of up to so long is waited for within the job, by a few of them: the queue itself wakes no oftener than each second. */
const WAIT_HERE_MS = 1_000;
const MAX_WAITING_HERE = 3;

/** Works on background tasks. Asked to stop, it leaves the rest to the next. */
export function createBackgroundTask(isStopping: () => boolean): Task {
  let waiting = 0;

  async function waitHere(ms: number): Promise<void> {
    waiting += 1;
    await new Promise((resolve) => setTimeout(resolve, ms));
    waiting -= 1;
  }

  return async function backgroundTask(payload, { addJob, job }) {
    const { taskId } = TASKS.background_task.parse(payload);
    const deadline = Date.now() + SLICE_MS;
    const isOver = () => isStopping() || Date.now() > deadline;
    let againInMs: number | null;
    try {
      for (;;) {
        againInMs = await runTaskUnscoped({ taskId, isOver });
        if (againInMs === null || isOver() || againInMs > WAIT_HERE_MS || waiting >= MAX_WAITING_HERE) break;
        await waitHere(againInMs);
      }
    } catch (error) {
      if (job.attempts >= job.max_attempts) {
        log.error("background_task_abandoned", { taskId, error });
        await abandonTaskUnscoped(taskId);
      }
      throw error;
    }
    // Same key as the running job: graphile detaches it from a locked one, so this inserts the next.
    if (againInMs !== null) {
      await addJob(
        "background_task",
        { taskId },
        { jobKey: taskJobKey(taskId), runAt: new Date(Date.now() + againInMs) },
      );
    }
  };
}
