import type { Page } from "@/lib/contract/common.ts";
import type { MissedCountsOut, MissedFilter, MissedMessageOut } from "@/lib/contract/message-verdicts.ts";
import { MISSED_WHYS, type MissedWhy } from "@/lib/contract/missed-whys.ts";
import { pool } from "@/lib/db.ts";
import { endAt, findEdge, scannedRows } from "@/lib/domain/bounded-scan.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { type Binds, newBinds } from "@/lib/domain/deliveries/binds.ts";
import { type DeliveryRow, toDeliveryOut, withNames } from "@/lib/domain/deliveries/delivery-out.ts";
import { eventTypeCondition } from "@/lib/domain/deliveries/filter.ts";
import { reasonCode, reasonText } from "@/lib/domain/deliveries/reason.ts";
import {
  CLOCK_SKEW_MS,
  clauseWords,
  FILTERED,
  filteredText,
  notSubscribedText,
  SKIPPED_TEXT,
} from "@/lib/domain/deliveries/verdicts.ts";
import { type TimeWindow, timeWindow, windowConditions } from "@/lib/domain/deliveries/window.ts";
import { readFullPage } from "@/lib/domain/full-page.ts";
import { pageOf, parseIterator, scanOf } from "@/lib/domain/list.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { formatId, uuidTime } from "@/lib/ids.ts";
import { causeOf } from "@/lib/webhook/diagnosis.ts";
import { CAUSE_LABELS } from "@/lib/webhook/diagnosis-words.ts";

const DEFAULT_DAYS = 30;
const MAX_COUNTED = 10_000;

interface Ref {
  applicationId: string;
  endpointId: string;
}
type ListInput = Ref & { filter: MissedFilter; limit: number; iterator?: string | undefined };

interface MissedRow {
  id: string;
  event_id: string | null;
  event_type: string;
  created_at: Date;
  why: MissedWhy;
  skipped_reason: number | null;
  filter: unknown;
  delivery_id: string | null;
}

/** Messages that an endpoint has not got, newest first, with why. */
export async function listMissedMessages(ctx: Context, input: ListInput): Promise<Page<MissedMessageOut>> {
  authorise(ctx, input);
  for (const why of input.filter.why ?? []) {
    if (!(MISSED_WHYS as readonly string[]).includes(why))
      throw new InvalidInput(["query", "why"], `must be one of ${MISSED_WHYS.join(", ")}`);
  }
  return readFullPage((next) => readOnce({ ...input, ...next }), { limit: input.limit, iterator: input.iterator });
}

/** How many messages an endpoint has not got, by reason, among the newest of the range. */
export async function countMissedMessages(
  ctx: Context,
  input: Ref & { filter: Omit<MissedFilter, "why"> },
): Promise<MissedCountsOut> {
  authorise(ctx, input);
  const binds = newBinds();
  const window = windowOf(input.filter, Date.now());
  const newest = `(select m.* from message m where ${rangeOf(input, window, binds).join(" and ")}
    order by m.id desc limit ${MAX_COUNTED}) m`;
  const type = eventTypeCondition(input.filter.type, "m.event_type", binds);
  const { rows } = await pool().query<{ why: MissedWhy | null; count: number; oldest: Date }>(
    `select t.why, count(*)::integer as count, min(t.created_at) as oldest
     from (${judged({ from: newest, ref: input, binds })}${type ? ` where ${type}` : ""}) t group by t.why`,
    binds.values,
  );
  const messages = rows.reduce((sum, { count }) => sum + count, 0);
  const oldestMs = Math.min(...rows.map(({ oldest }) => oldest.getTime()));
  return {
    counts: rows.flatMap(({ why, count }) => (why === null ? [] : [{ why, count }])).sort((a, b) => b.count - a.count),
    messages,
    since: messages < MAX_COUNTED ? null : new Date(oldestMs).toISOString(),
  };
}

