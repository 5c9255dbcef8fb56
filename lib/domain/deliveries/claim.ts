import { hotPool, type Queryable } from "@/lib/db.ts";
import { IS_CANCELING } from "@/lib/domain/deliveries/cancel-chunk.ts";
import { IS_ASKED, IS_BATCHED, IS_DUE_KIND, IS_FREE, IS_IN_LINE } from "@/lib/domain/deliveries/pending-kinds.ts";

/** A due delivery that this worker holds until its lease ends. Ids are UUIDs. */
export interface ClaimedDelivery {
  id: string;
  application_id: string;
  endpoint_id: string;
  message_id: string;
  event_type: string;
  is_test: boolean;
  attempt_count: number;
  budget_used: number;
  crash_count: number;
  /** 0 scheduled, 1 manual, 2 test */
  trigger: number;
  requested_by: string | null;
  retry_at: Date | null;
  return_status: number | null;
  /** The fencing token: only who still holds it may close the delivery. */
  lease_token: number;
  /** The holder that let the lease run out: it died, or hung for longer than a lease. */
  lost_by: number | null;
  lost_at: Date | null;
  /** How long it lay due, in milliseconds, by the database's clock. */
  queue_ms: number;
  /** null when expunged or expired */
  payload: string | null;
  /** The message's number within its application; null when nobody asked for numbers. */
  message_sequence: number | null;
  endpoint_version: number;
  endpoint_off: boolean;
  endpoint_deleted: boolean;
}

/** What a claim is to take of an endpoint. */
export interface Wanted {
  endpointId: string;
  limit: number;
  /** Past an open breaker: whoever won the right to the one probe. */
  probe?: boolean;
}

export interface LeaseTerms {
  /** Of endpoints without a timeout of their own. */
  leaseMs: number;
  /** What a lease lasts beyond the endpoint's timeout. */
  marginMs: number;
}

/**
 * An endpoint that deliveries wait for: paused, of a suspended application, or its breaker is not closed. What is off or gone is taken, to be ended,
 * unless the job does that which ends many at once.
 */
export const IS_HELD = `(${IS_CANCELING}
  or e.disabled_at is null and e.deleted_at is null and (e.paused_at is not null or a.suspended_at is not null or coalesce(h.breaker_state, 0) > 0))`;

/** Columns that a claim answers of what it holds. */
export const HELD_COLUMNS = `d.id, d.application_id, d.endpoint_id, d.message_id, d.event_type, d.is_test, d.attempt_count, d.budget_used,
    d.crash_count, d.trigger, d.requested_by, d.retry_at, d.return_status, d.lease_token`;
/**
 * After so many workers died with a delivery in their hands it is a suspect. Until then whatever they held counts, sent
 * or not; from then on only a request that was begun does (see countSuspects): where workers die all the time, most of
 * what they held they had not even looked at.
 */
export const SUSPECT_FROM = 2;
export const TAKE = `lease_token = (select value from token), leased_at = now(),
    crash_count = coalesce(d.crash_count, 0) + (d.lease_token is not null and coalesce(d.crash_count, 0) < ${SUSPECT_FROM})::int`;

const taken = (kind: string, limit: string) => `
  select x.*, w.lease_ms from wanted w cross join lateral (
    select d.ctid as place, d.id, d.lease_token as lost_by, d.leased_at as lost_at, d.next_at as due_at from delivery_pending d
    where ${kind} and d.endpoint_id = w.endpoint_id and d.next_at <= now() and ${IS_FREE}
    order by d.next_at, d.id limit ${limit} for update skip locked
  ) x where not w.special`;

/** Without the time by which they are ordered: nobody reads it, and a time takes long to read. */
const ANSWERED = `${HELD_COLUMNS.replaceAll("d.", "h.")}, h.lost_by, h.lost_at`;

/**
 * Takes what is due of several endpoints, each with its own limit, oldest first. A delivery whose worker died is
 * free again by itself when its lease ends. Rows held by others are skipped: any number of
 * workers may claim at once.
 * Rows are found again by their place, which cannot change while they are locked, and payloads one by one: both leave
 * the planner no choice but the index, whatever it believes about a table that fills and empties by the second.
 * Payloads are joined, not selected within a column: PostgreSQL 18 (18.4 too) crashes when a lost race for a row makes it
 * set up again a sub-select, or a part of the `with`, that chooses among partitions as it runs.
 * Endpoints with a rate limit, a line or batches are only named: claimSpecial takes what is theirs.
 */
