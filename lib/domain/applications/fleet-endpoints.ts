import { pool } from "@/lib/db.ts";
import { judgeHealth } from "@/lib/domain/endpoint-health/state.ts";
import { isOperational } from "@/lib/domain/operational-webhooks/organization.ts";

const HALF_HOUR_MS = 30 * 60_000;
/** Beyond that, numbers are at least these; nobody reads a list of a thousand troubles. */
const MAX_ENDPOINTS = 5_000;

interface FleetEndpoint {
  id: string;
  name: string | null;
  url: string;
  application_id: string;
  application_name: string;
  disabled_at: Date | null;
  disabled_reason: string | null;
  paused_at: Date | null;
  breaker_state: number;
  breaker_until: Date | null;
  failure_clock_at: Date | null;
  warned_at: Date | null;
  last_failure_at: Date | null;
  consecutive_failures: number;
  failing_since: Date | null;
  last_cause: number | null;
  day_delivered: number;
  day_total: number;
  hour_delivered: number;
  hour_total: number;
}

export interface JudgedEndpoint extends FleetEndpoint {
  state: ReturnType<typeof judgeHealth>["state"];
  rule: string;
}

/** The first of the half-hours that make the last day, and of those that make the last hour. */
export function bucketStarts(nowMs: number): { day: Date; hour: Date } {
  const current = Math.floor(nowMs / HALF_HOUR_MS) * HALF_HOUR_MS;
  return { day: new Date(current - 47 * HALF_HOUR_MS), hour: new Date(current - HALF_HOUR_MS) };
}

/** Endpoints of these applications, or those of all that may be in trouble, each with the state that its portal shows. */
export async function readFleetEndpoints(input: {
  organizationId: string | undefined;
  which: { applicationIds: readonly string[] } | "troubled";
  nowMs: number;
}): Promise<JudgedEndpoint[]> {
  const { day, hour } = bucketStarts(input.nowMs);
  const applicationIds = input.which === "troubled" ? null : input.which.applicationIds;
  const { rows } = await pool().query<FleetEndpoint>(
    `with recent as (
       select endpoint_id, sum(delivered)::integer as day_delivered,
         sum(delivered + retrying + failed)::integer as day_total,
         coalesce(sum(delivered) filter (where bucket >= $3), 0)::integer as hour_delivered,
         coalesce(sum(delivered + retrying + failed) filter (where bucket >= $3), 0)::integer as hour_total
       from endpoint_rollup where bucket >= $2 and ($4::uuid[] is null or application_id = any ($4))
       group by endpoint_id
     )
     select e.id, e.name, e.url, e.application_id, a.name as application_name, e.disabled_at, e.disabled_reason, e.paused_at,
       coalesce(h.breaker_state, 0) as breaker_state, h.breaker_until, h.failure_clock_at, h.warned_at, h.last_failure_at, coalesce(h.consecutive_failures, 0) as consecutive_failures, h.failing_since, h.last_cause,
       coalesce(r.day_delivered, 0) as day_delivered, coalesce(r.day_total, 0) as day_total,
       coalesce(r.hour_delivered, 0) as hour_delivered, coalesce(r.hour_total, 0) as hour_total
     from endpoint e
     join application a on a.id = e.application_id and a.deleted_at is null
     left join endpoint_health h on h.endpoint_id = e.id
     left join recent r on r.endpoint_id = e.id
     where e.deleted_at is null
       and case when $1::text is null and $4::uuid[] is null then not ${isOperational("a.organization_id")}
         else $1::text is null or a.organization_id = $1 end
       and case when $4::uuid[] is null
         then e.disabled_reason in ('gone', 'failing')
           or (e.disabled_at is null and (h.consecutive_failures > 0 or r.hour_delivered < r.hour_total))
         else e.application_id = any ($4) end
     order by e.id desc limit ${MAX_ENDPOINTS}`,
    [input.organizationId ?? null, day, hour, applicationIds],
  );
  return rows.map((row) => ({
    ...row,
    ...judgeHealth({
      disabledReason: row.disabled_at === null ? null : (row.disabled_reason ?? "api"),
      isPaused: row.paused_at !== null,
      consecutiveFailures: row.consecutive_failures,
      hour: { delivered: row.hour_delivered, total: row.hour_total },
      day: { delivered: row.day_delivered, total: row.day_total },
      // It tells only degraded from healthy, which the fleet does not.
      p95Ms: null,
    }),
  }));
}
