import type { Prisma } from "@/generated/prisma/client.ts";
import type { FleetReplayOut } from "@/lib/contract/fleet-replay.ts";
import { db } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { type Share, toFleetReplayOut } from "@/lib/domain/replays/fleet/to-out.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { visibleTasks } from "@/lib/domain/tasks/scope.ts";
import { NotFound } from "@/lib/errors.ts";

const MOST_CUSTOMERS = 100;

/** Of the tasks that the actor may see, replays across applications. */
export function visibleFleet(ctx: Context): Prisma.BackgroundTaskWhereInput {
  return { AND: [visibleTasks(ctx), { fleet: { isNot: null } }] };
}

/** @throws NotFound when the actor may see no such replay */
export async function getFleetReplay(ctx: Context, { taskId }: { taskId: string }): Promise<FleetReplayOut> {
  requireOperator(ctx, "viewer");
  const tx = ctx.tx ?? db();
  const row = await tx.backgroundTask.findFirst({
    where: { AND: [visibleFleet(ctx), { id: taskId }] },
    include: { fleet: true },
  });
  if (!row?.fleet) throw new NotFound();
  const shares = await tx.$queryRaw<Share[]>`
    select s.application_id, a.name, sum(s.total)::int as total, sum(s.succeeded)::int as succeeded, sum(s.failed)::int as failed,
      sum(s.skipped)::int as skipped, coalesce(sum(q.n), 0)::int as queued
    from fleet_replay_share s
    join application a on a.id = s.application_id
    left join (
      select endpoint_id, count(*)::int as n from background_task_item where task_id = ${taskId}::uuid and state = 1 group by 1
    ) q on q.endpoint_id = s.endpoint_id
    where s.task_id = ${taskId}::uuid group by 1, 2 order by 3 desc, 1`;
  return toFleetReplayOut(ctx, row, row.fleet, {
    customers: shares.length,
    shares: shares.slice(0, MOST_CUSTOMERS),
  });
}
