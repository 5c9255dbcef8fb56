import type { DeliveryOut } from "@/lib/contract/delivery.ts";
import type { Queryable } from "@/lib/db.ts";
import { endpointName } from "@/lib/domain/deliveries/endpoint-name.ts";
import { decodeRail } from "@/lib/domain/deliveries/rail.ts";
import { reasonOf, reasonText } from "@/lib/domain/deliveries/reason.ts";
import { stateOf } from "@/lib/domain/deliveries/state.ts";
import { type WaitingRow, waitingOf } from "@/lib/domain/deliveries/waiting.ts";
import { settings } from "@/lib/domain/settings/snapshot.ts";
import { formatId, uuidTime } from "@/lib/ids.ts";
import { type Cause, causeOf } from "@/lib/webhook/diagnosis.ts";
import { CAUSE_LABELS } from "@/lib/webhook/diagnosis-words.ts";

const MAX_RAIL = 64;

export interface DeliveryRow extends WaitingRow {
  id: string;
  application_id: string;
  endpoint_id: string;
  message_id: string;
  event_type: string;
  is_test: boolean;
  budget_used: number;
  rail: number[];
  last_cause: number | null;
  last_status_code: number | null;
  last_duration_ms: number | null;
  reason: number | null;
  finished_at: Date | null;
  leased_at: Date | null;
  retry_at: Date | null;
  return_status: number | null;
  batch_id: string | null;
  application_name: string;
  endpoint_name: string | null;
  endpoint_url: string;
  endpoint_disabled: boolean;
  retry_schedule_seconds: number[] | null;
  timeout_ms: number;
}

/** Columns of `d`, which is the delivery table or a selection of its rows. */
export const DELIVERY_COLUMNS = `d.id, d.status, d.application_id, d.endpoint_id, d.message_id, d.event_type, d.is_test,
  d.attempt_count, d.budget_used, d.rail, d.last_cause, d.last_status_code, d.last_duration_ms, d.reason, d.finished_at,
  d.next_at, d.lease_token, d.leased_at, d.trigger, d.retry_at, d.return_status, d.sequence, d.batch_id`;

/** When the sender wants a row of `d` to go. */
const DELIVER_AT = "(select m.deliver_at from message m where m.id = d.message_id)";
/** Not asked for: pages that show it leave it to `fillDeliverAt`. */
export const DELIVER_AT_LATER = "null::timestamptz";

/** What a pending row of `d` may wait for. */
const waits = (deliverAt: string) => `left join lateral (
      select h.breaker_state, h.breaker_until,
        (select max(b.next_free_at) from rate_budget b where b.scope_id in (d.endpoint_id, d.application_id)) as next_free_at,
        ${deliverAt} as deliver_at,
        d.sequence is not null and exists (
          select 1 from delivery_pending p where p.trigger = 0 and p.sequence is not null and p.batch_id is null
            and p.endpoint_id = d.endpoint_id and (p.sequence, p.id) < (d.sequence, d.id) and not (p.attempt_count = 0 and p.next_at > now())
        ) as behind
      from (select) one left join endpoint_health h on h.endpoint_id = d.endpoint_id
    ) w on d.status = 0`;

/** Names for the rows of `d`. A selection is limited before it is joined, so that the join costs a page and no more. */
export function withNames(selection: string, deliverAt = DELIVER_AT): string {
  return `select ${DELIVERY_COLUMNS}, a.name as application_name, e.name as endpoint_name, e.url as endpoint_url,
      e.disabled_at is not null or e.deleted_at is not null as endpoint_disabled, e.retry_schedule_seconds,
      coalesce(e.timeout_ms, ${settings().requestTimeoutSeconds * 1000})::integer as timeout_ms,
      e.paused_at, a.suspended_at, e.cancel_before is not null or e.drop_before is not null and d.next_at <= now() as is_canceling, e.batch_wait_ms, w.breaker_state, w.breaker_until, w.next_free_at, w.deliver_at, w.behind
    from ${selection} d
    join endpoint e on e.id = d.endpoint_id
    join application a on a.id = d.application_id
    ${waits(deliverAt)}`;
}

/**
 * When the sender wants those of a page to go that wait. Asked for by itself, and only when some do: within the statement of the page
 * it would be planned for every day of messages, which took longer than all the rest.
 */
export async function fillDeliverAt(queryable: Queryable, rows: DeliveryRow[]): Promise<void> {
  const waiting = rows.filter(({ status, lease_token: lease }) => status === 0 && lease === null);
  if (waiting.length === 0) return;
  const { rows: scheduled } = await queryable.query<{ id: string; deliver_at: Date }>(
    "select id, deliver_at from message where id = any ($1::uuid[]) and deliver_at > now()",
    [[...new Set(waiting.map((row) => row.message_id))]],
  );
  const times = new Map(scheduled.map(({ id, deliver_at: at }) => [id, at]));
  for (const row of waiting) row.deliver_at = times.get(row.message_id) ?? null;
}

/** One delivery of an application by its id; null when there is none. */
export async function readDelivery(
  queryable: Queryable,
  input: { applicationId: string; deliveryId: string },
): Promise<DeliveryRow | null> {
  const { rows } = await queryable.query<DeliveryRow>(
    `${withNames("delivery")} where d.id = $1 and d.application_id = $2`,
    [input.deliveryId, input.applicationId],
  );
  return rows[0] ?? null;
}

/** Seconds after the 1st, 2nd, … try; a test is tried once. */
export function scheduleOf(row: DeliveryRow): readonly number[] {
  if (row.is_test) return [];
  return row.retry_schedule_seconds ?? settings().retryDelaysSeconds;
}

/** Its next try is one that a person asked for. */
export function isAskedFor(row: DeliveryRow): boolean {
  return row.trigger === 1 || row.trigger === 2 || row.return_status !== null || row.retry_at !== null;
}

/** When the system tries again by itself; null while a try runs, because what follows depends on it. */
export function nextScheduledAt(row: DeliveryRow): Date | null {
  if (row.status !== 0) return null;
  if (isAskedFor(row)) return row.retry_at;
  return row.lease_token === null ? row.next_at : null;
}

export function causeFields(code: number | null): { cause: Cause | null; causeLabel: string | null } {
  const cause = code === null ? null : causeOf(code);
  if (cause === null || cause === "delivered") return { cause: null, causeLabel: null };
  return { cause, causeLabel: CAUSE_LABELS[cause] };
}

export function toDeliveryOut(row: DeliveryRow): DeliveryOut {
  return {
    id: formatId("delivery", row.id),
    applicationId: formatId("application", row.application_id),
    applicationName: row.application_name,
    endpointId: formatId("endpoint", row.endpoint_id),
    endpointName: endpointName({ name: row.endpoint_name, url: row.endpoint_url }),
    messageId: formatId("message", row.message_id),
    eventType: row.event_type,
    isTest: row.is_test,
    state: stateOf(row),
    reason: row.status === 1 ? null : reasonText(row.reason, row.last_status_code),
    reasonCode: row.status === 1 ? null : reasonOf(row.reason),
    createdAt: new Date(uuidTime(row.id)).toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    attemptCount: row.attempt_count,
    maxAttempts: scheduleOf(row).length + 1,
    nextAttemptAt: nextScheduledAt(row)?.toISOString() ?? null,
    waiting: waitingOf(row, Date.now()),
    lastStatusCode: row.last_status_code,
    lastDurationMs: row.last_duration_ms,
    ...causeFields(row.status === 1 ? null : row.last_cause),
    rail: decodeRail(row.rail.slice(-MAX_RAIL)),
  };
}
