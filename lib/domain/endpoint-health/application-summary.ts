import type { ApplicationSummaryOut } from "@/lib/contract/endpoint-health.ts";
import { db, pool } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { endpointName } from "@/lib/domain/deliveries/endpoint-name.ts";
import { readEndpoints, readPulses } from "@/lib/domain/endpoint-health/read-facts.ts";
import { isOffByUs } from "@/lib/domain/endpoint-health/state.ts";
import { toEndpointHealth } from "@/lib/domain/endpoint-health/to-out.ts";
import { onCatalogueOf, visibleEventTypes } from "@/lib/domain/event-types/scope.ts";
import { settings } from "@/lib/domain/settings/snapshot.ts";

/** How many deliveries from either end are looked at for a test: people test first, or just now. */
const MAX_LOOKED_AT = 1_000;

/** What the portal says first: counts of 24 hours, what fails, what is still to do. */
export async function getApplicationSummary(
  ctx: Context,
  input: { applicationId: string },
): Promise<ApplicationSummaryOut> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");
  const catalogue = await onCatalogueOf(ctx, input.applicationId);
  const [endpoints, pulses, eventTypeCount, progress] = await Promise.all([
    readEndpoints(pool(), input),
    readPulses(pool(), { ...input, nowMs: Date.now() }),
    (ctx.tx ?? db()).eventType.count({ where: { AND: [visibleEventTypes(catalogue), { archived: false }] } }),
    readProgress(input.applicationId),
  ]);
  const health = endpoints.map((endpoint) => ({
    name: endpointName(endpoint),
    isOffByUs: isOffByUs(endpoint.disabled_reason),
    ...toEndpointHealth({
      endpoint,
      pulse: pulses.get(endpoint.id),
      durations: undefined,
      missed: undefined,
      waiting: undefined,
    }),
  }));
  const inState = (state: "failing" | "turned_off") =>
    health
      .filter((endpoint) => endpoint.state === state && (state === "failing" || endpoint.isOffByUs))
      .map(({ endpointId, name, since }) => ({ endpointId, name, since }));
  const halves = [...pulses.values()].flat();
  const delivered = halves.reduce((n, half) => n + half.delivered, 0);
  return {
    endpointCount: endpoints.length,
    delivered,
    total: halves.reduce((n, half) => n + half.retrying + half.failed, delivered),
    failingEndpoints: inState("failing"),
    turnedOffEndpoints: inState("turned_off"),
    checklist: {
      endpointAdded: endpoints.length > 0,
      testArrived: progress.test_arrived,
      messageDelivered: progress.message_delivered,
    },
    eventTypeCount,
    retentionDays: settings().messageDays,
  };
}

async function readProgress(applicationId: string): Promise<{ test_arrived: boolean; message_delivered: boolean }> {
  const end = (direction: "asc" | "desc") =>
    `(select d.status, d.is_test from delivery d where d.application_id = $1 order by d.id ${direction} limit ${MAX_LOOKED_AT})`;
  const { rows } = await pool().query<{ test_arrived: boolean; message_delivered: boolean }>(
    `select exists (select 1 from (${end("asc")} union all ${end("desc")}) d where d.is_test and d.status = 1) as test_arrived,
       exists (select 1 from endpoint_rollup where application_id = $1 and delivered > 0) as message_delivered`,
    [applicationId],
  );
  return rows[0] ?? { test_arrived: false, message_delivered: false };
}
