import type { Queryable } from "@/lib/db.ts";
import { IS_BATCHED, IS_DUE_KIND, IS_IN_LINE } from "@/lib/domain/deliveries/pending-kinds.ts";
import { holdOf } from "@/lib/domain/endpoint-health/hold.ts";
import type { EndpointFacts } from "@/lib/domain/endpoint-health/read-facts.ts";

const MAX_WAITING = 10_000;

/** Those with something that may hold deliveries back: only for these it is worth to count. */
export function heldAmong(endpoints: readonly EndpointFacts[], nowMs: number): string[] {
  return endpoints.filter((endpoint) => holdOf(endpoint, { waiting: 1, nowMs }) !== null).map(({ id }) => id);
}

const due = (kind: string) => `select 1 from delivery_pending d
  where ${kind} and d.endpoint_id = e.id and d.next_at <= now() and d.lease_token is null`;

/** How many deliveries of each of these endpoints are due and wait, counted up to 10,000. */
export async function readWaiting(queryable: Queryable, endpointIds: string[]): Promise<Map<string, number>> {
  if (endpointIds.length === 0) return new Map();
  const { rows } = await queryable.query<{ id: string; waiting: number }>(
    `select e.id, count(*)::integer as waiting
     from unnest($1::uuid[]) as e(id)
     cross join lateral (
       ${[IS_DUE_KIND, IS_IN_LINE, IS_BATCHED].map(due).join(" union all ")} limit ${MAX_WAITING}
     ) t
     group by e.id`,
    [endpointIds],
  );
  return new Map(rows.map((row) => [row.id, row.waiting]));
}
