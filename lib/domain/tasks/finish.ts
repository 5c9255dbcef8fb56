import type { BackgroundTask } from "@/generated/prisma/client.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";
import type { Tx } from "@/lib/db.ts";
import { tellOfTask } from "@/lib/domain/operational-webhooks/tell.ts";
import { staffIdOf } from "@/lib/domain/tasks/actor-id.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { toTaskOut } from "@/lib/domain/tasks/to-out.ts";
import { enqueue } from "@/lib/queue.ts";

/** How a task ended. */
export type TaskEnd =
  | { state: "finished" }
  | { state: "canceled" }
  /** `error` is a sentence for people. */
  | { state: "failed"; error: string };

/**
 * Ends a task, in the transaction of its last step: the one place where that happens, and where the operator is told.
 * @returns false when it had ended already
 */
export async function finishTask(tx: Tx, taskId: string, end: TaskEnd): Promise<boolean> {
  const rows = await ask<{ id: string }>(
    tx,
    `update background_task set state = $2, error = $3, waits_for = null, updated_at = now(), finished_at = now()
     where id = $1::uuid and state in ('running', 'paused') returning id`,
    [taskId, end.state, end.state === "failed" ? end.error : null],
  );
  if (rows.length === 0) return false;
  const row = await tx.backgroundTask.findUniqueOrThrow({ where: { id: taskId } });
  if (end.state !== "canceled" && isLongReplay(row)) {
    await enqueue(tx, "mail_replay_end", { taskId }, { jobKey: `mail_replay_end ${taskId}`, maxAttempts: 8 });
  }
  const { id, task, status, data } = toTaskOut(row);
  await tellOfTask(tx, row.organizationId, { taskId: id, task, status, data: withinReason(data) });
  return true;
}

/** Whoever asked for it may have closed the page by then. Who is no member of staff has no address here. */
function isLongReplay({ kind, createdAt, finishedAt, requestedById }: BackgroundTask): boolean {
  const tookMs = (finishedAt ?? createdAt).getTime() - createdAt.getTime();
  return kind.startsWith("endpoint.") && tookMs > LONG_MS && staffIdOf(requestedById) !== null;
}
const LONG_MS = 5 * 60_000;

/** Of what fits into no message only the fact is told; the task itself has it. */
function withinReason(data: BackgroundTaskOut["data"]): BackgroundTaskOut["data"] {
  return JSON.stringify(data).length > MAX_TOLD ? { truncated: true } : data;
}
const MAX_TOLD = 256 * 1024;
