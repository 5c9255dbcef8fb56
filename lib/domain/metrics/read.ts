import { pool } from "@/lib/db.ts";
import { IS_CANCELING } from "@/lib/domain/deliveries/cancel-chunk.ts";
import { IS_BATCHED, IS_DUE_KIND, IS_IN_LINE } from "@/lib/domain/deliveries/pending-kinds.ts";

/** Beyond that nothing is counted: a reading costs the same with a million rows as with a hundred thousand. */
export const MAX_COUNTED = 100_000;
const WORKER_SEEN_WITHIN_SECONDS = 15;

const WAITS = ["canceling", "paused", "breaker", "retry", "scheduled"] as const;
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
const KINDS = [
  ["usual", IS_DUE_KIND],
  ["line", IS_IN_LINE],
  ["batched", IS_BATCHED],
] as const;
const IS_DUE = "d.next_at <= now() and d.lease_token is null";
const ENDPOINTS = `${KINDS.map(([name, kind]) => endpointsWith(name, kind)).join(",\n")},
endpoints as materialized (
  select e.id, case when ${IS_CANCELING} then 'canceling' when e.paused_at is not null or a.suspended_at is not null then 'paused'
    when h.breaker_state > 0 then 'breaker' end as hold
  from (select endpoint_id from usual union select endpoint_id from line union select endpoint_id from batched) k
  join endpoint e on e.id = k.endpoint_id join application a on a.id = e.application_id
  left join endpoint_health h on h.endpoint_id = e.id
)`;
/** Rows of an endpoint, of each kind. The limit within leaves the planner nothing but the kind's index. */
const rowsOf = (condition: string, rest: string) =>
  KINDS.map(
    ([, kind]) =>
      `(select d.next_at, d.attempt_count from delivery_pending d where ${kind} and d.endpoint_id = e.id and ${condition} ${rest})`,
  ).join(" union all ");

/** Of the oldest row of each endpoint: the longest wait is exact, however many rows there are. */
const OLDEST = `select max(extract(epoch from now() - d.next_at))::float8 as seconds
from endpoints e cross join lateral (${rowsOf(IS_DUE, "order by d.next_at limit 1")}) d where e.hold is null`;

const OLDEST_OF = `with recursive ${ENDPOINTS} ${OLDEST} and ($1::text is null or exists (
  select from endpoint o join application a on a.id = o.application_id where o.id = e.id and a.organization_id = $1))`;

/**
 * One statement: looking for the endpoints takes longer than most of what is asked of them. Each hold is counted up to
 * the limit by itself: a million that are paused must not hide what is due.
 */
const QUEUE = `with recursive ${ENDPOINTS},
due as (
  select k.hold, c.count from (values ('none'), ('canceling'), ('paused'), ('breaker')) as k(hold)
  cross join lateral (
    select count(*)::integer as count from (
      select 1 from endpoints e cross join lateral (${rowsOf(IS_DUE, `limit ${MAX_COUNTED}`)}) d
      where coalesce(e.hold, 'none') = k.hold limit ${MAX_COUNTED}
    ) counted
  ) c
),
later as (
  select case when attempt_count > 0 then 'retry' else 'scheduled' end as wait, count(*)::integer as count from (
    select d.attempt_count from endpoints e cross join lateral (${rowsOf("d.next_at > now()", `limit ${MAX_COUNTED}`)}) d limit ${MAX_COUNTED}
  ) counted group by 1
)
select (select json_object_agg(hold, count) from due) as due, (select json_object_agg(wait, count) from later) as later,
  (${OLDEST}) as oldest_seconds`;

/** How long the oldest delivery that nothing holds back has been due, for an organization or for all; null for none. */
export async function readOldestDueSeconds(organizationId: string | undefined): Promise<number | null> {
  const { rows } = await pool().query<{ seconds: number | null }>(OLDEST_OF, [organizationId ?? null]);
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

/** What waits, and what for. */
export async function readQueue(): Promise<Pick<Metrics, "due" | "oldestDueSeconds" | "waiting">> {
  const { rows } = await pool().query<{
    due: Record<"none" | "canceling" | "paused" | "breaker", number>;
    later: Partial<Record<"retry" | "scheduled", number>> | null;
    oldest_seconds: number | null;
  }>(QUEUE);
  const { due, later, oldest_seconds } = rows[0] ?? { later: null, oldest_seconds: null };
  return {
    due: due?.none ?? 0,
    oldestDueSeconds: Math.max(0, oldest_seconds ?? 0),
    waiting: {
      canceling: due?.canceling ?? 0,
      paused: due?.paused ?? 0,
      breaker: due?.breaker ?? 0,
      retry: later?.retry ?? 0,
      scheduled: later?.scheduled ?? 0,
    },
  };
}

/** What an operator's monitoring asks for every few seconds. */
export async function readMetrics(): Promise<Metrics> {
  const [queue, others] = await Promise.all([
    readQueue(),
    pool().query<{ open: number; half_open: number; dead_letters: number; workers: number; in_flight: number }>(OTHERS),
  ]);
  const [other] = others.rows;
  return {
    ...queue,
    breakers: { open: other?.open ?? 0, half_open: other?.half_open ?? 0 },
    deadLetters: other?.dead_letters ?? 0,
    workers: other?.workers ?? 0,
    inFlight: other?.in_flight ?? 0,
  };
}
