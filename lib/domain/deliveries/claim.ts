import { hotPool } from "@/lib/db.ts";

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
  endpoint_version: number;
  endpoint_off: boolean;
  endpoint_deleted: boolean;
}

/**
 * Takes what is due of several endpoints, each with its own limit, oldest first. A delivery whose worker died is
 * free again by itself when its lease ends. Rows held by others are skipped: any number of
 * workers may claim at once.
 * Rows are found again by their place, which cannot change while they are locked, and payloads one by one: both leave
 * the planner no choice but the index, whatever it believes about a table that fills and empties by the second.
 */
const CLAIM = `
with wanted as (select * from unnest($1::uuid[], $2::int[]) as k(endpoint_id, n)),
token as materialized (select nextval('delivery_lease_seq') as value),
due as materialized (
  select x.* from wanted k cross join lateral (
    select d.ctid as place, d.id, d.lease_token as lost_by, d.leased_at as lost_at, d.next_at as due_at from delivery_pending d
    where d.endpoint_id = k.endpoint_id and d.next_at <= now() and (d.lease_until is null or d.lease_until <= now())
    order by d.next_at, d.id limit k.n for update skip locked
  ) x
),
held as (
  update delivery_pending d
  set lease_token = (select value from token), leased_at = now(), lease_until = now() + $3 * interval '1 millisecond',
    crash_count = coalesce(d.crash_count, 0) + (d.lease_token is not null)::int
  where d.ctid = any (array(select place from due))
  returning d.id, d.application_id, d.endpoint_id, d.message_id, d.event_type, d.is_test, d.attempt_count, d.budget_used, d.crash_count,
    d.trigger, d.requested_by, d.retry_at, d.return_status, d.lease_token
)
select h.*, due.lost_by, due.lost_at, (extract(epoch from now() - due.due_at) * 1000)::int as queue_ms,
  (select m.payload from message m where m.id = h.message_id) as payload, e.version as endpoint_version,
  e.disabled_at is not null as endpoint_off, e.deleted_at is not null as endpoint_deleted
from held h join due on due.id = h.id join endpoint e on e.id = h.endpoint_id
order by due.due_at, h.id`;

export async function claimDeliveries(
  wanted: { endpointId: string; limit: number }[],
  leaseMs: number,
): Promise<ClaimedDelivery[]> {
  const { rows } = await hotPool().query<ClaimedDelivery>({
    name: "claim",
    text: CLAIM,
    values: [wanted.map((w) => w.endpointId), wanted.map((w) => w.limit), leaseMs],
  });
  return rows;
}

/** Lets go of deliveries without a try; another worker may take them at once. */
export async function releaseDeliveries(held: { id: string; lease_token: number }[]): Promise<void> {
  if (held.length === 0) return;
  await hotPool().query(
    `update delivery_pending d set lease_token = null, leased_at = null, lease_until = null
     from unnest($1::uuid[], $2::bigint[]) as h(id, token) where d.id = h.id and d.lease_token = h.token`,
    [held.map((h) => h.id), held.map((h) => h.lease_token)],
  );
}

/** Lets go of a delivery for a while: it is due again after the delay. */
export async function postponeDelivery(held: { id: string; lease_token: number }, delayMs: number): Promise<void> {
  await hotPool().query(
    `update delivery_pending set lease_token = null, leased_at = null, lease_until = null, next_at = now() + $3 * interval '1 millisecond'
     where id = $1 and lease_token = $2`,
    [held.id, held.lease_token, delayMs],
  );
}

/** Endpoints with something due, found by skipping from one to the next on the index: the cost is theirs, not the backlog's. */
const SWEEP = `
with recursive e as (
  (select endpoint_id from delivery_pending order by endpoint_id limit 1)
  union all
  select (select d.endpoint_id from delivery_pending d where d.endpoint_id > e.endpoint_id order by d.endpoint_id limit 1)
  from e where e.endpoint_id is not null
)
select e.endpoint_id as id from e
where e.endpoint_id is not null
  and exists (select 1 from delivery_pending d where d.endpoint_id = e.endpoint_id and d.next_at <= now()
    and (d.lease_until is null or d.lease_until <= now()) limit 1)`;

/** The retry scheduler, and the net under lost wake-ups and dead workers. */
export async function findDueEndpoints(): Promise<string[]> {
  const { rows } = await hotPool().query<{ id: string }>({ name: "sweep", text: SWEEP });
  return rows.map((row) => row.id);
}
