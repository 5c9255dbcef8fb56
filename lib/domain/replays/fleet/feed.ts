import { GUARDS } from "@/lib/contract/replay-guards.ts";
import type { Tx } from "@/lib/db.ts";
import type { FleetRow } from "@/lib/domain/replays/fleet/row.ts";
import { giveUpShares } from "@/lib/domain/replays/fleet/shares.ts";
import { queueItems } from "@/lib/domain/replays/queue.ts";
import { isHeld, mayProbe, READINESS, type Readiness, reasonOf } from "@/lib/domain/replays/readiness.ts";
import { MAX_QUEUED } from "@/lib/domain/replays/settle.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import type { TaskRow, WaitsFor } from "@/lib/domain/tasks/row.ts";

/** Queued in one commit. */
const CHUNK = 500;
/** So many seconds' worth of one endpoint may be with the worker: one that is slow must not take the room of all. */
const QUEUED_SECONDS = 10;
const LEAST_QUEUED = 20;

interface EndpointRow extends Readiness {
  queued: number;
  left: number;
  /** Milliseconds until its rate lets something be queued; 0 is now. */
  go_in_ms: number;
}

export interface FleetFed {
  moved: boolean;
  waitsFor: WaitsFor | null;
  /** When the rate of some endpoint lets something be queued again; null when none waits for that. */
  goInMs: number | null;
}

/** Queues the next, oldest first: of each endpoint as many as its rate leaves room for, and few until the first have succeeded. */
export async function feedFleet(tx: Tx, task: TaskRow, fleet: FleetRow): Promise<FleetFed> {
  if (!task.may_go) {
    const isBegun = task.succeeded + task.failed + task.queued > 0;
    return { moved: false, waitsFor: isBegun ? null : "start", goInMs: task.go_in_ms };
  }
  const endpoints = await readEndpoints(tx, task.id);
  const gone = endpoints.filter(({ deleted }) => deleted).map(({ id }) => id);
  if (gone.length > 0 && (await giveUpShares(tx, task.id, gone)) > 0)
    return { moved: true, waitsFor: null, goInMs: null };

  const limit = Math.min(CHUNK, MAX_QUEUED - task.queued, roomOfSample(task, fleet));
  const chosen = limit > 0 ? await choose(tx, task.id, { portions: portionsOf(endpoints, fleet), limit }) : [];
  if (chosen.length === 0) return { moved: false, waitsFor: waitsForOf(task, endpoints), goInMs: nextGoOf(endpoints) };
  await hand(tx, task, { chosen, rate: fleet.endpoint_rate });
  return { moved: true, waitsFor: null, goInMs: null };
}

/** Until the first are known to succeed no more than these are sent. */
function roomOfSample({ succeeded, failed, queued }: TaskRow, { is_trusted }: FleetRow): number {
  return is_trusted ? CHUNK : GUARDS.sample - succeeded - failed - queued;
}

function portionsOf(endpoints: EndpointRow[], { endpoint_rate: rate }: FleetRow): { id: string; n: number }[] {
  const most = Math.max(LEAST_QUEUED, rate * QUEUED_SECONDS);
  return endpoints.flatMap((endpoint) => {
    const { id, queued, go_in_ms } = endpoint;
    if (go_in_ms > 0) return [];
    if (mayProbe(endpoint) && queued === 0) return [{ id, n: 1 }];
    const n = isHeld(endpoint) ? 0 : Math.min(Math.ceil(rate / 4), most - queued);
    return n > 0 ? [{ id, n }] : [];
  });
}

function readEndpoints(tx: Tx, taskId: string): Promise<EndpointRow[]> {
  return ask<EndpointRow>(
    tx,
    `select ${READINESS}, coalesce(q.n, 0) as queued,
       s.total - s.succeeded - s.failed - s.skipped - coalesce(q.n, 0) as left,
       greatest(0, extract(epoch from s.next_at - now()) * 1000)::float8 as go_in_ms
     from fleet_replay_share s
     join endpoint e on e.id = s.endpoint_id
     join application a on a.id = s.application_id
     left join endpoint_health h on h.endpoint_id = e.id
     left join (
       select endpoint_id, count(*)::int as n from background_task_item where task_id = $1::uuid and state = 1 group by 1
     ) q on q.endpoint_id = e.id
     where s.task_id = $1::uuid and s.total - s.succeeded - s.failed - s.skipped - coalesce(q.n, 0) > 0`,
    [taskId],
  );
}

type Chosen = { id: string; endpoint_id: string };

function choose(
  tx: Tx,
  taskId: string,
  { portions, limit }: { portions: { id: string; n: number }[]; limit: number },
): Promise<Chosen[]> {
  return ask<Chosen>(
    tx,
    `select i.delivery_id as id, i.endpoint_id from unnest($2::uuid[], $3::int[]) as e(id, n)
     cross join lateral (
       select delivery_id, endpoint_id from background_task_item where task_id = $1::uuid and state = 0 and endpoint_id = e.id
       order by delivery_id limit e.n
     ) i
     order by i.delivery_id limit $4`,
    [taskId, portions.map(({ id }) => id), portions.map(({ n }) => n), limit],
  );
}

async function hand(
  tx: Tx,
  { id: taskId, requested_by: requestedBy }: TaskRow,
  { chosen, rate }: { chosen: Chosen[]; rate: number },
): Promise<void> {
  const queued = await queueItems(tx, { taskId, deliveryIds: chosen.map(({ id }) => id), requestedBy });
  const isQueued = new Set(queued.map(({ id }) => id));
  const counts = new Map<string, { queued: number; skipped: number }>();
  for (const { id, endpoint_id } of chosen) {
    const count = counts.get(endpoint_id) ?? { queued: 0, skipped: 0 };
    count[isQueued.has(id) ? "queued" : "skipped"] += 1;
    counts.set(endpoint_id, count);
  }
  const rows = [...counts];
  await ask(
    tx,
    `update fleet_replay_share s set skipped = s.skipped + n.skipped, next_at = now() + n.queued::float8 / $5::int * interval '1 second'
     from unnest($2::uuid[], $3::int[], $4::int[]) as n(endpoint_id, queued, skipped)
     where s.task_id = $1::uuid and s.endpoint_id = n.endpoint_id`,
    [taskId, rows.map(([id]) => id), rows.map(([, n]) => n.queued), rows.map(([, n]) => n.skipped), rate],
  );
  await ask(
    tx,
    `update background_task set queued = queued + $2::int, skipped = skipped + $3::int, waits_for = null, updated_at = now() where id = $1::uuid`,
    [taskId, queued.length, chosen.length - queued.length],
  );
}

/** Nothing may go. */
function waitsForOf({ queued }: TaskRow, endpoints: EndpointRow[]): WaitsFor | null {
  if (queued > 0 || endpoints.length === 0 || endpoints.some((endpoint) => !isHeld(endpoint))) return null;
  return reasonOf(endpoints);
}

function nextGoOf(endpoints: EndpointRow[]): number | null {
  const waits = endpoints.filter((endpoint) => !isHeld(endpoint)).map(({ go_in_ms }) => go_in_ms);
  return waits.length > 0 ? Math.max(1, Math.min(...waits)) : null;
}
