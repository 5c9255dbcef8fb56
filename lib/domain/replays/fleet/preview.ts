import type { FleetReplayIn, FleetReplayPreviewOut } from "@/lib/contract/fleet-replay.ts";
import { GUARDS, guardsOf } from "@/lib/contract/replay-guards.ts";
import { db, pool } from "@/lib/db.ts";
import { type Context, organizationOf } from "@/lib/domain/context.ts";
import { endpointName } from "@/lib/domain/deliveries/endpoint-name.ts";
import { findFleetScope } from "@/lib/domain/replays/fleet/find-scope.ts";
import { nextApplications } from "@/lib/domain/replays/fleet/next-application.ts";
import { type Count, countPlace, largest, newCount, timesOf } from "@/lib/domain/replays/preview.ts";
import type { ReplayScope } from "@/lib/domain/replays/scope.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { formatId } from "@/lib/ids.ts";

/** Somebody looks at a screen meanwhile, but they are about to send much. */
const COUNT_FOR_MS = 2_500;
const AT_ONCE = 4;
const APPLICATIONS = 200;

/** Counts what a replay across applications would send now, for as long as one can wait for it. */
export async function previewFleetReplay(ctx: Context, body: FleetReplayIn): Promise<FleetReplayPreviewOut> {
  requireOperator(ctx, "support");
  const scope = await findFleetScope(ctx, body);
  const counts = await countApplications(scope, organizationOf(ctx) ?? null);
  const touched = counts.byApplication.filter(([, { deliveries }]) => deliveries > 0);
  const sum = (key: "deliveries" | "expunged" | "turnedOff") =>
    counts.byApplication.reduce((total, [, count]) => total + count[key], 0);
  const endpoints = largest(new Map(counts.byApplication.flatMap(([, { endpoints }]) => [...endpoints])));
  const messages = counts.byApplication.flatMap(([, count]) => [...count.messages]);
  const deliveries = sum("deliveries");
  const rate = body.ratePerEndpoint ?? GUARDS.usualRate;
  return {
    deliveries,
    exact: counts.exact,
    messages: messages.length,
    expunged: sum("expunged"),
    turnedOff: sum("turnedOff"),
    ...timesOf(messages),
    byEventType: largest(mergeTypes(counts.byApplication)).map(([eventType, count]) => ({ eventType, count })),
    customers: touched.length,
    ...(await named(largest(new Map(touched.map(([id, count]) => [id, count.deliveries]))), endpoints)),
    samples: touched
      .flatMap(([, { samples }]) => samples)
      .sort((a, b) => a.messageId.localeCompare(b.messageId))
      .slice(0, 5),
    // Endpoints go side by side, so the one with the most decides.
    seconds: deliveries === 0 ? 0 : Math.ceil((endpoints[0]?.[1] ?? 0) / rate),
    needs: guardsOf({ deliveries, customers: touched.length }),
  };
}

async function countApplications(scope: ReplayScope, organizationId: string | null) {
  const deadline = performance.now() + COUNT_FOR_MS;
  const byApplication: [string, Count][] = [];
  let isDone = false;
  for (let afterId: string | null = null; !isDone && performance.now() < deadline; ) {
    const { sql, values } = nextApplications({ scope, organizationId, afterId, limit: APPLICATIONS });
    const ids = (await pool().query<{ id: string }>(sql, values)).rows.map(({ id }) => id);
    isDone = ids.length < APPLICATIONS;
    afterId = ids.at(-1) ?? afterId;
    const left = [...ids];
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let id = left.shift(); id !== undefined; id = left.shift()) {
          const count = newCount({ leavesOutOff: true });
          byApplication.push([id, count]);
          await countPlace({ applicationId: id, endpointId: null }, { scope, deadline, count });
        }
      }),
    );
  }
  return { byApplication, exact: isDone && byApplication.every(([, { exact }]) => exact) };
}

function mergeTypes(all: [string, Count][]): Map<string, number> {
  const types = new Map<string, number>();
  for (const [, count] of all) for (const [type, n] of count.types) types.set(type, (types.get(type) ?? 0) + n);
  return types;
}

async function named(
  applications: [string, number][],
  endpoints: [string, number][],
): Promise<Pick<FleetReplayPreviewOut, "byApplication" | "byEndpoint">> {
  const [rows, found] = await Promise.all([
    db().application.findMany({ where: { id: { in: applications.map(([id]) => id) } } }),
    db().endpoint.findMany({ where: { id: { in: endpoints.map(([id]) => id) } } }),
  ]);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const byId = new Map(found.map((endpoint) => [endpoint.id, endpoint]));
  return {
    byApplication: applications.map(([id, count]) => ({
      applicationId: formatId("application", id),
      name: names.get(id) ?? "",
      count,
    })),
    byEndpoint: endpoints.flatMap(([id, count]) => {
      const endpoint = byId.get(id);
      if (!endpoint) return [];
      const applicationId = formatId("application", endpoint.applicationId);
      return [{ endpointId: formatId("endpoint", id), name: endpointName(endpoint), applicationId, count }];
    }),
  };
}
