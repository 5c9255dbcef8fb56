import { textArray } from "@/lib/array-parameter.ts";
import { hotPool, type Queryable } from "@/lib/db.ts";
import { reasonCode } from "@/lib/domain/deliveries/reason.ts";
import { createGroupCommit, isRowFault, type Settled } from "@/lib/domain/group-commit.ts";
import { wakeSql } from "@/lib/queue.ts";

/** A validated message on its way into the database. */
export interface IngestItem {
  messageId: string;
  organizationId: string;
  /** null for organizations whose tokens are not stored */
  apiKeyId: string | null;
  /** The path named the application by id or by uid: one of the two. */
  applicationId: string | null;
  applicationUid: string | null;
  eventType: string;
  eventId: string | null;
  payload: string;
  channels: string[] | null;
  tags: string[] | null;
  deliverAt: string | null;
  idempotencyHash: Buffer | null;
  requestHash: Buffer | null;
  /** What few messages ask for. */
  options?: MessageOptions;
  /** The span that makes it, while its trace is recorded. */
  traceparent?: string | null;
  /** What the filters of the application's endpoints say; left out where none is known of. */
  filtering?: Filtering;
}

/** Judged before the statement: lib/domain/messages/filtering.ts. */
export interface Filtering {
  /** `application.filter_stamp` of the filters that were judged. */
  stamp: number;
  /** The clause that failed, by endpoint; null when every filter lets the message pass. */
  failed: Record<string, number> | null;
}

export interface MessageOptions {
  /** Hours until the payload is erased. */
  retentionHours: number | null;
  /** JSON that transformations are given, as text. */
  transformationsParams: string | null;
  /** Whether its payload goes once it has arrived; null is as its application has it. */
  wipes: boolean | null;
}

export type IngestResult =
  | { kind: "accepted"; messageId: string }
  /** The same request was accepted before, under this id. */
  | { kind: "repeated"; messageId: string }
  | { kind: "key_revoked" }
  | { kind: "no_application" }
  | { kind: "suspended" }
  | { kind: "event_id_taken" }
  | { kind: "idempotency_key_reused" }
  /** The application's filters are not those that were judged. */
  | { kind: "filters_changed" }
  /** Another request with this idempotency key is being committed right now. */
  | { kind: "busy" };

const MISSED = reasonCode("endpoint_off");

/**
 * One statement, one commit, for up to 200 messages: checks keys and applications, spends idempotency keys and event
 * ids, stores messages, decides for each endpoint, makes deliveries and wakes the worker once.
 * A delivery to an endpoint that is off is recorded as canceled, so that it can be replayed.
 * Look-ups are lateral with a limit, which leaves the planner no choice but an index: a plan made while a table was
 * small is kept when it has grown.
 */
