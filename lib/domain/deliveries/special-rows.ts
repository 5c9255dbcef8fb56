import type pg from "pg";
import { type ClaimedDelivery, HELD_COLUMNS, TAKE } from "@/lib/domain/deliveries/claim.ts";
import type { EndpointTerms } from "@/lib/domain/deliveries/flow-terms.ts";
import { IS_ASKED, IS_BATCHED, IS_DUE_KIND, IS_FREE, IS_IN_LINE } from "@/lib/domain/deliveries/pending-kinds.ts";

const TAKE_ROWS = `
with wanted as materialized (
  select * from unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[])
    as k(endpoint_id, asked_n, due_n, line_n, batch_n, wait_ms, lease_ms)
),
token as materialized (select nextval('delivery_lease_seq') as value),
asked as materialized (
  select w.endpoint_id, x.*, 'asked' as kind, w.lease_ms from wanted w cross join lateral (
    select d.ctid as place, d.id, d.lease_token as lost_by, d.leased_at as lost_at, d.next_at as due_at from delivery_pending d
    where ${IS_ASKED} and d.endpoint_id = w.endpoint_id and d.next_at <= now() and ${IS_FREE}
    order by d.next_at, d.id limit w.asked_n for update skip locked
  ) x
),
due as materialized (
  select w.endpoint_id, x.*, 'due' as kind, w.lease_ms from wanted w cross join lateral (
    select d.ctid as place, d.id, d.lease_token as lost_by, d.leased_at as lost_at, d.next_at as due_at from delivery_pending d
    where ${IS_DUE_KIND} and d.endpoint_id = w.endpoint_id and d.next_at <= now() and ${IS_FREE}
    order by d.next_at, d.id limit w.due_n for update skip locked
  ) x
),
-- A batch goes when it is full or when its first event has waited for long enough: that is when it is due.
fresh as materialized (
  select w.endpoint_id, x.*, 'fresh' as kind, w.lease_ms from wanted w cross join lateral (
    select d.ctid as place, d.id, d.lease_token as lost_by, d.leased_at as lost_at, d.next_at as due_at from delivery_pending d
    where ${IS_DUE_KIND} and d.endpoint_id = w.endpoint_id and d.next_at <= now() + w.wait_ms * interval '1 millisecond' and ${IS_FREE}
      and (d.attempt_count = 0 or d.next_at <= now())
      -- A batch is judged as one; a replay goes its own way.
      and d.return_status is null and d.retry_at is null
    order by d.next_at, d.id limit w.batch_n for update skip locked
  ) x
),
ripe as (
  select f.endpoint_id from fresh f join wanted w on w.endpoint_id = f.endpoint_id
  group by f.endpoint_id, w.batch_n having min(f.due_at) <= now() or count(*) >= w.batch_n
),
-- A batch that was tried stays as it is. The advisory lock keeps two workers from taking a part of it each.
tried as materialized (
  select w.endpoint_id, w.lease_ms, x.* from wanted w cross join lateral (
    select d.batch_id, d.next_at from delivery_pending d
    where ${IS_BATCHED} and d.endpoint_id = w.endpoint_id and d.next_at <= now() and ${IS_FREE}
    order by d.next_at, d.batch_id limit 1
  ) x where w.due_n + w.batch_n + w.line_n > 0
),
own as materialized (select * from tried where pg_try_advisory_xact_lock(hashtextextended(batch_id::text, 0))),
grouped as materialized (
  select o.endpoint_id, x.*, 'group' as kind, o.lease_ms from own o cross join lateral (
    select d.ctid as place, d.id, d.lease_token as lost_by, d.leased_at as lost_at, d.next_at as due_at from delivery_pending d
    where ${IS_BATCHED} and d.endpoint_id = o.endpoint_id and d.next_at = o.next_at and d.batch_id = o.batch_id and ${IS_FREE}
    for update skip locked
  ) x
),
-- The first of the line, as far as all of them are free. What is scheduled for later has not joined the line yet.
line as materialized (
  select w.endpoint_id, w.line_n, w.wait_ms, w.lease_ms, x.* from wanted w cross join lateral (
    select s.*, row_number() over (order by s.sequence, s.id) as n from (
      select d.ctid as place, d.id, d.sequence, d.next_at as due_at, d.lease_token as lost_by, d.leased_at as lost_at,
        ${IS_FREE} and (d.next_at <= now() or d.attempt_count = 0) as free
      from delivery_pending d
      where ${IS_IN_LINE} and d.endpoint_id = w.endpoint_id
        and not (d.attempt_count = 0 and d.next_at > now() + w.wait_ms * interval '1 millisecond')
      order by d.sequence, d.id limit w.line_n
    ) s
  ) x
  where w.line_n > 0 and not exists (select 1 from delivery_pending d where ${IS_BATCHED} and d.endpoint_id = w.endpoint_id)
),
first as materialized (
  select * from line l where not exists (select 1 from line b where b.endpoint_id = l.endpoint_id and b.n <= l.n and not b.free)
),
-- Whoever sees an old head still standing finds it changed when it locks it, and gets nothing of this line.
locked as materialized (
  select d.ctid as place from delivery_pending d where d.ctid = any (array(select place from first)) and ${IS_IN_LINE} and ${IS_FREE}
  for update skip locked
),
head as materialized (
  select * from first f where not exists (
    select 1 from first g where g.endpoint_id = f.endpoint_id and g.n <= f.n and not exists (select 1 from locked k where k.place = g.place)
  )
),
moving as (
  select endpoint_id from head group by endpoint_id, line_n having min(due_at) <= now() or count(*) >= line_n
),
taken as materialized (
  select place, kind, lost_by, lost_at, due_at, lease_ms from asked
  union all select place, kind, lost_by, lost_at, due_at, lease_ms from due
  union all select place, kind, lost_by, lost_at, due_at, lease_ms from fresh where endpoint_id in (select endpoint_id from ripe)
  union all select place, kind, lost_by, lost_at, due_at, lease_ms from grouped
  union all select place, 'line', lost_by, lost_at, due_at, lease_ms from head where endpoint_id in (select endpoint_id from moving)
),
held as (
  update delivery_pending d set ${TAKE}, lease_until = now() + t.lease_ms * interval '1 millisecond'
  from taken t where d.ctid = t.place
  returning ${HELD_COLUMNS}, d.sequence as place_in_line, d.batch_id, t.kind, t.lost_by, t.lost_at, t.due_at
)
select h.*, greatest(0, extract(epoch from now() - h.due_at) * 1000)::int as queue_ms, extract(epoch from h.due_at) * 1000 as due_ms,
  extract(epoch from clock_timestamp()) * 1000 as now_ms, octet_length(m.payload) as bytes, m.sequence as message_sequence,
  case when h.kind in ('asked', 'due') or w.batch_n = 0 and h.kind = 'line' then m.payload end as payload
from held h join wanted w on w.endpoint_id = h.endpoint_id
left join lateral (select payload, sequence from message where id = h.message_id limit 1) m on true
order by h.kind, h.place_in_line, h.due_at, h.id`;

