import type { Stack } from "@/bench/stack.ts";

export const DAYS = 14;
export const RARE_TYPE = "rare.one";
const ENDPOINTS = 20;
const PARALLEL = 4;

/**
 * A part of a day of one application: messages with their deliveries and tries. The busiest endpoint has almost half of
 * them; one in twenty fails, as it does where somebody looks for a cause.
 */
const DELIVERIES = `
with draw as (
  select 1 + floor(${ENDPOINTS} * power(random(), 4))::int as e, random() as luck, random() as type_luck,
    $3::timestamptz + n * interval '6 hours' / $4::int as at
  from generate_series(0, $4::int - 1) n offset 0
),
drawn as materialized (
  select uuid_v7(at) as id, uuid_v7(at - interval '5 milliseconds') as message_id, ($1::uuid[])[e] as endpoint_id, luck, at,
    case when type_luck < 0.0005 then '${RARE_TYPE}' else 'type.' || floor(type_luck * 20)::int end as event_type
  from draw
),
messages as (
  insert into message (id, application_id, event_type, payload, created_at)
  select message_id, $2, event_type, '{"order":"' || message_id || '","amount":1200,"currency":"eur"}', at from drawn
),
tries as (
  insert into attempt (id, application_id, endpoint_id, endpoint_version, message_id, delivery_id, event_type, number, trigger, status, class,
    cause, status_code, started_at, duration_ms, queue_ms, wait_ms, body_ms, reused, remote_address, response_body)
  select uuid_v7(at + interval '1 millisecond'), $2, endpoint_id, 1, message_id, id, event_type, 1, 0, case when luck < 0.95 then 0 else 2 end,
    case when luck < 0.95 then 0 when luck < 0.995 then 5 else 19 end, case when luck >= 0.995 then $5::int end,
    case when luck < 0.95 then 200 when luck < 0.985 then 500 when luck < 0.995 then 503 end, at, 20, 1, 18, 1, true, '127.0.0.1', 'ok'
  from drawn
)
insert into delivery_history (id, status, application_id, endpoint_id, message_id, event_type, is_test, attempt_count, budget_used, rail, last_class,
  last_cause, last_status_code, last_duration_ms, reason, finished_at)
select id, case when luck < 0.95 then 1 when luck < 0.999 then 2 else 3 end, $2, endpoint_id, message_id, event_type, false, 1, 1,
  case when luck < 0.95 then '{0}' else '{4}' end::int[], 0, case when luck >= 0.995 then $5::int end,
  case when luck < 0.95 then 200 when luck < 0.985 then 500 when luck < 0.995 then 503 end, 20, null, at
from drawn`;

/** As the statement that records tries writes them. */
const ROLLUP = `
insert into endpoint_rollup (endpoint_id, bucket, application_id, delivered, retrying, failed, duration_ms_sum, duration_count)
select endpoint_id, date_bin('30 minutes', finished_at, '2000-01-01'), application_id, count(*) filter (where status = 1), 0,
  count(*) filter (where status = 2), sum(last_duration_ms), count(*)
from delivery_history where application_id = $1 group by 1, 2, 3`;

export interface SeededExplorer {
  applicationId: string;
  /** The busiest first. */
  endpointIds: string[];
  firstDay: Date;
  days: number;
}

/** Fills the days before today with so many deliveries of one application. */
export async function seedExplorer(
  stack: Stack,
  deliveries: number,
  timeoutCause: number,
  days = DAYS,
): Promise<SeededExplorer> {
  const { rows } = await stack.pool.query<{ first: Date }>(
    `select create_partitions((now() at time zone 'UTC')::date - $1::int, (now() at time zone 'UTC')::date + 7),
       ((now() at time zone 'UTC')::date - $1::int)::timestamp at time zone 'UTC' as first`,
    [days],
  );
  const firstDay = rows[0]?.first ?? new Date();
  const { applicationId, endpointIds } = await stack.makeApplication(
    Array.from({ length: ENDPOINTS }, (_, i) => `http://127.0.0.1:9/${i}`),
  );
  const parts = Array.from({ length: days * 4 }, (_, i) => new Date(firstDay.getTime() + i * 6 * 3_600_000));
  const perPart = Math.ceil(deliveries / parts.length);
  const values = (part: Date) => [endpointIds, applicationId, part, perPart, timeoutCause];
  const fill = async () => {
    for (let next = parts.shift(); next; next = parts.shift()) await stack.pool.query(DELIVERIES, values(next));
  };
  await Promise.all(Array.from({ length: PARALLEL }, fill));
  await stack.pool.query(ROLLUP, [applicationId]);
  await stack.pool.query("vacuum analyze");
  return { applicationId, endpointIds, firstDay, days };
}
