import type { FleetEndpointOut, FleetSummaryOut } from "@/lib/contract/fleet.ts";
import { pool } from "@/lib/db.ts";
import { readFirstSteps } from "@/lib/domain/applications/first-steps.ts";
import { bucketStarts, type JudgedEndpoint, readFleetEndpoints } from "@/lib/domain/applications/fleet-endpoints.ts";
import { type Context, organizationOf } from "@/lib/domain/context.ts";
import { causeFields } from "@/lib/domain/deliveries/delivery-out.ts";
import { endpointName } from "@/lib/domain/deliveries/endpoint-name.ts";
import { probeOf, turnOffOf } from "@/lib/domain/endpoint-health/hold.ts";
import { readMissed } from "@/lib/domain/endpoint-health/read-facts.ts";
import { readOldestDueSeconds } from "@/lib/domain/metrics/read.ts";
import { isOperational, ofCustomers } from "@/lib/domain/operational-webhooks/organization.ts";
import { readiness } from "@/lib/domain/readiness/check.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { settings } from "@/lib/domain/settings/snapshot.ts";
import { formatId } from "@/lib/ids.ts";

const HALF_HOUR_MS = 30 * 60_000;
const BUCKETS = 48;
const MAX_ATTENTION = 50;

/** How sending goes across the applications of the actor's organization; of all of them for staff. */
export async function getFleetSummary(ctx: Context): Promise<FleetSummaryOut> {
  requireOperator(ctx, "viewer");
  const organizationId = organizationOf(ctx);
  const nowMs = Date.now();
  const [troubled, { buckets, averageMs }, counts, oldestDueSeconds, firstSteps, ready] = await Promise.all([
    readFleetEndpoints({ organizationId, which: "troubled", nowMs }),
    readBuckets(organizationId, nowMs),
    readCounts(organizationId),
    readOldestDueSeconds(organizationId),
    readFirstSteps(organizationId),
    readiness(),
  ]);
  const failing = troubled.filter((endpoint) => endpoint.state === "failing");
  const turnedOff = troubled.filter((endpoint) => endpoint.state === "turned_off");
  const delivered = buckets.reduce((sum, bucket) => sum + bucket.delivered, 0);
  return {
    ...counts,
    oldestDueSeconds: oldestDueSeconds === null ? null : Math.floor(oldestDueSeconds),
    delivered,
    total: buckets.reduce((sum, bucket) => sum + bucket.retrying + bucket.failed, delivered),
    averageMs,
    buckets,
    failingCount: failing.length,
    failingApplicationCount: new Set(failing.map((endpoint) => endpoint.application_id)).size,
    turnedOffCount: turnedOff.length,
    attention: await toAttention(failing, turnedOff),
    isWorkerAlive: ready.worker === "ok",
    firstSteps,
  };
}

async function toAttention(failing: JudgedEndpoint[], turnedOff: JudgedEndpoint[]): Promise<FleetEndpointOut[]> {
  const shown = [...turnedOff.slice(0, MAX_ATTENTION), ...failing];
  const missed = await readMissed(
    pool(),
    shown.filter((endpoint) => endpoint.disabled_at !== null),
  );
  return shown
    .map((endpoint): FleetEndpointOut => {
      const isOff = endpoint.disabled_at !== null;
      return {
        endpointId: formatId("endpoint", endpoint.id),
        endpointName: endpointName(endpoint),
        applicationId: formatId("application", endpoint.application_id),
        applicationName: endpoint.application_name,
        state: isOff ? "turned_off" : "failing",
        rule: endpoint.rule,
        since: (endpoint.disabled_at ?? endpoint.failing_since)?.toISOString() ?? null,
        ...causeFields(endpoint.last_cause),
        breaker: probeOf(endpoint),
        turnOffAt: endpoint.warned_at ? (turnOffOf(endpoint, settings().endpointOffAfterHours)?.at ?? null) : null,
        undelivered: isOff ? (missed.get(endpoint.id) ?? 0) : endpoint.day_total - endpoint.day_delivered,
      };
    })
    .sort((a, b) => b.undelivered - a.undelivered)
    .slice(0, MAX_ATTENTION);
}

interface BucketRow {
  at: number;
  delivered: number;
  retrying: number;
  failed: number;
  ms: number;
  tries: number;
}

async function readBuckets(
  organizationId: string | undefined,
  nowMs: number,
): Promise<Pick<FleetSummaryOut, "buckets" | "averageMs">> {
  const { day } = bucketStarts(nowMs);
  const { rows } = await pool().query<BucketRow>(
    `select least(floor(extract(epoch from bucket - $1::timestamptz) / ${HALF_HOUR_MS / 1000}), ${BUCKETS - 1})::integer as at,
       sum(delivered)::integer as delivered, sum(retrying)::integer as retrying, sum(failed)::integer as failed,
       sum(duration_ms_sum)::float8 as ms, sum(duration_count)::float8 as tries
     from endpoint_rollup
     where bucket >= $1
       and case when $2::text is null
         then application_id not in (select id from application where ${isOperational("organization_id")} and deleted_at is null)
         else application_id in (select id from application where organization_id = $2) end
     group by 1`,
    [day, organizationId ?? null],
  );
  const byPlace = new Map(rows.map(({ at, delivered, retrying, failed }) => [at, { delivered, retrying, failed }]));
  const tries = rows.reduce((sum, row) => sum + row.tries, 0);
  return {
    averageMs: tries > 0 ? Math.round(rows.reduce((sum, row) => sum + row.ms, 0) / tries) : null,
    buckets: Array.from({ length: BUCKETS }, (_, place) => ({
      at: new Date(day.getTime() + place * HALF_HOUR_MS).toISOString(),
      ...(byPlace.get(place) ?? { delivered: 0, retrying: 0, failed: 0 }),
    })),
  };
}

type FleetCounts = Pick<FleetSummaryOut, "applicationCount" | "endpointCount" | "breakerCount">;

async function readCounts(organizationId: string | undefined): Promise<FleetCounts> {
  const { rows } = await pool().query<{
    applications: number;
    endpoints: number;
    breakers: number;
    due: number | null;
  }>(
    `with own as (select id from application where deleted_at is null and ${ofCustomers("organization_id", "$1")})
     select (select count(*) from own)::integer as applications,
       (select count(*) from endpoint e where e.deleted_at is null and e.application_id in (select id from own))::integer as endpoints,
       (select count(*) from endpoint_health h join endpoint e on e.id = h.endpoint_id
        where h.breaker_state > 0 and e.deleted_at is null and e.disabled_at is null and e.application_id in (select id from own))::integer as breakers`,
    [organizationId ?? null],
  );
  const row = rows[0];
  return {
    applicationCount: row?.applications ?? 0,
    endpointCount: row?.endpoints ?? 0,
    breakerCount: row?.breakers ?? 0,
  };
}