function authorise(ctx: Context, { applicationId }: Ref): void {
  requirePortalAccess(ctx, applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");
}

function windowOf({ from, to }: MissedFilter, nowMs: number): TimeWindow {
  const endMs = to === undefined ? nowMs : Date.parse(to);
  return timeWindow(from ?? new Date(Math.max(0, endMs - DEFAULT_DAYS * 86_400_000)).toISOString(), to, nowMs);
}

function rangeOf({ applicationId }: Ref, window: TimeWindow, binds: Binds): string[] {
  return [`m.application_id = ${binds.bind(applicationId)}`, ...windowConditions(window, "m.id", binds)];
}

/** The reason for each message of `from`; null for what it has got, and for what was never meant for it. */
const WHY = `case
    when d.status = 1 then null
    when d.status = 0 then 'waiting'
    when d.status = 2 then 'failed'
    when d.reason = ${reasonCode("transformation")} then 'transformation'
    when d.reason = ${reasonCode("endpoint_off")} and d.attempt_count = 0 then 'endpoint_off'
    when d.status = 3 then 'canceled'
    when s.reason >= ${FILTERED} then 'filtered'
    when s.reason = 2 then 'not_subscribed'
    when s.reason = 3 then 'no_channel_in_common'
    when not m.is_test and e.created_at > m.created_at then 'created_after'
  end`;

function judged({ from, ref, binds }: { from: string; ref: Ref; binds: Binds }): string {
  return `select m.id, m.event_id, m.event_type, m.created_at, m.filter_stamp, s.reason as skipped_reason, d.id as delivery_id, ${WHY} as why
    from ${from}
    join endpoint e on e.id = ${binds.bind(ref.endpointId)} and e.application_id = m.application_id
    cross join lateral (select m.skipped_reasons[array_position(m.skipped_endpoint_ids, e.id)] as reason) s
    left join lateral (
      select d.id, d.status, d.reason, d.attempt_count from delivery d
      where d.message_id = m.id and d.endpoint_id = e.id and d.id >= uuid_v7_floor(m.created_at - interval '${CLOCK_SKEW_MS} milliseconds')
      order by d.id limit 1
    ) d on true`;
}

async function readOnce(input: ListInput): Promise<Page<MissedMessageOut>> {
  const { filter, limit } = input;
  const position = parseIterator("message", input.iterator);
  const scan = scanOf("descending", position);
  const binds = newBinds();
  const range = rangeOf(input, windowOf(filter, position ? uuidTime(position.id) : Date.now()), binds);
  if (position) range.push(`m.id ${scan.operator} ${binds.bind(position.id)}`);

  // Asked before the page is read: what is made in between is then still within it.
  const source = { table: "message", alias: "m", conditions: range };
  const edge = await findEdge(pool(), [source], scan, [...binds.values]);
  const from = scannedRows(edge ? endAt(source, scan, binds.bind(edge)) : source, scan);
  const type = eventTypeCondition(filter.type, "m.event_type", binds);
  const wanted = filter.why?.length ? `t.why = any (${binds.bind(filter.why)}::text[])` : "t.why is not null";
  const { rows } = await pool().query<MissedRow>(
    `select t.*, case when t.why = 'filtered' then (
       select f.filter from endpoint_filter f where f.endpoint_id = ${binds.bind(input.endpointId)} and f.stamp <= t.filter_stamp
       order by f.stamp desc limit 1) end as filter
     from (${judged({ from, ref: input, binds })}${type ? ` where ${type}` : ""}) t
     where ${wanted} order by t.id ${scan.direction} limit ${limit + 1}`,
    binds.values,
  );
  const deliveries = await readDeliveries(rows);
  return pageOf(rows, {
    limit,
    iterator: position,
    toOut: (row) => toMissedOut(row, deliveries.get(row.delivery_id ?? "") ?? null),
    idOf: (row) => formatId("message", row.id),
    edge: edge && formatId("message", edge),
  });
}

async function readDeliveries(missed: MissedRow[]): Promise<Map<string, DeliveryRow>> {
  const ids = missed.flatMap(({ delivery_id: id }) => id ?? []);
  if (ids.length === 0) return new Map();
  const { rows } = await pool().query<DeliveryRow>(`${withNames("delivery")} where d.id = any ($1::uuid[])`, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

function toMissedOut(row: MissedRow, delivery: DeliveryRow | null): MissedMessageOut {
  const clause =
    row.why === "filtered" && row.skipped_reason !== null
      ? clauseWords(row.filter, row.skipped_reason - FILTERED)
      : null;
  return {
    messageId: formatId("message", row.id),
    eventId: row.event_id,
    eventType: row.event_type,
    createdAt: row.created_at.toISOString(),
    why: row.why,
    text: textOf(row, clause, delivery),
    clause,
    delivery: delivery && toDeliveryOut(delivery),
  };
}

function textOf(row: MissedRow, clause: string | null, delivery: DeliveryRow | null): string {
  switch (row.why) {
    case "not_subscribed":
      return notSubscribedText(row.event_type);
    case "filtered":
      return filteredText(clause);
    case "no_channel_in_common":
    case "created_after":
    case "endpoint_off":
      return SKIPPED_TEXT[row.why];
    case "waiting":
      return "It is on its way, or held.";
    case "failed":
    case "transformation":
    case "canceled":
      return (
        reasonText(delivery?.reason ?? null, delivery?.last_status_code ?? null) ??
        (typeof delivery?.last_cause === "number"
          ? `Every try failed: ${CAUSE_LABELS[causeOf(delivery.last_cause)]}.`
          : "It ended without a try.")
      );
  }
}
