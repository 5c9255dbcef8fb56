import { type EndpointStats, STATS_DAYS_AT_MOST } from "@/lib/contract/endpoint.ts";
import { pool } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { STATE_CONDITIONS } from "@/lib/domain/deliveries/state.ts";
import type { EndpointRef } from "@/lib/domain/endpoints/lock.ts";
import { ProblemError } from "@/lib/errors.ts";
import { uuidFloor } from "@/lib/ids.ts";

const AT_MOST_MS = STATS_DAYS_AT_MOST * 86_400_000;
const HALF_HOUR_MS = 30 * 60_000;

/**
 * Deliveries of an endpoint by state. What succeeded is nearly all: whole half-hours of it come from the sums that are
 * kept with the tries, and only the ends of the range, and what did not succeed, are counted.
 * @throws ProblemError `invalid_range` when it ends before it begins, or is longer than 28 days.
 */
export async function getEndpointStats(
  ctx: Context,
  input: EndpointRef & { since?: string | undefined; until?: string | undefined },
): Promise<EndpointStats> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");
  const { fromMs, toMs } = rangeOf(input, Date.now());
  const { rows } = await pool().query<EndpointStats>(STATS, [
    input.endpointId,
    input.applicationId,
    uuidFloor(fromMs),
    uuidFloor(toMs),
    ...wholeHalfHours(fromMs, toMs),
  ]);
  const [row] = rows;
  if (!row) throw new Error("A count has one row.");
  return row;
}

function rangeOf({ since, until }: { since?: string | undefined; until?: string | undefined }, nowMs: number) {
  // Ids are made by two clocks, the database's may be a little ahead: what is there now is meant.
  const toMs = until === undefined ? nowMs + 60_000 : Date.parse(until);
  const fromMs = since === undefined ? (until === undefined ? nowMs : toMs) - AT_MOST_MS : Date.parse(since);
  if (fromMs >= toMs) throw new ProblemError("invalid_range", "The range ends before it begins.");
  const lengthMs = (until === undefined ? Math.max(nowMs, fromMs) : toMs) - fromMs;
  if (lengthMs > AT_MOST_MS) {
    throw new ProblemError("invalid_range", `The range may be ${STATS_DAYS_AT_MOST} days long at most.`);
  }
  return { fromMs, toMs };
}

/** First and last moment of the half-hours that lie within the range as a whole; the same moment when there are none. */
function wholeHalfHours(fromMs: number, toMs: number): [Date, Date, string, string] {
  const firstMs = Math.ceil(fromMs / HALF_HOUR_MS) * HALF_HOUR_MS;
  const lastMs = Math.max(firstMs, Math.floor(toMs / HALF_HOUR_MS) * HALF_HOUR_MS);
  const endsWithin = firstMs <= toMs;
  const [start, end] = endsWithin ? [firstMs, lastMs] : [toMs, toMs];
  return [new Date(start), new Date(end), uuidFloor(start), uuidFloor(end)];
}

const OF_ENDPOINT = "d.endpoint_id = $1 and d.application_id = $2 and not d.is_test";
const IN_RANGE = `${OF_ENDPOINT} and d.id >= $3 and d.id < $4`;

const STATS = `
select
  (select coalesce(sum(delivered), 0)::int from endpoint_rollup
     where endpoint_id = $1 and application_id = $2 and bucket >= $5 and bucket < $6)
  + (select count(*)::int from delivery_history d where ${OF_ENDPOINT} and d.status = 1 and d.id >= $3 and d.id < $7)
  + (select count(*)::int from delivery_history d where ${OF_ENDPOINT} and d.status = 1 and d.id >= $8 and d.id < $4) as success,
  p.pending, p.sending, u.fail, u.canceled
from (
  select count(*) filter (where ${STATE_CONDITIONS.retrying})::int as pending, count(*) filter (where ${STATE_CONDITIONS.sending})::int as sending
  from delivery_pending d where ${IN_RANGE}
) p cross join (
  select count(*) filter (where d.status = 2)::int as fail, count(*) filter (where d.status = 3)::int as canceled
  from delivery_history d where ${IN_RANGE} and d.status <> 1
) u`;
