import { hotPool } from "@/lib/db.ts";
import { IS_CANCELING } from "@/lib/domain/deliveries/cancel-chunk.ts";
import { IS_HELD } from "@/lib/domain/deliveries/claim.ts";
import { IS_ASKED, IS_BATCHED, IS_DUE_KIND, IS_FREE, IS_IN_LINE } from "@/lib/domain/deliveries/pending-kinds.ts";

/** Endpoints that have rows of a kind, found by skipping from one to the next on its index: the cost is theirs, not the backlog's. */
const endpointsWith = (name: string, kind: string) => `${name} as (
  (select d.endpoint_id from delivery_pending d where ${kind} order by d.endpoint_id limit 1)
  union all
  select (select d.endpoint_id from delivery_pending d where ${kind} and d.endpoint_id > ${name}.endpoint_id order by d.endpoint_id limit 1)
  from ${name} where ${name}.endpoint_id is not null
)`;
const isAnyDue = (kind: string) =>
  `exists (select 1 from delivery_pending d where ${kind} and d.endpoint_id = k.endpoint_id and d.next_at <= now() and ${IS_FREE} limit 1)`;
/** Of a line only the head counts; what is scheduled for later has not joined it yet. */
const IS_HEAD_DUE = `(select d.next_at <= now() and ${IS_FREE} from delivery_pending d
  where ${IS_IN_LINE} and d.endpoint_id = k.endpoint_id and not (d.attempt_count = 0 and d.next_at > now())
  order by d.sequence, d.id limit 1)`;

const SWEEP = `
with recursive ${endpointsWith("due", IS_DUE_KIND)},
${endpointsWith("line", IS_IN_LINE)},
${endpointsWith("batched", IS_BATCHED)},
${endpointsWith("asked", IS_ASKED)},
ready as (
  select k.endpoint_id from due k where k.endpoint_id is not null and ${isAnyDue(IS_DUE_KIND)}
  union all select k.endpoint_id from line k where k.endpoint_id is not null and ${IS_HEAD_DUE}
  union all select k.endpoint_id from batched k where k.endpoint_id is not null and ${isAnyDue(IS_BATCHED)}
),
open as (
  select r.endpoint_id, ${IS_HELD} as held, h.breaker_until <= now() and e.paused_at is null and a.suspended_at is null and not ${IS_CANCELING} as probe
  from (select distinct endpoint_id from ready) r
  cross join lateral (select application_id, disabled_at, deleted_at, paused_at, cancel_before, drop_before from endpoint where id = r.endpoint_id limit 1) e
  cross join lateral (select suspended_at from application where id = e.application_id limit 1) a
  left join lateral (select breaker_state, breaker_until from endpoint_health where endpoint_id = r.endpoint_id limit 1) h on true
)
select endpoint_id as id, held as probe from open where not held or probe
union
select k.endpoint_id, false from asked k where k.endpoint_id is not null and ${isAnyDue(IS_ASKED)}
  and not exists (select 1 from endpoint e join application a on a.id = e.application_id where e.id = k.endpoint_id and a.suspended_at is not null)`;

/**
 * Endpoints with something due that may be sent: the retry scheduler, and the net under lost wake-ups and dead workers.
 * `probes` have an open breaker whose pause is over.
 */
export async function findDueEndpoints(): Promise<{ due: string[]; probes: string[] }> {
  const { rows } = await hotPool().query<{ id: string; probe: boolean }>({ name: "sweep", text: SWEEP });
  return {
    due: rows.filter((row) => !row.probe).map((row) => row.id),
    probes: rows.filter((row) => row.probe).map((row) => row.id),
  };
}

/**
 * Turns breakers half-open whose pause is over. Of several workers one wins: the others find the pause begun anew. The
 * probe's outcome closes or opens it; when nothing is heard of it, the next one may go after `probeMs`.
 */
export async function takeProbes(endpointIds: string[], probeMs: number): Promise<string[]> {
  if (endpointIds.length === 0) return [];
  const { rows } = await hotPool().query<{ endpoint_id: string }>(
    `update endpoint_health set breaker_state = 2, breaker_until = now() + $2 * interval '1 millisecond'
     where endpoint_id = any ($1::uuid[]) and breaker_state > 0 and breaker_until <= now() returning endpoint_id`,
    [endpointIds, probeMs],
  );
  return rows.map((row) => row.endpoint_id);
}
