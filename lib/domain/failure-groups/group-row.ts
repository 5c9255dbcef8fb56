import type { FailureGroupOut } from "@/lib/contract/failure-group.ts";
import type { Queryable } from "@/lib/db.ts";
import { causeFields } from "@/lib/domain/deliveries/delivery-out.ts";
import { endpointName } from "@/lib/domain/deliveries/endpoint-name.ts";
import { PULSE_LENGTH } from "@/lib/domain/endpoint-health/read-facts.ts";
import { type Lived, shownState } from "@/lib/domain/failure-groups/lifecycle.ts";
import { formatId } from "@/lib/ids.ts";

const HALF_HOUR_MS = 30 * 60_000;

export interface GroupRow {
  id: string;
  application_id: string;
  application_name: string;
  endpoint_id: string;
  endpoint_name: string | null;
  endpoint_url: string;
  disabled_at: Date | null;
  paused_at: Date | null;
  certificate_not_after: Date | null;
  cause: number;
  state: Lived["state"];
  first_seen_at: Date;
  last_seen_at: Date;
  last_status_code: number | null;
  failed: number;
  undelivered: number;
  undelivered_exact: boolean;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  muted_until: Date | null;
  muted_by: string | null;
  resolved_at: Date | null;
  regressed_at: Date | null;
}

/** Of a batch one try stands for several deliveries: never fewer than what is undelivered. */
export const FAILED = "greatest(g.settled_count + g.recent_count, g.undelivered)";

export const GROUP_COLUMNS = `g.id, g.application_id, a.name as application_name, g.endpoint_id, e.name as endpoint_name,
  e.url as endpoint_url, e.disabled_at, e.paused_at, h.certificate_not_after, g.cause, g.state, g.first_seen_at, g.last_seen_at,
  g.last_status_code, ${FAILED} as failed, g.undelivered, g.undelivered_exact, g.acknowledged_at, g.acknowledged_by,
  g.muted_until, g.muted_by, g.resolved_at, g.regressed_at`;

export const GROUP_TABLES = `failure_group g join application a on a.id = g.application_id
  join endpoint e on e.id = g.endpoint_id left join endpoint_health h on h.endpoint_id = g.endpoint_id`;

export type Pulse = FailureGroupOut["pulse"];

/** The last 24 hours of endpoints: two integers for each half-hour, by key. */
export async function readPulsesOf(
  queryable: Queryable,
  endpointIds: readonly string[],
  now: Date,
): Promise<Map<string, Pulse>> {
  const firstMs = (Math.floor(now.getTime() / HALF_HOUR_MS) - PULSE_LENGTH + 1) * HALF_HOUR_MS;
  const { rows } = await queryable.query<{ endpoint_id: string; bucket: Date; delivered: number; failed: number }>(
    `select endpoint_id, bucket, delivered, retrying + failed as failed from endpoint_rollup
     where endpoint_id = any ($1::uuid[]) and bucket >= $2`,
    [endpointIds, new Date(firstMs)],
  );
  const pulses = new Map<string, Pulse>();
  for (const { endpoint_id, bucket, delivered, failed } of rows) {
    const pulse = pulses.get(endpoint_id) ?? emptyPulse();
    const cell = pulse[Math.min(PULSE_LENGTH - 1, Math.floor((bucket.getTime() - firstMs) / HALF_HOUR_MS))];
    if (cell) Object.assign(cell, { delivered, failed });
    pulses.set(endpoint_id, pulse);
  }
  return pulses;
}

function emptyPulse(): Pulse {
  return Array.from({ length: PULSE_LENGTH }, () => ({ delivered: 0, failed: 0 }));
}

export function toGroupOut(row: GroupRow, pulse: Pulse | undefined, now: Date): FailureGroupOut {
  const { cause, causeLabel } = causeFields(row.cause);
  const lived = {
    state: row.state,
    mutedUntil: row.muted_until,
    resolvedAt: row.resolved_at,
    lastSeenAt: row.last_seen_at,
  };
  const state = shownState(lived, now);
  return {
    id: formatId("failureGroup", row.id),
    cause: cause ?? "internal",
    causeLabel: causeLabel ?? "",
    statusCode: row.last_status_code,
    endpointId: formatId("endpoint", row.endpoint_id),
    endpointName: endpointName({ name: row.endpoint_name, url: row.endpoint_url }),
    endpointState: row.disabled_at !== null ? "off" : row.paused_at !== null ? "paused" : "on",
    applicationId: formatId("application", row.application_id),
    applicationName: row.application_name,
    state,
    isRegressed: row.regressed_at !== null && row.state !== "resolved",
    firstSeenAt: row.first_seen_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    failedCount: row.failed,
    undelivered: row.undelivered,
    isUndeliveredExact: row.undelivered_exact,
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    acknowledgedBy: row.acknowledged_by,
    mutedUntil: state === "muted" ? (row.muted_until?.toISOString() ?? null) : null,
    mutedBy: state === "muted" ? row.muted_by : null,
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    pulse: pulse ?? emptyPulse(),
  };
}
