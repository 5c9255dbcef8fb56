import type { Tx } from "@/lib/db.ts";
import { MADE_SINCE } from "@/lib/domain/replays/scan.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { wake } from "@/lib/queue.ts";

// A delivery that a task replays gets one extra try, as one that a person replays singly. It differs in how it is claimed: like a
// scheduled one, so that the pace, the pause and the breaker of its endpoint hold for it, and what is new is not behind it. What goes
// in batches, or went in one, is sent alone, and therefore claimed like a single replay.
const TRIGGER = "(d.batch_id is not null or e.batch_wait_ms is not null)::int";
const KEPT = "exists (select 1 from message m where m.id = d.message_id and m.payload is not null)";

/** Ended ones, if nothing has become of them since: back to pending. */
const ENDED = `
with taken as (
  delete from delivery_history d using background_task_item i, endpoint e
  where d.id = any ($2::uuid[]) and i.task_id = $1::uuid and i.delivery_id = d.id and i.message_id is null and d.finished_at = i.finished_at
    and e.id = d.endpoint_id and ${KEPT}
  returning d.*, ${TRIGGER} as trigger_now
)
insert into delivery_pending (id, status, application_id, endpoint_id, message_id, event_type, is_test, attempt_count, budget_used, rail,
  last_class, last_cause, last_status_code, last_duration_ms, batch_id, next_at, trigger, requested_by, return_status)
select id, 0, application_id, endpoint_id, message_id, event_type, is_test, attempt_count, budget_used, rail,
  last_class, last_cause, last_status_code, last_duration_ms, batch_id, now(), trigger_now, $3, status
from taken returning id, endpoint_id`;

/** Those that wait for a retry: due now, their retry put off. */
const WAITING = `
update delivery_pending d set retry_at = d.next_at, next_at = now(), trigger = ${TRIGGER}, requested_by = $3
from background_task_item i, endpoint e
where d.id = any ($2::uuid[]) and i.task_id = $1::uuid and i.delivery_id = d.id and i.finished_at is null and i.message_id is null
  and e.id = d.endpoint_id and d.lease_token is null and d.trigger = 0 and d.retry_at is null and d.return_status is null and ${KEPT}
returning d.id, d.endpoint_id`;

/** Whoever replays a message that was never routed takes the same lock, so that it gets one delivery only. */
const LOCK_NEW = `
select pg_advisory_xact_lock(hashtextextended(i.message_id::text || i.endpoint_id::text, 0))
from (select message_id, endpoint_id from background_task_item
  where task_id = $1::uuid and delivery_id = any ($2::uuid[]) and message_id is not null order by message_id) i`;

/** Deliveries that never were. Counted as failed until their one try succeeds. */
const NEW = `
with fresh as materialized (
  select d.delivery_id as id, m.application_id, d.endpoint_id, m.id as message_id, m.event_type, (e.batch_wait_ms is not null)::int as trigger_now
  from background_task_item d
  join endpoint e on e.id = d.endpoint_id
  cross join lateral (
    select id, application_id, event_type from message where id = d.message_id and application_id = e.application_id and payload is not null limit 1
  ) m
  where d.task_id = $1::uuid and d.delivery_id = any ($2::uuid[]) and d.message_id is not null
    and not exists (
      select 1 from delivery x where x.message_id = d.message_id and x.endpoint_id = d.endpoint_id and ${MADE_SINCE("d.message_id").replace("d.id", "x.id")})
),
counted as (
  insert into endpoint_rollup as r (endpoint_id, bucket, application_id, failed)
  select endpoint_id, date_bin('30 minutes', uuid_v7_time(id), timestamptz '2000-01-01'), application_id, count(*)
  from fresh group by 1, 2, 3 order by 1, 2
  on conflict (endpoint_id, bucket) do update set failed = r.failed + excluded.failed
)
insert into delivery_pending (id, status, application_id, endpoint_id, message_id, event_type, is_test, next_at, trigger, requested_by, return_status)
select id, 0, application_id, endpoint_id, message_id, event_type, false, now(), trigger_now, $3, 2 from fresh
on conflict do nothing
returning id, endpoint_id`;

export interface QueuedRow {
  id: string;
  endpoint_id: string;
}

/**
 * Hands items of a replay to the worker, each in the state that it was found in or not at all.
 * @returns what was queued; the others are no longer part of it
 */
export async function queueItems(
  tx: Tx,
  input: { taskId: string; deliveryIds: string[]; requestedBy: string },
): Promise<QueuedRow[]> {
  const { taskId, deliveryIds, requestedBy } = input;
  if (deliveryIds.length === 0) return [];
  await tx.$executeRawUnsafe(LOCK_NEW, taskId, deliveryIds);
  const queued: QueuedRow[] = [];
  for (const sql of [ENDED, WAITING, NEW])
    queued.push(...(await ask<QueuedRow>(tx, sql, [taskId, deliveryIds, requestedBy])));
  const ids = queued.map(({ id }) => id);
  await ask(
    tx,
    "update background_task_item set state = 1 where task_id = $1::uuid and delivery_id = any ($2::uuid[])",
    [taskId, ids],
  );
  await ask(
    tx,
    "delete from background_task_item where task_id = $1::uuid and state = 0 and delivery_id = any ($2::uuid[])",
    [taskId, deliveryIds],
  );
  if (queued.length > 0) await wake(tx, [...new Set(queued.map(({ endpoint_id }) => endpoint_id))]);
  return queued;
}
