import type { Tx } from "@/lib/db.ts";
import type { QueuedItem, Settlement } from "@/lib/domain/replays/settle.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";

/** How much of it belongs to each endpoint, once it is all written down. */
export async function writeShares(tx: Tx, taskId: string): Promise<void> {
  await ask(
    tx,
    `insert into fleet_replay_share (task_id, endpoint_id, application_id, total)
     select $1::uuid, i.endpoint_id, e.application_id, i.n
     from (select endpoint_id, count(*)::int as n from background_task_item where task_id = $1::uuid group by 1) i
     join endpoint e on e.id = i.endpoint_id`,
    [taskId],
  );
}

export async function sizeOf(tx: Tx, taskId: string): Promise<{ deliveries: number; customers: number }> {
  const [row] = await ask<{ deliveries: number; customers: number }>(
    tx,
    `select coalesce(sum(total), 0)::int as deliveries, count(distinct application_id)::int as customers
     from fleet_replay_share where task_id = $1::uuid`,
    [taskId],
  );
  return row ?? { deliveries: 0, customers: 0 };
}

type Counts = { succeeded: number; failed: number; skipped: number };

/** Counts by endpoint what the task has counted as a whole. */
export async function settleShares(
  tx: Tx,
  taskId: string,
  { items, ids }: { items: QueuedItem[]; ids: Record<Settlement, string[]> },
): Promise<void> {
  const endpointOf = new Map(items.map(({ delivery_id, endpoint_id }) => [delivery_id, endpoint_id]));
  const counts = new Map<string, Counts>();
  for (const settlement of ["succeeded", "failed", "skipped"] as const) {
    for (const id of ids[settlement]) {
      const endpointId = endpointOf.get(id) ?? "";
      const count = counts.get(endpointId) ?? { succeeded: 0, failed: 0, skipped: 0 };
      counts.set(endpointId, { ...count, [settlement]: count[settlement] + 1 });
    }
  }
  const rows = [...counts];
  const column = (name: keyof Counts) => rows.map(([, count]) => count[name]);
  await ask(
    tx,
    `update fleet_replay_share s set succeeded = s.succeeded + n.succeeded, failed = s.failed + n.failed, skipped = s.skipped + n.skipped
     from unnest($2::uuid[], $3::int[], $4::int[], $5::int[]) as n(endpoint_id, succeeded, failed, skipped)
     where s.task_id = $1::uuid and s.endpoint_id = n.endpoint_id`,
    [taskId, rows.map(([id]) => id), column("succeeded"), column("failed"), column("skipped")],
  );
}

/** What is left of endpoints that were deleted is given up. @returns how many */
export async function giveUpShares(tx: Tx, taskId: string, endpointIds: string[]): Promise<number> {
  const [row] = await ask<{ n: number }>(
    tx,
    `with gone as (
       delete from background_task_item where task_id = $1::uuid and state = 0 and endpoint_id = any ($2::uuid[]) returning endpoint_id
     ),
     counted as (
       update fleet_replay_share s set skipped = s.skipped + g.n from (select endpoint_id, count(*)::int as n from gone group by 1) g
       where s.task_id = $1::uuid and s.endpoint_id = g.endpoint_id
     ),
     summed as (
       update background_task set skipped = skipped + (select count(*) from gone), updated_at = now() where id = $1::uuid
     )
     select count(*)::int as n from gone`,
    [taskId, endpointIds],
  );
  return row?.n ?? 0;
}