export interface SpecialRow extends ClaimedDelivery {
  kind: "asked" | "due" | "fresh" | "group" | "line";
  batch_id: string | null;
  due_ms: number;
  now_ms: number;
  bytes: number | null;
}

/** What may be taken of an endpoint now. */
export interface Portion {
  terms: EndpointTerms;
  /** Requests that its limits let through before the horizon. */
  slots: number;
}

/** Leases rows in the transaction of the claim. Payloads that go into a batch are only measured. */
export async function takeRows(client: pg.PoolClient, portions: readonly Portion[]): Promise<SpecialRow[]> {
  const open = ({ terms, slots }: Portion) => (terms.held ? 0 : Math.min(terms.limit, slots));
  const { rows } = await client.query<SpecialRow>({
    name: "claim-special",
    text: TAKE_ROWS,
    values: [
      portions.map(({ terms }) => terms.endpointId),
      portions.map(({ terms }) => terms.limit),
      portions.map((p) => (p.terms.batchMax === null ? open(p) : 0)),
      portions.map((p) => (open(p) > 0 ? (p.terms.batchMax ?? 1) : 0)),
      portions.map((p) => (open(p) > 0 ? (p.terms.batchMax ?? 0) : 0)),
      portions.map(({ terms }) => terms.batchWaitMs ?? 0),
      portions.map(({ terms }) => terms.leaseMs),
    ],
  });
  return rows;
}
