import type { ActivityOut } from "@/lib/contract/activity.ts";
import type { EndpointInternalsOut } from "@/lib/contract/endpoint-internals.ts";
import { db, pool } from "@/lib/db.ts";
import { toActivityOut } from "@/lib/domain/activity/to-out.ts";
import type { Context } from "@/lib/domain/context.ts";
import { breakerOf } from "@/lib/domain/endpoint-health/hold.ts";
import { readEndpoints } from "@/lib/domain/endpoint-health/read-facts.ts";
import { getEndpointHeaders } from "@/lib/domain/endpoints/get-headers.ts";
import { type EndpointRef, getEndpointOrThrow } from "@/lib/domain/endpoints/lock.ts";
import { effectiveOptions, readOptions } from "@/lib/domain/endpoints/options.ts";
import { readQueueOfEndpoint } from "@/lib/domain/endpoints/read-queue.ts";
import { toEndpointOut } from "@/lib/domain/endpoints/to-out.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { settings } from "@/lib/domain/settings/snapshot.ts";
import { env } from "@/lib/env.ts";
import { NotFound } from "@/lib/errors.ts";

const CHANGES = 20;
/** Done with an endpoint, and nothing of it is different afterwards. */
const NO_CHANGES = [
  ...["endpoint.tested", "endpoint.url_tested", "endpoint.example_sent", "endpoint.secret_revealed"],
  ...["endpoint.messages_canceled", "endpoint.warned"],
];

/** What staff see of an endpoint beside what its owner sees: the queue, the pace, the configuration and its history. */
export async function getEndpointInternals(ctx: Context, ref: EndpointRef): Promise<EndpointInternalsOut> {
  requireOperator(ctx, "support");
  const row = await getEndpointOrThrow(db(), ref);
  const endpoint = toEndpointOut(row);
  const [[facts], application, queue, headers, changes] = await Promise.all([
    readEndpoints(pool(), ref),
    db().application.findUniqueOrThrow({ where: { id: ref.applicationId }, select: { throttleRate: true } }),
    readQueueOfEndpoint(ref.endpointId),
    getEndpointHeaders(ctx, ref),
    readChanges(ctx, ref, endpoint),
  ]);
  if (!facts) throw new NotFound();
  const options = readOptions(row.deliveryOptions);
  const nowMs = Date.now();
  const ahead = (date: Date | null) => (date && date.getTime() > nowMs ? date.toISOString() : null);
  return {
    queue,
    throttle: {
      endpointRate: endpoint.throttleRate,
      windowSeconds: options.throttleWindowSeconds ?? 1,
      applicationRate: application.throttleRate,
      nextFreeAt: ahead(facts.next_free_at),
      slowedUntil: ahead(facts.throttled_until),
    },
    breaker: breakerOf(facts, env().BREAKER_FAILURES),
    options: effectiveOptions(options),
    hasOwnRetries: options.retry !== null,
    egressAddresses: [...settings().sourceAddresses],
    configuration: { ...endpoint, customHeaders: headers },
    changes,
  };
}

async function readChanges(
  ctx: Context,
  { applicationId }: EndpointRef,
  endpoint: { id: string; name: string | null; url: string },
): Promise<ActivityOut[]> {
  const rows = await db().auditLog.findMany({
    where: { applicationId, objectKind: "endpoint", objectId: endpoint.id, action: { notIn: NO_CHANGES } },
    orderBy: { id: "desc" },
    take: CHANGES,
  });
  const named = new Map([[endpoint.id, { name: endpoint.name || new URL(endpoint.url).host, exists: true }]]);
  return rows.map((row) => toActivityOut(ctx, row, named));
}
