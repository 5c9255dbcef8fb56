import type { TaskKind } from "@/lib/contract/background-task.ts";
import { pool, type Tx } from "@/lib/db.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { purgeStep } from "@/lib/domain/messages/purge.ts";
import { purgeApplicationStep } from "@/lib/domain/privacy/purge.ts";
import { expireApprovals } from "@/lib/domain/replays/fleet/decide.ts";
import { replayStep } from "@/lib/domain/replays/step.ts";
import { aggregateEventTypesStep } from "@/lib/domain/statistics/aggregate-event-types.ts";
import { applicationStatsStep } from "@/lib/domain/statistics/application-stats.ts";
import { finishTask } from "@/lib/domain/tasks/finish.ts";
import { taskJobKey } from "@/lib/domain/tasks/start.ts";
import { enqueue } from "@/lib/queue.ts";

const SYSTEM: Context = { actor: { kind: "system", label: "Posthorn" }, requestId: "worker" };

/** One commit of a task. @returns milliseconds until the next; null when none is needed */
type Step = (tx: Tx, taskId: string) => Promise<number | null>;

const STEPS: Record<TaskKind, Step> = {
  "endpoint.recover": replayStep,
  "endpoint.replay": replayStep,
  "endpoint.bulk-replay": replayStep,
  "application.purge_content": async (tx, taskId) =>
    (await isOfApplication(tx, taskId)) ? purgeStep(tx, taskId) : purgeApplicationStep(tx, taskId),
  "application.stats": applicationStatsStep,
  "event-type.aggregate": aggregateEventTypesStep,
};

/** The purge of a whole application belongs to none: it outlives it. */
async function isOfApplication(tx: Tx, taskId: string): Promise<boolean> {
  const row = await tx.backgroundTask.findUnique({ where: { id: taskId }, select: { applicationId: true } });
  return row?.applicationId !== null;
}

/** Goes on with a task, step by step. @returns milliseconds until it is to be gone on with; null when it is over or paused */
export async function runTaskUnscoped({
  taskId,
  isOver,
}: {
  taskId: string;
  isOver: () => boolean;
}): Promise<number | null> {
  const { rows } = await pool().query<{ kind: TaskKind }>("select kind from background_task where id = $1", [taskId]);
  const step = rows[0] && STEPS[rows[0].kind];
  if (!step) return null;
  for (;;) {
    const again = await withTransaction(SYSTEM, (tx) => step(tx, taskId));
    if (again !== 0 || isOver()) return again;
  }
}

/** Gives up a task that breaks whoever works on it, again and again. */
export async function abandonTaskUnscoped(taskId: string): Promise<void> {
  const error = "A fault of ours stopped it. What was sent stays sent.";
  await withTransaction(SYSTEM, (tx) => finishTask(tx, taskId, { state: "failed", error }));
}

/** Enqueues the jobs of the tasks that are under way: the net under one that was lost. Ends what nobody has approved of. */
export async function resumeTasksUnscoped(): Promise<void> {
  await withTransaction(SYSTEM, expireApprovals);
  const { rows } = await pool().query<{ id: string }>(
    "select id from background_task where state = 'running' or queued > 0",
  );
  for (const { id } of rows) await enqueue(pool(), "background_task", { taskId: id }, { jobKey: taskJobKey(id) });
}
