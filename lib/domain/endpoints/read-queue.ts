import type { EndpointInternalsOut } from "@/lib/contract/endpoint-internals.ts";
import { pool } from "@/lib/db.ts";
import { IS_ASKED, IS_BATCHED, IS_DUE_KIND, IS_IN_LINE } from "@/lib/domain/deliveries/pending-kinds.ts";

/** Of each kind of pending deliveries: a reading costs the same however long the queue is. */
const MAX_COUNTED = 10_000;

/** The oldest of each kind, each by its own index. */
const ROWS = [IS_ASKED, IS_DUE_KIND, IS_IN_LINE, IS_BATCHED]
  .map(
    (kind) => `(select d.next_at, d.lease_until from delivery_pending d where ${kind} and d.endpoint_id = $1
      order by d.next_at limit ${MAX_COUNTED})`,
  )
  .join(" union all ");

interface Row {
  in_flight: number;
  due: number;
  oldest_due_at: Date | null;
  later: number;
  next_at: Date | null;
  total: number;
}

/** What waits for an endpoint, and what is under way to it. */
export async function readQueueOfEndpoint(endpointId: string): Promise<EndpointInternalsOut["queue"]> {
  const { rows } = await pool().query<Row>(
    `select count(*) filter (where is_held)::integer as in_flight, count(*) filter (where is_due)::integer as due,
       min(next_at) filter (where is_due) as oldest_due_at, count(*) filter (where not is_held and not is_due)::integer as later,
       min(next_at) filter (where not is_held and not is_due) as next_at, count(*)::integer as total
     from (
       select d.next_at, coalesce(d.lease_until > now(), false) as is_held,
         d.next_at <= now() and not coalesce(d.lease_until > now(), false) as is_due
       from (${ROWS}) d
     ) q`,
    [endpointId],
  );
  const [row] = rows;
  return {
    inFlight: row?.in_flight ?? 0,
    due: row?.due ?? 0,
    oldestDueAt: row?.oldest_due_at?.toISOString() ?? null,
    later: row?.later ?? 0,
    nextAt: row?.next_at?.toISOString() ?? null,
    isCounted: (row?.total ?? 0) < MAX_COUNTED,
  };
}
