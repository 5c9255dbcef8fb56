import type { Stack } from "@/bench/stack.ts";

export const DAYS = 14;
export const RARE_TYPE = "rare.one";
const ENDPOINTS = 2_000;
const APPLICATIONS = 200;
const PENDING = 20_000;
const PARALLEL = 4;

/** One draw for each row: endpoint by a skew (the busiest has one row of seven), type, outcome; evenly over the day. */
const DRAWN = `
draw as (
  select n, 1 + floor(${ENDPOINTS} * power(random(), 4))::int as e, random() as luck, random() as type_luck,
    $3::timestamptz + n * interval '1 day' / $4::int as at
  from generate_series(0, $4::int - 1) n offset 0
),
drawn as (
  select uuid_v7(at) as id, ($1::uuid[])[e] as endpoint_id, ($2::uuid[])[1 + e % ${APPLICATIONS}] as application_id, gen_random_uuid() as other,
    case when type_luck < 0.0005 then '${RARE_TYPE}' else 'type.' || floor(type_luck * 20)::int end as event_type, luck, at
  from draw
)`;

const ATTEMPTS = `
with ${DRAWN}
insert into attempt (id, application_id, endpoint_id, endpoint_version, message_id, delivery_id, event_type, number, trigger, status, class, cause,
  status_code, started_at, duration_ms, queue_ms, wait_ms, body_ms, reused, remote_address, response_body)
select id, application_id, endpoint_id, 1, other, other, event_type, 1, case when luck < 0.002 then 1 when luck < 0.004 then 2 else 0 end,
  case when luck < 0.95 then 0 else 2 end, case when luck < 0.95 then 0 when luck < 0.995 then 5 else 19 end,
  case when luck >= 0.995 then $5::int end, case when luck < 0.95 then 200 when luck < 0.985 then 500 when luck < 0.995 then 503 end,
  at, 20, 1, 18, 1, true, '127.0.0.1', 'ok'
from drawn`;

const DELIVERIES = `
with ${DRAWN}
insert into delivery_history (id, status, application_id, endpoint_id, message_id, event_type, is_test, attempt_count, budget_used, rail, last_class,
  last_cause, last_status_code, last_duration_ms, reason, finished_at)
select id, case when luck < 0.96 then 1 when luck < 0.999 then 2 else 3 end, application_id, endpoint_id, other, event_type,
  luck between 0.002 and 0.004, 1, 1, case when luck < 0.002 then '{4,1}' when luck < 0.96 then '{0}' else '{4}' end::int[], 0,
  case when luck >= 0.995 then $5::int end, case when luck < 0.96 then 200 when luck < 0.985 then 500 when luck < 0.995 then 503 end, 20, null, at
from drawn`;

const ROLLUP = `
insert into endpoint_rollup (endpoint_id, bucket, application_id, delivered, retrying, failed, duration_ms_sum, duration_count)
select ($1::uuid[])[e], b, ($2::uuid[])[1 + e % ${APPLICATIONS}], 20, 0, 1, 400, 21
from generate_series(1, ${ENDPOINTS}) e, generate_series(date_bin('30 minutes', now(), '2000-01-01') - interval '${DAYS} days', now(), interval '30 minutes') b`;

const RETRYING = `
insert into delivery_pending (id, status, application_id, endpoint_id, message_id, event_type, attempt_count, rail, last_cause, next_at, trigger)
select uuid_v7(now() - n * interval '1 second'), 0, ($2::uuid[])[1 + e % ${APPLICATIONS}], ($1::uuid[])[e], gen_random_uuid(), 'type.1', 1, '{4}', $3::int,
  now() + interval '1 day', 0
from (select n, 1 + floor(${ENDPOINTS} * power(random(), 4))::int as e from generate_series(1, ${PENDING}) n offset 0) drawn`;

export interface Seeded {
  /** The first day, at midnight UTC. */
  firstDay: Date;
  /** The busiest endpoint first; endpoint i belongs to application (i + 1) % their number. */
  endpointIds: string[];
  applicationIds: string[];
}

async function makeOwners(stack: Stack): Promise<Pick<Seeded, "applicationIds" | "endpointIds">> {
  const uuids = async (count: number): Promise<string[]> => {
    const { rows } = await stack.pool.query<{ id: string }>("select uuid_v7() as id from generate_series(1, $1)", [
      count,
    ]);
    return rows.map((row) => row.id);
  };
  const applicationIds = await uuids(APPLICATIONS);
  const endpointIds = await uuids(ENDPOINTS);
  await stack.pool.query(
    "insert into application (id, organization_id, name) select id, 'org_default', 'Bench' from unnest($1::uuid[]) id",
    [applicationIds],
  );
  await stack.pool.query(
    `with e as (
       insert into endpoint (id, application_id, url)
       select id, ($2::uuid[])[1 + n % ${APPLICATIONS}], 'http://127.0.0.1/' from unnest($1::uuid[]) with ordinality e(id, n)
       returning id, url
     )
     insert into endpoint_version (endpoint_id, version, url) select id, 1, url from e`,
    [endpointIds, applicationIds],
  );
  return { applicationIds, endpointIds };
}

/** Fills 14 whole days, the last of them yesterday, with so many attempts and as many deliveries. */
export async function seedLogs(stack: Stack, attempts: number, timeoutCause: number): Promise<Seeded> {
  const { rows } = await stack.pool.query<{ first: Date }>(
    `select create_partitions((now() at time zone 'UTC')::date - ${DAYS}, (now() at time zone 'UTC')::date + 7),
       ((now() at time zone 'UTC')::date - ${DAYS})::timestamp at time zone 'UTC' as first`,
  );
  const firstDay = rows[0]?.first ?? new Date();
  const owners = await makeOwners(stack);
  const both = [owners.endpointIds, owners.applicationIds];
  const perDay = Math.ceil(attempts / DAYS);
  const statements = Array.from({ length: DAYS }, (_, day) => new Date(firstDay.getTime() + day * 86_400_000)).flatMap(
    (day) => [ATTEMPTS, DELIVERIES].map((sql) => ({ sql, values: [...both, day, perDay, timeoutCause] })),
  );
  const fill = async () => {
    for (let next = statements.shift(); next; next = statements.shift()) await stack.pool.query(next.sql, next.values);
  };
  await Promise.all(Array.from({ length: PARALLEL }, fill));
  await stack.pool.query(ROLLUP, both);
  await stack.pool.query(RETRYING, [...both, timeoutCause]);
  await stack.pool.query("vacuum analyze");
  return { firstDay, ...owners };
}