const ingestSql = (more: string) => `
with input as materialized (
  select * from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
    $11::timestamptz[], $12::bytea[], $13::bytea[], $14::bigint[], $15::text[]) with ordinality
    as i(id, organization_id, key_id, app_id, app_uid, event_type, event_id, channels, tags, deliver_at, key_hash, request_hash, filter_stamp, filtered, n)
),
resolved as materialized (
  select i.*, coalesce(a.id, b.id) as application_id, i.key_id is null or k.id is not null as key_ok,
    coalesce(a.filter_stamp, b.filter_stamp) is not distinct from i.filter_stamp as filters_ok,
    coalesce(a.suspended_at, b.suspended_at) is null as open
  from input i
  left join lateral (select id, filter_stamp, suspended_at from application where id = i.app_id and organization_id = i.organization_id and deleted_at is null limit 1) a on true
  left join lateral (select id, filter_stamp, suspended_at from application where i.app_id is null and organization_id = i.organization_id and uid = i.app_uid and deleted_at is null limit 1) b on true
  left join lateral (select id from api_key where id = i.key_id and revoked_at is null and (expires_at is null or expires_at > now()) limit 1) k on true
),
spent as (
  insert into idempotency as p (key_hash, request_hash, message_id)
  select key_hash, request_hash, id from resolved where key_ok and application_id is not null and open and filters_ok and key_hash is not null
  on conflict (key_hash) do update set request_hash = excluded.request_hash, message_id = excluded.message_id, status = null, body = null, created_at = now()
    where p.created_at < now() - interval '12 hours'
  returning p.key_hash
),
keyed as materialized (
  select r.* from resolved r where r.key_ok and r.application_id is not null and r.open and r.filters_ok and (r.key_hash is null or r.key_hash in (select key_hash from spent))
),
named as (
  insert into message_event_id (application_id, event_id, message_id)
  select application_id, event_id, id from keyed where event_id is not null on conflict do nothing
  returning message_id
),
accepted as materialized (
  select * from keyed where event_id is null or id in (select message_id from named)
),
-- Taken in the order of the applications, so that two of these statements do not deadlock. The lock lasts until the commit: numbers
-- become visible in their order.
counter as materialized (
  select s.application_id from application_sequence s
  where s.application_id = any (array(select application_id from accepted)) order by s.application_id for update
),
numbered as (
  update application_sequence s set next_value = s.next_value + c.total
  from (select application_id, count(*) as total from accepted where application_id in (select application_id from counter) group by 1) c
  where s.application_id = c.application_id
  returning s.application_id, s.next_value - c.total as first
),
fresh as materialized (
  select a.*, case when a.channels is null then null else string_to_array(a.channels, ',') end as channel_list,
    q.first + row_number() over (partition by a.application_id order by a.n) - 1 as sequence
  from accepted a left join numbered q on q.application_id = a.application_id
),
routed as materialized (
  select f.id as message_id, f.application_id, f.event_type, e.id as endpoint_id,
    greatest(now(), f.deliver_at) + coalesce(e.batch_wait_ms, 0) * interval '1 millisecond' as next_at,
    e.batch_wait_ms is not null as batched, case when e.fifo then coalesce(f.sequence, 0) end as sequence,
    case when f.filtered is null then routing_verdict(e.event_types, e.channels, e.disabled_at is not null, f.event_type, f.channel_list)
      else filtered_verdict(e.event_types, e.channels, e.disabled_at is not null, f.event_type, f.channel_list, (f.filtered::jsonb ->> e.id::text)::smallint)
    end as verdict
  from fresh f cross join lateral (select * from endpoint where application_id = f.application_id and deleted_at is null offset 0) e
),
stored as (
  insert into message (id, application_id, event_type, event_id, payload, channels, tags, deliver_at, sequence, filter_stamp, skipped_endpoint_ids, skipped_reasons)
  select f.id, f.application_id, f.event_type, f.event_id, ($1::text[])[f.n::int], f.channel_list,
    case when f.tags is null then null else array(select json_array_elements_text(f.tags::json)) end, f.deliver_at, f.sequence,
    case when f.filtered is not null then f.filter_stamp end, s.ids, s.reasons
  from fresh f left join (
    select message_id, array_agg(endpoint_id) as ids, array_agg(verdict) as reasons from routed where verdict > 1 group by message_id
  ) s on s.message_id = f.id
  returning id
),${more}
pending as (
  insert into delivery_pending (id, status, application_id, endpoint_id, message_id, event_type, next_at, trigger, sequence)
  select uuid_v7(), 0, application_id, endpoint_id, message_id, event_type, next_at, 0, sequence from routed where verdict = 0
),
missed as (
  insert into delivery_history (id, status, application_id, endpoint_id, message_id, event_type, reason, finished_at)
  select uuid_v7(), 3, application_id, endpoint_id, message_id, event_type, ${MISSED}, now() from routed where verdict = 1
),
-- A batch may be full before it is due.
due as (select array_agg(distinct endpoint_id) as ids from routed where verdict = 0 and (next_at <= now() or batched)),
woken as materialized (select ${wakeSql("due.ids")} as job from due where due.ids is not null)
-- What was accepted is not told: it is nearly all. The count only makes the wake-up happen.
select r.n::int - 1 as index, r.key_ok, r.application_id is not null as known, r.open, r.filters_ok, r.event_id is not null as named,
  r.key_hash is null or r.key_hash in (select key_hash from spent) as first, p.message_id as earlier, p.request_hash = r.request_hash as same
from resolved r left join stored s on s.id = r.id
left join lateral (
  select message_id, request_hash from idempotency where key_hash = r.key_hash and created_at >= now() - interval '12 hours' limit 1
) p on true
where s.id is null or (select count(*) from woken) < 0`;

/** A statement of its own, so that messages which ask for nothing are spared it. */
const OPTIONS = `
optional as (
  insert into message_option (message_id, application_id, payload_expires_at, transformations_params, traceparent, wipes, wipe_look_at)
  select f.id, f.application_id, now() + o.hours * interval '1 hour', o.params, o.traceparent, o.wipes, case when o.wipes then now() end
  from fresh f join unnest($16::int[], $17::text[], $18::text[], $19::boolean[]) with ordinality as o(hours, params, traceparent, wipes, n) on o.n = f.n
  where o.hours is not null or o.params is not null or o.traceparent is not null or o.wipes is not null
),`;
const USUAL = { name: "ingest", text: ingestSql("") };
const WITH_OPTIONS = { name: "ingest-with-options", text: ingestSql(OPTIONS) };

