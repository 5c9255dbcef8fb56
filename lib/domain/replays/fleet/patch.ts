import type { FleetReplayOut, FleetReplayPatch } from "@/lib/contract/fleet-replay.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { getFleetReplay, visibleFleet } from "@/lib/domain/replays/fleet/get.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { Conflict, NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

/** @throws NotFound; Conflict when a rate is given to what is over */
export function patchFleetReplay(
  ctx: Context,
  { taskId, patch }: { taskId: string; patch: FleetReplayPatch },
): Promise<FleetReplayOut> {
  requireOperator(ctx, "support");
  const { name, ratePerEndpoint } = patch;
  return withTransaction(ctx, async (tx) => {
    await tx.$executeRaw`select 1 from background_task where id = ${taskId}::uuid for no key update`;
    const row = await tx.backgroundTask.findFirst({ where: { AND: [visibleFleet(ctx), { id: taskId }] } });
    if (!row) throw new NotFound();
    if (ratePerEndpoint !== undefined) {
      if (row.state !== "running" && row.state !== "paused") throw new Conflict("The task is over.");
      await tx.fleetReplay.update({ where: { taskId }, data: { endpointRate: ratePerEndpoint } });
    }
    if (name !== undefined) await tx.backgroundTask.update({ where: { id: taskId }, data: { name } });
    await recordAudit(ctx, tx, {
      action: "background_task.changed",
      objectKind: "background_task",
      objectId: formatId("task", taskId),
      change: { after: patch },
    });
    return getFleetReplay({ ...ctx, tx }, { taskId });
  });
}
