import type { Tx } from "@/lib/db.ts";
import { settleShares } from "@/lib/domain/replays/fleet/shares.ts";
import { takeBackQueued } from "@/lib/domain/replays/take-back.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import type { TaskRow } from "@/lib/domain/tasks/row.ts";
import { attemptClassCode } from "@/lib/webhook/attempt-class.ts";

/** A queued item and what its delivery is like now. */
export interface QueuedItem {
  delivery_id: string;
  endpoint_id: string;
  /** null: the delivery is past retention. */
  status: number | null;
  /** Tries since it was queued. */
  tries: number;
  /** Its extra try is still to come or under way. */
  is_asked: boolean;
  lease_token: number | null;
  trigger: number | null;
  last_cause: number | null;
  /** Its last try was not sent: a transformation canceled it. */
  canceled: boolean;
  /** Its last try did; one that was delivered before stays delivered when its replay fails. */
  succeeded: boolean;
  endpoint_off: boolean;
  /** Its endpoint sends batches by now, which it does not go in. */
  has_batches: boolean;
}

export type Settlement = "queued" | "succeeded" | "failed" | "skipped" | "wait_again" | "take_back";

/** What became of it. `wait_again`: given up untried, because its endpoint is off; it can go once that is on again. */
function settlementOf(item: QueuedItem): Settlement {
  if (item.status === null) return "skipped";
  if (item.canceled) return "skipped";
  if (item.status === 1) return item.tries === 0 ? "skipped" : item.succeeded ? "succeeded" : "failed";
  if (item.status === 0) {
    if (!item.is_asked) return item.tries > 0 ? "failed" : "skipped";
    return item.has_batches && item.trigger === 0 && item.lease_token === null ? "take_back" : "queued";
  }
  if (item.tries > 0) return "failed";
  return item.endpoint_off ? "wait_again" : "skipped";
}

/** How many are looked at in a step; no more are queued at once. */
export const MAX_QUEUED = 2_000;

const LOOK = `
select i.delivery_id, i.endpoint_id, d.status, coalesce(d.attempt_count - i.attempt_count, 0) as tries, d.return_status is not null or d.retry_at is not null as is_asked,
  d.lease_token, d.trigger, d.last_cause, coalesce(d.last_class = ${attemptClassCode("success")}, false) as succeeded,
  coalesce(d.attempt_count > i.attempt_count and (d.rail[cardinality(d.rail)] >> 2) & 3 = 2, false) as canceled,
  e.disabled_at is not null as endpoint_off, e.batch_wait_ms is not null as has_batches
from background_task_item i
join endpoint e on e.id = i.endpoint_id
left join lateral (
  select status, attempt_count, return_status, retry_at, lease_token, trigger, last_cause, last_class, rail from delivery where id = i.delivery_id limit 1
) d on true
where i.task_id = $1::uuid and i.state = 1 order by i.delivery_id limit ${MAX_QUEUED}`;

/** Looks what became of the items that are queued, and counts them. @returns how many are queued no longer */
export async function settleItems(tx: Tx, task: TaskRow): Promise<number> {
  if (task.queued === 0) return 0;
  const items = await ask<QueuedItem>(tx, LOOK, [task.id]);
  const ids: Record<Settlement, string[]> = {
    queued: [],
    succeeded: [],
    failed: [],
    skipped: [],
    wait_again: [],
    take_back: [],
  };
  const causes = { ...task.causes };
  for (const item of items) {
    const settlement = settlementOf(item);
    ids[settlement].push(item.delivery_id);
    if (settlement === "failed") {
      const code = String(item.last_cause ?? "");
      causes[code] = (causes[code] ?? 0) + 1;
    }
  }
  const gone = items.length - ids.queued.length - ids.take_back.length;
  if (gone > 0) await write(tx, task.id, { ids, causes });
  if (gone > 0 && task.application_id === null) await settleShares(tx, task.id, { items, ids });
  if (ids.take_back.length > 0) await takeBackQueued(tx, task.id, ids.take_back);
  return gone + ids.take_back.length;
}

async function write(
  tx: Tx,
  taskId: string,
  { ids, causes }: { ids: Record<Settlement, string[]>; causes: Record<string, number> },
): Promise<void> {
  const { succeeded, failed, skipped, wait_again } = ids;
  await ask(tx, "delete from background_task_item where task_id = $1 and delivery_id = any ($2::uuid[])", [
    taskId,
    [...succeeded, ...skipped],
  ]);
  await ask(tx, "update background_task_item set state = 2 where task_id = $1 and delivery_id = any ($2::uuid[])", [
    taskId,
    failed,
  ]);
  // It ended anew without a try: from now on that is what it was.
  await ask(
    tx,
    `update background_task_item i set state = 0, finished_at = d.finished_at, message_id = null from delivery_history d
     where i.task_id = $1 and i.delivery_id = any ($2::uuid[]) and d.id = i.delivery_id`,
    [taskId, wait_again],
  );
  await ask(
    tx,
    `update background_task set queued = queued - $2::int, succeeded = succeeded + $3::int, failed = failed + $4::int, skipped = skipped + $5::int,
       causes = $6::jsonb, updated_at = now() where id = $1`,
    [
      taskId,
      succeeded.length + failed.length + skipped.length + wait_again.length,
      succeeded.length,
      failed.length,
      skipped.length,
      JSON.stringify(causes),
    ],
  );
}
