import type { Queryable, Tx } from "@/lib/db.ts";
import { reasonCode } from "@/lib/domain/deliveries/reason.ts";

/** An endpoint `e` of which a part of what waits is still to be ended: nothing of it is sent meanwhile. */
export const IS_CANCELING = "(e.cancel_before is not null or e.drop_before is not null)";

/**
 * While an endpoint is off or gone all that waits for it ends. Once it is on again only what was made before, and not
 * what a person has asked for since.
 */
const IS_CANCELED = `(e.cancel_before is not null and (e.disabled_at is not null or e.deleted_at is not null
  or uuid_v7_time(d.id) <= e.cancel_before and (d.trigger = 0 or d.next_at <= e.cancel_before)))`;
const IS_DROPPED = "(e.drop_before is not null and d.next_at <= e.drop_before)";
const NOT_IN_FLIGHT = "(d.lease_token is null or d.lease_until <= now())";

/**
 * Looks at some pending deliveries in the order of their ids, and ends those that are to end. What is looked at is bounded, not only
 * what is ended: a million retries that stay must not make a chunk long. Rows are deleted by their place: the planner can only go there.
 */
const chunk = (scope: "endpoint_id" | "application_id") => `
with seen as materialized (
  select d.ctid as place, d.id, e.ends, e.reason from (
    select d.ctid, d.* from delivery_pending d where d.${scope} = $1::uuid and d.id > $2::uuid order by d.id limit $3::int
  ) d
  cross join lateral (
    select not d.is_test and ${NOT_IN_FLIGHT} and (${IS_CANCELED} or ${IS_DROPPED}) as ends,
      case when ${IS_CANCELED} then e.cancel_reason else ${reasonCode("dropped")} end as reason
    from endpoint e where e.id = d.endpoint_id limit 1
  ) e
),
ended as (
  delete from delivery_pending d where d.ctid = any (array(select place from seen where ends)) and ${NOT_IN_FLIGHT} returning d.*
),
-- They no longer count as retrying; a replay that was waiting goes back to what it was.
counted as (
  update endpoint_rollup r set retrying = r.retrying - c.n
  from (
    select endpoint_id, date_bin('30 minutes', uuid_v7_time(id), timestamptz '2000-01-01') as bucket, count(*)::int as n
    from ended where attempt_count > 0 and return_status is null group by 1, 2 order by 1, 2
  ) c
  where r.endpoint_id = c.endpoint_id and r.bucket = c.bucket
),
kept as (
  insert into delivery_history (id, status, application_id, endpoint_id, message_id, event_type, is_test, attempt_count, budget_used, rail,
    last_class, last_cause, last_status_code, last_duration_ms, batch_id, reason, finished_at)
  select d.id, coalesce(d.return_status, 3), d.application_id, d.endpoint_id, d.message_id, d.event_type, d.is_test, d.attempt_count,
    d.budget_used, d.rail, d.last_class, d.last_cause, d.last_status_code, d.last_duration_ms, d.batch_id,
    case when coalesce(d.return_status, 3) = 3 then s.reason end, now()
  from ended d join seen s on s.id = d.id
)
select count(*)::int as seen, (select count(*) from ended)::int as ended, max(id::text) as last_id from seen`;

const CHUNKS = { endpoint_id: chunk("endpoint_id"), application_id: chunk("application_id") };
const FIRST = "00000000-0000-0000-0000-000000000000";

export interface Chunk {
  /** Fewer than asked for: it was the last. */
  seen: number;
  ended: number;
  lastId: string;
}

/** Ends a bounded part of what waits, by the marks of its endpoints. What is in flight is left alone. */
export async function cancelChunk(
  tx: Tx | Queryable,
  scope: { endpointId: string } | { applicationId: string },
  { afterId = FIRST, limit }: { afterId?: string; limit: number },
): Promise<Chunk> {
  const sql = "endpointId" in scope ? CHUNKS.endpoint_id : CHUNKS.application_id;
  const values = ["endpointId" in scope ? scope.endpointId : scope.applicationId, afterId, limit];
  type Row = { seen: number; ended: number; last_id: string | null };
  const rows =
    "$queryRawUnsafe" in tx ? await tx.$queryRawUnsafe<Row[]>(sql, ...values) : (await tx.query<Row>(sql, values)).rows;
  const { seen, ended, last_id } = rows[0] ?? { seen: 0, ended: 0, last_id: null };
  return { seen, ended, lastId: last_id ?? afterId };
}
