import type { Page } from "@/lib/contract/common.ts";
import type { FleetReplayOut } from "@/lib/contract/fleet-replay.ts";
import { db } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { idScan, type ListOrder, pageOf, parseIterator } from "@/lib/domain/list.ts";
import { visibleFleet } from "@/lib/domain/replays/fleet/get.ts";
import { toFleetReplayOut } from "@/lib/domain/replays/fleet/to-out.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { formatId } from "@/lib/ids.ts";

interface ListInput {
  limit: number;
  iterator?: string | undefined;
  order: ListOrder;
  open?: boolean | undefined;
}

/** Replays across applications, without how they go with each. */
export async function listFleetReplays(ctx: Context, input: ListInput): Promise<Page<FleetReplayOut>> {
  requireOperator(ctx, "viewer");
  const position = parseIterator("task", input.iterator);
  const scan = idScan(input.order, position, input.limit);
  const state = input.open ? { state: { in: ["running", "paused"] } } : {};
  const rows = await db().backgroundTask.findMany({
    ...scan,
    where: { AND: [visibleFleet(ctx), state, scan.where] },
    include: { fleet: true },
  });
  const customers = await countCustomers(rows.map(({ id }) => id));
  return pageOf(
    rows.flatMap(({ fleet, ...row }) => (fleet ? [{ fleet, row }] : [])),
    {
      limit: input.limit,
      iterator: position,
      toOut: ({ row, fleet }) =>
        toFleetReplayOut(ctx, row, fleet, { customers: customers.get(row.id) ?? 0, shares: [] }),
      idOf: ({ row }) => formatId("task", row.id),
    },
  );
}

async function countCustomers(taskIds: string[]): Promise<Map<string, number>> {
  const rows = await db().$queryRaw<{ task_id: string; n: number }[]>`
    select task_id, count(distinct application_id)::int as n from fleet_replay_share where task_id = any (${taskIds}::uuid[]) group by 1`;
  return new Map(rows.map(({ task_id, n }) => [task_id, n]));
}
