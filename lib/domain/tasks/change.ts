import type { BackgroundTaskOut, BackgroundTaskPatch } from "@/lib/contract/background-task.ts";
import type { Tx } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { takeBackQueued } from "@/lib/domain/replays/take-back.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { finishTask } from "@/lib/domain/tasks/finish.ts";
import { getTask } from "@/lib/domain/tasks/get.ts";
import type { StoredState } from "@/lib/domain/tasks/row.ts";
import { visibleTasks } from "@/lib/domain/tasks/scope.ts";
import { taskJobKey } from "@/lib/domain/tasks/start.ts";
import { Conflict, Forbidden, NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";
import { enqueue } from "@/lib/queue.ts";

interface Held {
  state: StoredState;
  waitsFor: string | null;
  applicationId: string | null;
  isReplay: boolean;
}

/** Holds the task: a step that is under way commits first, and the next one sees what has changed. */
async function holdTask(ctx: Context, tx: Tx, taskId: string): Promise<Held> {
  requireStaffRole(ctx, "support");
  if (ctx.actor.kind === "portal" && !ctx.actor.capabilities.includes("CreateAttempts")) throw new Forbidden();
  await tx.$executeRaw`select 1 from background_task where id = ${taskId}::uuid for no key update`;
  const row = await tx.backgroundTask.findFirst({ where: { ...visibleTasks(ctx), id: taskId } });
  if (!row) throw new NotFound();
  const isReplay = row.kind.startsWith("endpoint.");
  if (!isReplay) requireOperator(ctx, "engineer");
  return { state: row.state as StoredState, waitsFor: row.waitsFor, applicationId: row.applicationId, isReplay };
}

async function audit(ctx: Context, tx: Tx, taskId: string, input: { action: string; held: Held; change?: unknown }) {
  await recordAudit(ctx, tx, {
    action: `background_task.${input.action}`,
    applicationId: input.held.applicationId,
    objectKind: "background_task",
    objectId: formatId("task", taskId),
    ...(input.change === undefined ? {} : { change: input.change }),
  });
}

const over = () => new Conflict("The task is over.");

/** Somebody has seen that its first deliveries failed, and wants the rest sent all the same. */
async function trustReplay(tx: Tx, taskId: string): Promise<void> {
  await ask(tx, "update fleet_replay set is_trusted = true where task_id = $1::uuid", [taskId]);
}

/** Takes back what was not sent yet. Paused twice is paused. @throws NotFound; Conflict when it is over, or no replay */
export function pauseTask(ctx: Context, { taskId }: { taskId: string }): Promise<BackgroundTaskOut> {
  return withTransaction(ctx, async (tx) => {
    const held = await holdTask(ctx, tx, taskId);
    if (!held.isReplay) throw new Conflict("Only replays can be paused.");
    if (held.state !== "running" && held.state !== "paused") throw over();
    if (held.state === "running") {
      await ask(
        tx,
        "update background_task set state = 'paused', waits_for = null, updated_at = now() where id = $1::uuid",
        [taskId],
      );
      await takeBackQueued(tx, taskId);
      await audit(ctx, tx, taskId, { action: "paused", held });
    }
    return getTask({ ...ctx, tx }, { taskId });
  });
}

/** @throws NotFound; Conflict when it is over, or waits for more than a word */
export function resumeTask(ctx: Context, { taskId }: { taskId: string }): Promise<BackgroundTaskOut> {
  return withTransaction(ctx, async (tx) => {
    const held = await holdTask(ctx, tx, taskId);
    if (held.state !== "running" && held.state !== "paused") throw over();
    if (held.state === "paused") {
      if (held.waitsFor === "confirmation") throw new Conflict("Somebody has to type how many deliveries it is first.");
      if (held.waitsFor === "approval") throw new Conflict("A second member of staff has to approve first.");
      if (held.waitsFor === "failing") await trustReplay(tx, taskId);
      await ask(
        tx,
        "update background_task set state = 'running', waits_for = null, updated_at = now() where id = $1::uuid",
        [taskId],
      );
      await enqueue(tx, "background_task", { taskId }, { jobKey: taskJobKey(taskId) });
      await audit(ctx, tx, taskId, { action: "resumed", held });
    }
    return getTask({ ...ctx, tx }, { taskId });
  });
}

/** Canceled twice is canceled. @throws NotFound; Conflict when it had ended otherwise */
export function cancelTask(ctx: Context, { taskId }: { taskId: string }): Promise<BackgroundTaskOut> {
  return withTransaction(ctx, async (tx) => {
    const held = await holdTask(ctx, tx, taskId);
    if (held.state === "finished" || held.state === "failed") throw over();
    if (await finishTask(tx, taskId, { state: "canceled" })) {
      await takeBackQueued(tx, taskId);
      await audit(ctx, tx, taskId, { action: "canceled", held });
    }
    return getTask({ ...ctx, tx }, { taskId });
  });
}

/** @throws NotFound; Conflict when it is over, or a rate is given to what is no replay */
export function patchTask(
  ctx: Context,
  { taskId, patch }: { taskId: string; patch: BackgroundTaskPatch },
): Promise<BackgroundTaskOut> {
  return withTransaction(ctx, async (tx) => {
    const held = await holdTask(ctx, tx, taskId);
    if (patch.ratePerSecond !== undefined) {
      if (!held.isReplay || held.applicationId === null)
        throw new Conflict("Only replays of one application have a rate as a whole.");
      if (held.state !== "running" && held.state !== "paused") throw over();
    }
    await tx.backgroundTask.update({
      where: { id: taskId },
      data: {
        ...(patch.name === undefined ? {} : { name: patch.name }),
        ...(patch.ratePerSecond === undefined ? {} : { ratePerSecond: patch.ratePerSecond }),
      },
    });
    await audit(ctx, tx, taskId, { action: "changed", held, change: { after: patch } });
    return getTask({ ...ctx, tx }, { taskId });
  });
}
