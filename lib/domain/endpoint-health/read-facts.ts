import type { Queryable } from "@/lib/db.ts";
import { reasonCode } from "@/lib/domain/deliveries/reason.ts";
import { settings } from "@/lib/domain/settings/snapshot.ts";
import { uuidFloor } from "@/lib/ids.ts";
import { ATTEMPT_CLASSES, attemptClassCode, concernsReceiver } from "@/lib/webhook/attempt-class.ts";

const HALF_HOUR_MS = 30 * 60_000;
const DAY_MS = 86_400_000;
export const PULSE_LENGTH = 48;
const MAX_ENDPOINTS = 250;
const MAX_TRIES = 500;
const MAX_MISSED = 100_000;
/** No schedule of ours waits longer in all, but an open breaker does: as long as it takes to be turned off. */
const LONGEST_SCHEDULE_HOURS = 72;

export interface EndpointFacts {
  id: string;
  name: string | null;
  url: string;
  timeout_ms: number | null;
  disabled_at: Date | null;
  disabled_reason: string | null;
  paused_at: Date | null;
  suspended_at: Date | null;
  /** What waited when it was turned off, or resumed without it, is still being ended. */
  canceling_since: Date | null;
  consecutive_failures: number;
  failing_since: Date | null;
  last_success_at: Date | null;
  last_failure_at: Date | null;
  last_cause: number | null;
  certificate_not_after: Date | null;
  throttled_until: Date | null;
  breaker_state: number;
  breaker_until: Date | null;
  breaker_since: Date | null;
  failure_clock_at: Date | null;
  warned_at: Date | null;
  /** When the rate limit of the endpoint or of its application lets the next one go. */
  next_free_at: Date | null;
}

const ENDPOINTS = `
select e.id, e.name, e.url, e.timeout_ms, e.disabled_at, e.disabled_reason, e.paused_at, a.suspended_at,
  greatest(e.cancel_before, e.drop_before) as canceling_since, coalesce(h.consecutive_failures, 0) as consecutive_failures,
  h.failing_since, h.last_success_at, h.last_failure_at, h.last_cause, h.certificate_not_after, h.throttled_until,
  coalesce(h.breaker_state, 0) as breaker_state, h.breaker_until, h.breaker_since, h.failure_clock_at, h.warned_at,
  (select max(b.next_free_at) from rate_budget b where b.scope_id in (e.id, e.application_id)) as next_free_at
from endpoint e join application a on a.id = e.application_id left join endpoint_health h on h.endpoint_id = e.id
where e.application_id = $1 and e.deleted_at is null and ($2::uuid is null or e.id = $2)
order by e.id desc limit ${MAX_ENDPOINTS}`;

/** Endpoints of an application, newest first; or the one. */
export async function readEndpoints(
  queryable: Queryable,
  input: { applicationId: string; endpointId?: string },
): Promise<EndpointFacts[]> {
  const { rows } = await queryable.query<EndpointFacts>(ENDPOINTS, [input.applicationId, input.endpointId ?? null]);
  return rows;
}

export interface HalfHour {
  delivered: number;
  retrying: number;
  failed: number;
}

/** 48 half-hours of each endpoint that has any, the current one last. */
export async function readPulses(
  queryable: Queryable,
  input: { applicationId: string; endpointId?: string; nowMs: number },
): Promise<Map<string, HalfHour[]>> {
  const firstMs = (Math.floor(input.nowMs / HALF_HOUR_MS) - PULSE_LENGTH + 1) * HALF_HOUR_MS;
  const { rows } = await queryable.query<HalfHour & { endpoint_id: string; bucket: Date }>(
    `select endpoint_id, bucket, delivered, retrying, failed from endpoint_rollup
     where application_id = $1 and bucket >= $2 and ($3::uuid is null or endpoint_id = $3)`,
    [input.applicationId, new Date(firstMs), input.endpointId ?? null],
  );
  const pulses = new Map<string, HalfHour[]>();
  for (const { endpoint_id, bucket, delivered, retrying, failed } of rows) {
    const pulse = pulses.get(endpoint_id) ?? emptyPulse();
    pulses.set(endpoint_id, pulse);
    // The database's clock may be ahead of ours: what it calls the next half-hour is the current one.
    const at = Math.min(Math.floor((bucket.getTime() - firstMs) / HALF_HOUR_MS), PULSE_LENGTH - 1);
    const half = pulse[at];
    if (!half) continue;
    half.delivered += delivered;
    half.retrying += retrying;
    half.failed += failed;
  }
  return pulses;
}

export function emptyPulse(): HalfHour[] {
  return Array.from({ length: PULSE_LENGTH }, () => ({ delivered: 0, retrying: 0, failed: 0 }));
}

const NO_RECEIVER = ATTEMPT_CLASSES.filter((name) => !concernsReceiver(name)).map(attemptClassCode);

/** Tries that say something about the receiver: no tests, and none that our own faults or the customer's own code ended. */
export const MEANINGFUL_TRY = `a.trigger <> 2 and a.class not in (${NO_RECEIVER.join(", ")})`;

export interface Durations {
  p50: number;
  p95: number;
}

/** Of the newest tries of each endpoint within a day, at most 500. */
export async function readDurations(
  queryable: Queryable,
  input: { endpointIds: readonly string[]; nowMs: number },
): Promise<Map<string, Durations>> {
  const { rows } = await queryable.query<Durations & { endpoint_id: string }>(
    `select e.id as endpoint_id, percentile_disc(0.5) within group (order by t.duration_ms) as p50,
       percentile_disc(0.95) within group (order by t.duration_ms) as p95
     from unnest($1::uuid[]) as e(id)
     cross join lateral (
       select a.duration_ms from attempt a
       where a.endpoint_id = e.id and a.id >= $2 and ${MEANINGFUL_TRY}
       order by a.id desc limit ${MAX_TRIES}
     ) t
     group by e.id`,
    [input.endpointIds, uuidFloor(input.nowMs - DAY_MS)],
  );
  return new Map(rows.map((row) => [row.endpoint_id, row]));
}

/** How many deliveries each of these endpoints missed since it was turned off: those that waited, and new ones. */
export async function readMissed(
  queryable: Queryable,
  endpoints: readonly Pick<EndpointFacts, "id" | "disabled_at">[],
): Promise<Map<string, number>> {
  const off = endpoints.filter((endpoint) => endpoint.disabled_at !== null);
  if (off.length === 0) return new Map();
  const { rows } = await queryable.query<{ endpoint_id: string; missed: number }>(
    `select e.id as endpoint_id, count(*)::integer as missed
     from unnest($1::uuid[], $2::timestamptz[]) as e(id, since)
     cross join lateral (
       select 1 from delivery d
       where d.endpoint_id = e.id and d.status = 3 and d.reason in (${reasonCode("endpoint_off")}, ${reasonCode("gone")})
         and d.id >= uuid_v7_floor(e.since - make_interval(hours => $3))
         -- Two clocks: that of the process that turned it off and that of the database.
         and d.finished_at >= e.since - interval '1 minute'
       limit ${MAX_MISSED}
     ) t
     group by e.id`,
    [
      off.map((endpoint) => endpoint.id),
      off.map((endpoint) => endpoint.disabled_at),
      LONGEST_SCHEDULE_HOURS + settings().endpointOffAfterHours,
    ],
  );
  return new Map(rows.map((row) => [row.endpoint_id, row.missed]));
}
