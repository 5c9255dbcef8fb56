import type { Tx } from "@/lib/db.ts";
import { reasonCode } from "@/lib/domain/deliveries/reason.ts";
import { eraseRequestsUnscoped } from "@/lib/domain/messages/erase-requests.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { uuidFloor, uuidTime } from "@/lib/ids.ts";
import { holdBack } from "@/lib/queue.ts";

/** What stands where a reply was: the word that clients of the wire protocol know. */
export const EXPUNGED = "EXPUNGED";
/** Columns of `attempt` without what the receiver said; an attempt that got or kept no reply has nothing to lose. */
export const WITHOUT_REPLY = `response_body = '${EXPUNGED}', response_headers = '{}', response_base64 = false, response_truncated = false`;
const CLOCK_SKEW_MS = 5 * 60_000;

const END_WAITING = `
with ended as (
  delete from delivery_pending where application_id = $1::uuid and message_id = any ($2::uuid[]) and lease_token is null returning *
),
counted as (
  update endpoint_rollup r set retrying = r.retrying - c.n
  from (
    select endpoint_id, date_bin('30 minutes', uuid_v7_time(id), timestamptz '2000-01-01') as bucket, count(*)::int as n
    from ended where attempt_count > 0 and return_status is null and not is_test group by 1, 2 order by 1, 2
  ) c
  where r.endpoint_id = c.endpoint_id and r.bucket = c.bucket
)
insert into delivery_history (id, status, application_id, endpoint_id, message_id, event_type, is_test, attempt_count, budget_used, rail,
  last_class, last_cause, last_status_code, last_duration_ms, batch_id, reason, finished_at)
select id, coalesce(return_status, 3), application_id, endpoint_id, message_id, event_type, is_test, attempt_count, budget_used, rail,
  last_class, last_cause, last_status_code, last_duration_ms, batch_id,
  case when coalesce(return_status, 3) = 3 then ${reasonCode("no_payload")}::smallint end, now()
from ended`;

/**
 * Takes the content of messages away: payloads, what was made of them for requests, and the replies to all tries of them, which
 * may repeat it. What waits to be sent
 * ends as canceled. A request that is being made is not called back; when it fails, that is the end of it.
 * @returns the messages that the application has, whether or not they had content left
 */
export async function expungeContent(
  tx: Tx,
  { applicationId, messageIds }: { applicationId: string; messageIds: string[] },
): Promise<string[]> {
  if (messageIds.length === 0) return [];
  const found = await ask<{ id: string; had_payload: boolean }>(
    tx,
    `with found as materialized (
       select id, payload is not null as had_payload from message
       where application_id = $1::uuid and id = any ($2::uuid[]) for no key update
     ),
     erased as (
       update message m set payload = null from found f where m.id = f.id and f.had_payload
     )
     select id, had_payload from found`,
    [applicationId, messageIds],
  );
  const ids = found.map(({ id }) => id);
  if (ids.length === 0) return [];
  await ask(tx, END_WAITING, [applicationId, ids]);
  const since = uuidFloor(Math.min(...ids.map(uuidTime)) - CLOCK_SKEW_MS);
  const sent = await ask<{ endpoint_id: string; batch_id: string | null; is_held: boolean }>(
    tx,
    `select distinct endpoint_id, batch_id, lease_token is not null as is_held from delivery
     where application_id = $1::uuid and message_id = any ($2::uuid[]) and id >= $3::uuid`,
    [applicationId, ids, since],
  );
  const batchIds = sent.flatMap(({ batch_id }) => batch_id ?? []);
  await ask(
    tx,
    `update attempt set ${WITHOUT_REPLY} where application_id = $1::uuid and id >= $3::uuid and response_headers is not null
       and (message_id = any ($2::uuid[]) or batch_id = any ($4::uuid[]))`,
    [applicationId, ids, since, batchIds],
  );
  await eraseRequestsUnscoped(tx, ids);
  // Parameters for transformations go, too. What stays tells since when there is no payload; what went before keeps its reason.
  await ask(tx, "delete from message_option where message_id = any ($1::uuid[]) and payload_gone is null", [ids]);
  await ask(
    tx,
    `insert into message_option (message_id, application_id, payload_gone, payload_gone_at)
     select unnest($2::uuid[]), $1::uuid, 'erased', now() on conflict (message_id) do nothing`,
    [applicationId, found.flatMap(({ id, had_payload }) => (had_payload ? [id] : []))],
  );
  // What a worker has claimed and not begun comes back, and ends.
  const held = [...new Set(sent.filter(({ is_held }) => is_held).map(({ endpoint_id }) => endpoint_id))];
  if (held.length > 0) await holdBack(tx, held);
  return ids;
}
