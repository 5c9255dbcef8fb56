import { pool } from "@/lib/db.ts";
import { IS_BATCHED, IS_DUE_KIND, IS_IN_LINE } from "@/lib/domain/deliveries/pending-kinds.ts";

/** Beyond that nothing is counted: a reading costs the same with a million rows as with a hundred thousand. */
export const MAX_COUNTED = 100_000;
const WORKER_SEEN_WITHIN_SECONDS = 15;

const WAITS = ["paused", "breaker", "retry", "scheduled"] as const;
type Wait = (typeof WAITS)[number];

export interface Metrics {
  breakers: { open: number; half_open: number };
  due: number;
  oldestDueSeconds: number;
  waiting: Record<Wait, number>;
  deadLetters: number;
  workers: number;
  inFlight: number;
}

/** Endpoints that have rows of a kind, found by skipping from one to the next on its index. */
const endpointsWith = (name: string, kind: string) => `${name} as (
  (select d.endpoint_id from delivery_pending d where ${kind} order by d.endpoint_id limit 1)
  union all
  select (select d.endpoint_id from delivery_pending d where ${kind} and d.endpoint_id > ${name}.endpoint_id order by d.endpoint_id limit 1)
  from ${name} where ${name}.endpoint_id is not null
)`;
const rowsOf = (name: string, kind: string, condition: string) => `
  select e.hold, r.* from ${name} k
  join endpoints e on e.id = k.endpoint_id
  cross join lateral (
    select d.next_at, d.attempt_count from delivery_pending d
    where ${kind} and d.endpoint_id = k.endpoint_id and ${condition} limit ${MAX_COUNTED}
  ) r`;
const kinds = [
  ["usual", IS_DUE_KIND],
  ["line", IS_IN_LINE],
  ["batched", IS_BATCHED],
] as const;
const IS_DUE = "d.next_at <= now() and d.lease_token is null";
const allRows = (condition: string) => kinds.map(([name, kind]) => rowsOf(name, kind, condition)).join(" union all ");
const withEndpoints = `with recursive ${kinds.map(([name, kind]) => endpointsWith(name, kind)).join(",\n")},
endpoints as materialized (
  select e.id, case when e.paused_at is not null then 'paused' when h.breaker_state > 0 then 'breaker' end as hold
  from (select endpoint_id from usual union select endpoint_id from line union select endpoint_id from batched) k
  join endpoint e on e.id = k.endpoint_id
  left join endpoint_health h on h.endpoint_id = e.id
)`;

/** What is due, by what holds it back. */
const DUE = `${withEndpoints}
select hold, count(*)::integer as count, extract(epoch from now() - min(next_at))::float8 as oldest_seconds
from (select * from (${allRows(IS_DUE)}) rows limit ${MAX_COUNTED}) counted group by hold`;

const LATER = `${withEndpoints}
select attempt_count > 0 as is_retry, count(*)::integer as count
from (select * from (${allRows("d.next_at > now()")}) rows limit ${MAX_COUNTED}) counted group by 1`;

/** Of the oldest row of each endpoint: the longest wait is exact, however many rows there are. */
const OLDEST = `${withEndpoints}
select max(extract(epoch from now() - d.next_at))::float8 as seconds
from endpoints e
cross join lateral (
  ${kinds
    .map(
      ([, kind]) =>
        `(select d.next_at from delivery_pending d where ${kind} and d.endpoint_id = e.id and ${IS_DUE} order by d.next_at limit 1)`,
    )
    .join(" union all ")}
) d where e.hold is null and ($1::text is null or exists (
  select from endpoint o join application a on a.id = o.application_id where o.id = e.id and a.organization_id = $1))`;

/** How long the oldest delivery that nothing holds back has been due, for an organization or for all; null for none. */
export async function readOldestDueSeconds(organizationId: string | undefined): Promise<number | null> {
  const { rows } = await pool().query<{ seconds: number | null }>(OLDEST, [organizationId ?? null]);
  return rows[0]?.seconds ?? null;
}

const OTHERS = `
select
  (select count(*) from endpoint_health h join endpoint e on e.id = h.endpoint_id
   where h.breaker_state > 0 and h.breaker_state = 1 and e.disabled_at is null and e.deleted_at is null)::integer as open,
  (select count(*) from endpoint_health h join endpoint e on e.id = h.endpoint_id
   where h.breaker_state > 0 and h.breaker_state = 2 and e.disabled_at is null and e.deleted_at is null)::integer as half_open,
  (select count(*) from (select 1 from delivery_history where status = 2 limit ${MAX_COUNTED}) f)::integer as dead_letters,
  count(*)::integer as workers, coalesce(sum(in_flight), 0)::integer as in_flight
from worker where seen_at > now() - make_interval(secs => ${WORKER_SEEN_WITHIN_SECONDS})`;

/** What an operator's monitoring asks for every few seconds. */
export async function readMetrics(): Promise<Metrics> {
  const [due, later, oldest, others] = await Promise.all([
    pool().query<{ hold: "paused" | "breaker" | null; count: number }>(DUE),
    pool().query<{ is_retry: boolean; count: number }>(LATER),
    readOldestDueSeconds(undefined),
    pool().query<{ open: number; half_open: number; dead_letters: number; workers: number; in_flight: number }>(OTHERS),
  ]);
  const held = (hold: "paused" | "breaker" | null) => due.rows.find((row) => row.hold === hold)?.count ?? 0;
  const ahead = (isRetry: boolean) => later.rows.find((row) => row.is_retry === isRetry)?.count ?? 0;
  const [other] = others.rows;
  return {
    breakers: { open: other?.open ?? 0, half_open: other?.half_open ?? 0 },
    due: held(null),
    oldestDueSeconds: Math.max(0, oldest ?? 0),
    waiting: { paused: held("paused"), breaker: held("breaker"), retry: ahead(true), scheduled: ahead(false) },
    deadLetters: other?.dead_letters ?? 0,
    workers: other?.workers ?? 0,
    inFlight: other?.in_flight ?? 0,
  };
}
