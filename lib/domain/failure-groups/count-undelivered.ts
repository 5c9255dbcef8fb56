import type pg from "pg";

/** Above this the newest are counted, and the rest is taken to be like them. */
const MAX_COUNTED = 10_000;

/**
 * Undelivered deliveries of an endpoint by the cause of their last try, and how many there are in all by the roll-ups,
 * which cost the same for ten and for a million.
 */
const UNDELIVERED = `
with pending as (
  select last_cause from (
    -- The oldest have been tried: of a large backlog the rest has not.
    select last_cause, attempt_count, is_test from delivery_pending where endpoint_id = $1 order by id limit ${MAX_COUNTED}
  ) oldest where attempt_count > 0 and not is_test
),
ended as (
  select last_cause from (
    select last_cause, is_test from delivery_history where endpoint_id = $1 and status <> 1 order by id desc limit ${MAX_COUNTED}
  ) newest where last_cause is not null and not is_test
),
counted as (
  select last_cause as cause, count(*)::integer as n from (select * from pending union all select * from ended) undelivered group by 1
),
total as (
  select (select count(*) from pending) >= ${MAX_COUNTED} or (select count(*) from ended) >= ${MAX_COUNTED} as is_cut,
    (select sum(n) from counted) as counted,
    (select sum(retrying + failed) from endpoint_rollup where endpoint_id = $1) as rolled_up
)
update failure_group g set counted_at = $2, undelivered_exact = not t.is_cut,
  undelivered = round(coalesce(c.n, 0) * case when t.is_cut and t.counted > 0 then greatest(t.rolled_up / t.counted, 1) else 1 end)
from total t, failure_group one left join counted c on c.cause = one.cause
where one.endpoint_id = $1 and g.id = one.id`;

/** How many messages the endpoint still has not got, for each of its groups. */
export async function countUndeliveredUnscoped(client: pg.PoolClient, endpointId: string, now: Date): Promise<void> {
  await client.query({ name: "failure-undelivered", text: UNDELIVERED, values: [endpointId, now] });
}
