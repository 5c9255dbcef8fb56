import type { Tx } from "@/lib/db.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";

const QUEUED = `chosen as materialized (
  select i.delivery_id, i.message_id, i.finished_at, i.reason, i.attempt_count, t.requested_by
  from background_task_item i join background_task t on t.id = i.task_id
  where i.task_id = $1::uuid and i.state = 1 and ($2::uuid[] is null or i.delivery_id = any ($2::uuid[]))
)`;
/** Nobody holds it, and it is still the try that the task asked for. */
const UNTOUCHED = `d.id = c.delivery_id and d.lease_token is null and d.requested_by = c.requested_by and d.attempt_count = c.attempt_count`;

/** Back to the state that they had; what the task itself had made is gone again. */
const ENDED = `
with ${QUEUED},
ended as (
  delete from delivery_pending d using chosen c where ${UNTOUCHED} and d.return_status is not null
  returning d.*, c.message_id as new_message_id, c.finished_at as was_finished_at, c.reason as was_reason
),
uncounted as (
  update endpoint_rollup r set failed = r.failed - n.n
  from (
    select endpoint_id, date_bin('30 minutes', uuid_v7_time(id), timestamptz '2000-01-01') as bucket, count(*)::int as n
    from ended where new_message_id is not null group by 1, 2 order by 1, 2
  ) n
  where r.endpoint_id = n.endpoint_id and r.bucket = n.bucket
),
kept as (
  insert into delivery_history (id, status, application_id, endpoint_id, message_id, event_type, is_test, attempt_count, budget_used, rail,
    last_class, last_cause, last_status_code, last_duration_ms, batch_id, reason, finished_at)
  select id, return_status, application_id, endpoint_id, message_id, event_type, is_test, attempt_count, budget_used, rail,
    last_class, last_cause, last_status_code, last_duration_ms, batch_id, was_reason, was_finished_at
  from ended where new_message_id is null
)
select id from ended`;

/** Back to the retry that was put off. */
const WAITING = `
with ${QUEUED}
update delivery_pending d set next_at = d.retry_at, retry_at = null, trigger = 0, requested_by = null
from chosen c where ${UNTOUCHED} and d.return_status is null and d.retry_at is not null
returning d.id`;

/**
 * Takes back what a replay has queued and no worker has begun: as if it had not been queued. What a worker holds goes on.
 * @param deliveryIds null: all of them
 */
export async function takeBackQueued(tx: Tx, taskId: string, deliveryIds: string[] | null = null): Promise<void> {
  const back: string[] = [];
  for (const sql of [ENDED, WAITING]) {
    const rows = await ask<{ id: string }>(tx, sql, [taskId, deliveryIds]);
    back.push(...rows.map(({ id }) => id));
  }
  await ask(
    tx,
    `with back as (
       update background_task_item set state = 0 where task_id = $1::uuid and delivery_id = any ($2::uuid[]) returning 1
     )
     update background_task set queued = queued - (select count(*) from back) where id = $1::uuid`,
    [taskId, back],
  );
}