/** Why an item was not accepted. */
interface Refusal {
  index: number;
  key_ok: boolean;
  known: boolean;
  open: boolean;
  filters_ok: boolean;
  named: boolean;
  first: boolean;
  earlier: string | null;
  same: boolean | null;
}

function resultOf(item: IngestItem, refusal: Refusal | undefined): IngestResult {
  if (!refusal) return { kind: "accepted", messageId: item.messageId };
  if (!refusal.key_ok) return { kind: "key_revoked" };
  if (!refusal.known) return { kind: "no_application" };
  if (!refusal.open) return { kind: "suspended" };
  if (!refusal.filters_ok) return { kind: "filters_changed" };
  if (refusal.first && refusal.named) return { kind: "event_id_taken" };
  // The key was taken by a commit that this statement's snapshot does not show yet.
  if (!refusal.earlier) return { kind: "busy" };
  return refusal.same ? { kind: "repeated", messageId: refusal.earlier } : { kind: "idempotency_key_reused" };
}

/** Runs the statement: a commit of its own on a pool, part of the transaction on a client that is in one. */
export async function runIngest(queryable: Queryable, items: IngestItem[]): Promise<IngestResult[]> {
  const hasOptions = items.some((item) => item.options || item.traceparent);
  const { rows } = await queryable.query<Refusal>({
    ...(hasOptions ? WITH_OPTIONS : USUAL),
    values: [
      textArray(items.map((i) => i.payload)),
      items.map((i) => i.messageId),
      items.map((i) => i.organizationId),
      column(items, (i) => i.apiKeyId),
      column(items, (i) => i.applicationId),
      column(items, (i) => i.applicationUid),
      items.map((i) => i.eventType),
      column(items, (i) => i.eventId),
      column(items, (i) => i.channels?.join(",") ?? null),
      column(items, (i) => (i.tags ? JSON.stringify(i.tags) : null)),
      column(items, (i) => i.deliverAt),
      column(items, (i) => i.idempotencyHash),
      column(items, (i) => i.requestHash),
      column(items, (i) => i.filtering?.stamp ?? null),
      column(items, (i) => (i.filtering?.failed ? JSON.stringify(i.filtering.failed) : null)),
      ...(hasOptions
        ? [
            items.map((i) => i.options?.retentionHours ?? null),
            items.map((i) => i.options?.transformationsParams ?? null),
            items.map((i) => i.traceparent ?? null),
            items.map((i) => i.options?.wipes ?? null),
          ]
        : []),
    ],
  });
  const refusals = new Map(rows.map((row) => [row.index, row]));
  return items.map((item, index) => resultOf(item, refusals.get(index)));
}

/** What no item has is not sent for each: `unnest` fills a shorter column up with nulls. */
function column<T>(items: IngestItem[], pick: (item: IngestItem) => T | null): (T | null)[] | null {
  return items.some((item) => pick(item) !== null) ? items.map(pick) : null;
}

async function ingestBatch(items: IngestItem[]): Promise<Settled<IngestResult>[]> {
  const results = await runIngest(hotPool(), items);
  // A key spent in the same statement on a message that its event id then refused is given back.
  const unspent = items.flatMap((item, n) =>
    results[n]?.kind === "event_id_taken" && item.idempotencyHash ? [item] : [],
  );
  if (unspent.length > 0) {
    await hotPool().query(
      "delete from idempotency p using unnest($1::bytea[], $2::uuid[]) as u(h, m) where p.key_hash = u.h and p.message_id = u.m",
      [unspent.map((item) => item.idempotencyHash), unspent.map((item) => item.messageId)],
    );
  }
  return results.map((value) => ({ ok: true, value }));
}

const commits = createGroupCommit<IngestItem, IngestResult>({ run: ingestBatch, isItemFault: isRowFault });

const inFlightKeys = new Map<string, Promise<IngestResult>>();

/** Accepts a message: resolves after its commit, which it may share with its neighbours. */
export async function ingest(item: IngestItem): Promise<IngestResult> {
  if (!item.idempotencyHash && !item.eventId) return commits.submit(item);
  // Two rows with one unique key in one statement would be an error of the whole batch: the second waits for the first.
  const keys = [
    item.idempotencyHash?.toString("hex"),
    item.eventId && `${item.applicationId ?? item.applicationUid} ${item.eventId}`,
  ];
  const mine = keys.filter((key) => typeof key === "string");
  for (let busy = mine.find((key) => inFlightKeys.has(key)); busy; busy = mine.find((key) => inFlightKeys.has(key))) {
    await inFlightKeys.get(busy)?.catch(() => {});
  }
  const result = commits.submit(item);
  for (const key of mine) inFlightKeys.set(key, result);
  try {
    return await result;
  } finally {
    for (const key of mine) inFlightKeys.delete(key);
  }
}
