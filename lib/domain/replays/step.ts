import type { Tx } from "@/lib/db.ts";
import { collectChunk } from "@/lib/domain/replays/collect.ts";
import { feedItems } from "@/lib/domain/replays/feed.ts";
import { fleetStep } from "@/lib/domain/replays/fleet/step.ts";
import { settleItems } from "@/lib/domain/replays/settle.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { finishTask } from "@/lib/domain/tasks/finish.ts";
import { markPrepared } from "@/lib/domain/tasks/mark-prepared.ts";
import { pauseFor } from "@/lib/domain/tasks/pause-for.ts";
import { leftOf, lockTaskUnscoped, type TaskRow } from "@/lib/domain/tasks/row.ts";

/** When to look again at what is queued; and at what cannot go. */
const LOOK_MS = 500;
const WAIT_MS = 3_000;

/**
 * One commit of a replay.
 * ```
 * collect what it is to send, chunk by chunk ─► look what became of what is queued, queue the next ─► … ─► nothing left: finished
 *                                                    paused, canceled: look only
 * ```
 * Every step is complete in itself: whoever dies in one has done nothing, and the next goes on from the rows.
 * @returns milliseconds until the next step; null when none is needed
 */
export async function replayStep(tx: Tx, taskId: string): Promise<number | null> {
  const task = await lockTaskUnscoped(tx, taskId);
  if (!task) return null;
  if (task.application_id === null) return fleetStep(tx, task);
  if (task.state !== "running" && task.state !== "paused" && task.state !== "canceled") return null;
  if (task.state === "running" && !task.prepared) {
    if (await collectChunk(tx, { ...task, application_id: task.application_id })) await markPrepared(tx, taskId);
    return 0;
  }

  const settled = await settleItems(tx, task);
  const now = (await lockTaskUnscoped(tx, taskId)) ?? task;
  if (now.state !== "running") return now.queued > 0 ? LOOK_MS : null;
  if (now.queued === 0 && leftOf(now) === 0) {
    await finishTask(tx, taskId, { state: "finished" });
    return null;
  }
  return feedStep(tx, now, settled);
}

async function feedStep(tx: Tx, task: TaskRow, settled: number): Promise<number | null> {
  const { moved, waitsFor } = await feedItems(tx, task);
  if (moved) return 0;
  if (waitsFor === "endpoint_off") {
    // Not failed: it can be resumed once the endpoint is on again, and sends what it has not sent.
    await pauseFor(tx, task.id, waitsFor);
    return null;
  }
  await ask(tx, "update background_task set waits_for = $2 where id = $1 and waits_for is distinct from $2", [
    task.id,
    waitsFor,
  ]);
  if (task.go_in_ms > 0 && leftOf(task) > 0) return Math.min(task.go_in_ms, task.queued > 0 ? LOOK_MS : WAIT_MS);
  return task.queued > 0 || settled > 0 ? LOOK_MS : WAIT_MS;
}
