import type { FleetReplayConfirmIn, FleetReplayOut } from "@/lib/contract/fleet-replay.ts";
import { guardsOf } from "@/lib/contract/replay-guards.ts";
import type { Tx } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { admitFleet } from "@/lib/domain/replays/fleet/admit.ts";
import { getFleetReplay, visibleFleet } from "@/lib/domain/replays/fleet/get.ts";
import { sizeOf } from "@/lib/domain/replays/fleet/shares.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { actorIdOf } from "@/lib/domain/tasks/actor-id.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { finishTask } from "@/lib/domain/tasks/finish.ts";
import type { Ask } from "@/lib/domain/tasks/row.ts";
import { taskJobKey } from "@/lib/domain/tasks/start.ts";
import { Conflict, Forbidden, InvalidInput, NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";
import { enqueue } from "@/lib/queue.ts";

type Ref = { taskId: string };

/** @throws Forbidden when so many are above the role of a member of staff */
export function requireConfirmer(ctx: Context, deliveries: number): void {
  requireStaffRole(ctx, guardsOf({ deliveries, customers: 1 }).role);
}

/** Holds a replay that is paused for one answer. @throws NotFound; Conflict when it does not wait for that */
async function holdAsking(ctx: Context, tx: Tx, { taskId, asks }: Ref & { asks: Ask }) {
  await tx.$executeRaw`select 1 from background_task where id = ${taskId}::uuid for no key update`;
  const row = await tx.backgroundTask.findFirst({
    where: { AND: [visibleFleet(ctx), { id: taskId }] },
    include: { fleet: true },
  });
  if (!row?.fleet) throw new NotFound();
  if (row.state !== "paused" || row.waitsFor !== asks) throw new Conflict("The replay does not wait for that.");
  return { row, fleet: row.fleet };
}

/** Goes on unless something else is missing still. */
async function goOn(ctx: Context, tx: Tx, task: { id: string; organizationId: string; requestedBy: string }) {
  await ask(
    tx,
    "update background_task set state = 'running', waits_for = null, updated_at = now() where id = $1::uuid",
    [task.id],
  );
  const missing = await admitFleet(tx, {
    id: task.id,
    organization_id: task.organizationId,
    requested_by: task.requestedBy,
  });
  if (missing === null) await enqueue(tx, "background_task", { taskId: task.id }, { jobKey: taskJobKey(task.id) });
  return getFleetReplay({ ...ctx, tx }, { taskId: task.id });
}

const audit = (ctx: Context, tx: Tx, { taskId, ...entry }: Ref & { action: string; change?: unknown }) =>
  recordAudit(ctx, tx, { objectKind: "background_task", objectId: formatId("task", taskId), ...entry });

/** Somebody has typed how many it is. @throws InvalidInput for another number; Forbidden for a role that may not send so many */
export function confirmFleetReplay(ctx: Context, { taskId, count, reason }: Ref & FleetReplayConfirmIn) {
  requireOperator(ctx, "support");
  return withTransaction(ctx, async (tx): Promise<FleetReplayOut> => {
    const { row } = await holdAsking(ctx, tx, { taskId, asks: "confirmation" });
    const { deliveries } = await sizeOf(tx, taskId);
    if (count !== deliveries) throw new InvalidInput(["body", "count"], `is not how many it is: ${deliveries}`);
    requireConfirmer(ctx, deliveries);
    await tx.fleetReplay.update({
      where: { taskId },
      data: { reason, confirmedCount: count, confirmedBy: ctx.actor.label, confirmedById: actorIdOf(ctx) },
    });
    await audit(ctx, tx, { taskId, action: "background_task.confirmed", change: { after: { count, reason } } });
    return goOn(ctx, tx, row);
  });
}

/** @throws Forbidden for whoever asked for it or typed its count; Conflict when it was too late */
export function approveFleetReplay(ctx: Context, { taskId }: Ref) {
  requireApprover(ctx);
  return withTransaction(ctx, async (tx): Promise<FleetReplayOut> => {
    const { row, fleet } = await holdAsking(ctx, tx, { taskId, asks: "approval" });
    const own = actorIdOf(ctx);
    if (own === fleet.requestedById || own === fleet.confirmedById)
      throw new Forbidden("Nobody approves of their own replay: another member of staff has to.");
    if (fleet.approvalUntil && fleet.approvalUntil <= new Date())
      throw new Conflict("It has waited for too long. Start it anew.");
    await tx.fleetReplay.update({ where: { taskId }, data: { approvedBy: ctx.actor.label, approvedAt: new Date() } });
    await audit(ctx, tx, { taskId, action: "background_task.approved" });
    return goOn(ctx, tx, row);
  });
}

/** Ends it before anything was sent. Whoever asked for it cancels it instead. */
export function refuseFleetReplay(ctx: Context, { taskId }: Ref) {
  requireApprover(ctx);
  return withTransaction(ctx, async (tx): Promise<FleetReplayOut> => {
    await holdAsking(ctx, tx, { taskId, asks: "approval" });
    await finishTask(tx, taskId, { state: "failed", error: `${ctx.actor.label} refused it. Nothing was sent.` });
    await audit(ctx, tx, { taskId, action: "background_task.refused" });
    return getFleetReplay({ ...ctx, tx }, { taskId });
  });
}

/** A person: a key could belong to whoever asked. */
function requireApprover(ctx: Context): void {
  if (ctx.actor.kind !== "staff") throw new Forbidden();
  requireStaffRole(ctx, "engineer");
}

/** Ends those that nobody has approved of in time. Nothing of them was sent. */
export async function expireApprovals(tx: Tx): Promise<void> {
  const rows = await ask<{ id: string }>(
    tx,
    `select t.id from fleet_replay f join background_task t on t.id = f.task_id
     where f.approval_until <= now() and f.approved_at is null and t.state = 'paused' and t.waits_for = 'approval'
     for no key update of t skip locked`,
  );
  for (const { id } of rows)
    await finishTask(tx, id, { state: "failed", error: "Nobody approved of it in time. Nothing was sent." });
}