const CLAIM = `
with wanted as materialized (
  select k.endpoint_id, case when a.suspended_at is null then k.n else 0 end as n, case when ${IS_HELD} and (${IS_CANCELING} or a.suspended_at is not null or not k.probe) then 0 else k.n end as open_n, e.version,
    e.disabled_at is not null as off, e.deleted_at is not null as deleted, coalesce(e.timeout_ms + $4::int, $3::int) as lease_ms,
    e.throttle_rate is not null or e.fifo or e.batch_wait_ms is not null or a.throttle_rate is not null
      or exists (select 1 from delivery_pending d where ${IS_IN_LINE} and d.endpoint_id = k.endpoint_id)
      or exists (select 1 from delivery_pending d where ${IS_BATCHED} and d.endpoint_id = k.endpoint_id) as special
  from unnest($1::uuid[], $2::int[], $5::boolean[]) as k(endpoint_id, n, probe)
  cross join lateral (
    select application_id, version, disabled_at, deleted_at, paused_at, cancel_before, drop_before, timeout_ms, throttle_rate, fifo, batch_wait_ms
    from endpoint where id = k.endpoint_id limit 1
  ) e
  cross join lateral (select throttle_rate, suspended_at from application where id = e.application_id limit 1) a
  left join lateral (select breaker_state from endpoint_health where endpoint_id = k.endpoint_id limit 1) h on true
),
token as materialized (select nextval('delivery_lease_seq') as value),
asked as materialized (${taken(IS_ASKED, "w.n")}
),
due as materialized (${taken(IS_DUE_KIND, "w.open_n")}
),
taken as materialized (select * from asked union all select * from due),
held as (
  update delivery_pending d set ${TAKE}, lease_until = now() + t.lease_ms * interval '1 millisecond'
  from taken t where d.ctid = t.place
  returning ${HELD_COLUMNS}, t.lost_by, t.lost_at, t.due_at
)
select ${ANSWERED}, (extract(epoch from now() - h.due_at) * 1000)::int as queue_ms, m.payload, m.sequence as message_sequence,
  case when w.special then w.endpoint_id end as special_id, w.version as endpoint_version, w.off as endpoint_off, w.deleted as endpoint_deleted
from wanted w
left join held h on h.endpoint_id = w.endpoint_id
left join lateral (select payload, sequence from message where id = h.message_id limit 1) m on true
where h.id is not null or w.special
order by h.due_at, h.id`;

type Row = (ClaimedDelivery | { id: null }) & { special_id: string | null };

/** Takes what is due; `special` names endpoints whose deliveries claimSpecial must take. */
export async function claimDeliveries(
  wanted: Wanted[],
  { leaseMs, marginMs }: LeaseTerms,
): Promise<{ deliveries: ClaimedDelivery[]; special: string[] }> {
  const { rows } = await hotPool().query<Row>({
    name: "claim",
    text: CLAIM,
    values: [
      wanted.map((w) => w.endpointId),
      wanted.map((w) => w.limit),
      leaseMs,
      marginMs,
      wanted.map((w) => w.probe ?? false),
    ],
  });
  const special = rows.flatMap(({ special_id: id }) => (id === null ? [] : [id]));
  return { deliveries: rows.filter((row) => row.id !== null), special };
}

/** Lets go of deliveries without a try; another worker may take them at once. */
export async function releaseDeliveries(
  held: { id: string; lease_token: number }[],
  queryable: Queryable = hotPool(),
): Promise<void> {
  if (held.length === 0) return;
  await queryable.query(
    `update delivery_pending d set lease_token = null, leased_at = null, lease_until = null
     from unnest($1::uuid[], $2::bigint[]) as h(id, token) where d.id = h.id and d.lease_token = h.token`,
    [held.map((h) => h.id), held.map((h) => h.lease_token)],
  );
}

/** Lets go of deliveries for a while: they are due again after the delay. */
export async function postponeDeliveries(held: { id: string; lease_token: number }[], delayMs: number): Promise<void> {
  await hotPool().query(
    `update delivery_pending d set lease_token = null, leased_at = null, lease_until = null, next_at = now() + $3 * interval '1 millisecond'
     from unnest($1::uuid[], $2::bigint[]) as h(id, token) where d.id = h.id and d.lease_token = h.token`,
    [held.map((h) => h.id), held.map((h) => h.lease_token), delayMs],
  );
}

/** Counts against suspects that their requests begin now. An outcome on record takes it back. */
export async function countSuspects(held: { id: string; lease_token: number }[]): Promise<void> {
  await hotPool().query(
    `update delivery_pending d set crash_count = d.crash_count + 1
     from unnest($1::uuid[], $2::bigint[]) as h(id, token) where d.id = h.id and d.lease_token = h.token`,
    [held.map((h) => h.id), held.map((h) => h.lease_token)],
  );
}
