import type { Tx } from "@/lib/db.ts";
import { queueItems } from "@/lib/domain/replays/queue.ts";
import { isHeld, mayProbe, READINESS, type Readiness, reasonOf } from "@/lib/domain/replays/readiness.ts";
import { MAX_QUEUED } from "@/lib/domain/replays/settle.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { leftOf, type TaskRow, type WaitsFor } from "@/lib/domain/tasks/row.ts";

/** Queued in one commit: some tens of milliseconds. */
const CHUNK = 500;

export interface Fed {
  /** Something was queued, or given up. */
  moved: boolean;
  waitsFor: WaitsFor | null;
}

/**
 * Queues the next items, oldest first: as many as the rate and what is queued already leave room for. Those of an endpoint that is
 * to get nothing now are passed over; while a breaker is open one goes as a probe when it is time.
 */
export async function feedItems(tx: Tx, task: TaskRow): Promise<Fed> {
  const left = leftOf(task);
  if (left === 0) return { moved: false, waitsFor: null };
  if (!task.may_go)
    return { moved: false, waitsFor: task.succeeded + task.failed + task.queued === 0 ? "start" : null };
  const endpoints = await readEndpoints(tx, task);
  if (endpoints.some(({ deleted }) => deleted)) {
    const gone = await giveUpDeleted(tx, task.id, endpoints);
    if (gone > 0) return { moved: true, waitsFor: null };
  }

  const limit = Math.min(CHUNK, MAX_QUEUED - task.queued, portionOf(task.rate_per_second));
  const held = endpoints.filter(isHeld);
  const chosen = limit > 0 ? await choose(tx, task.id, { heldIds: held.map(({ id }) => id), limit }) : [];
  if (chosen.length < limit) chosen.push(...(await chooseProbes(tx, task.id, endpoints)));
  if (chosen.length === 0) {
    const isWaiting = limit > 0 && task.queued === 0;
    return { moved: false, waitsFor: isWaiting ? await whyWaiting(tx, task.id, held) : null };
  }
  const { id: taskId, requested_by: requestedBy } = task;
  const { length: queued } = await queueItems(tx, { taskId, deliveryIds: chosen, requestedBy });
  await ask(
    tx,
    `update background_task set queued = queued + $2::int, skipped = skipped + $3::int, waits_for = null, updated_at = now(),
       next_at = case when rate_per_second is null then next_at else now() + $2::float8 / rate_per_second * interval '1 second' end
     where id = $1`,
    [taskId, queued, chosen.length - queued],
  );
  return { moved: true, waitsFor: null };
}

/** A quarter of what may go in a second, so that it does not go in one burst. */
function portionOf(ratePerSecond: number | null): number {
  return ratePerSecond === null ? CHUNK : Math.ceil(ratePerSecond / 4);
}

function readEndpoints(tx: Tx, task: TaskRow): Promise<Readiness[]> {
  return ask<Readiness>(
    tx,
    `select ${READINESS}
     from endpoint e join application a on a.id = e.application_id left join endpoint_health h on h.endpoint_id = e.id
     where case when $2::uuid is null then e.application_id = $1::uuid else e.id = $2::uuid end`,
    [task.application_id, task.endpoint_id],
  );
}

async function choose(
  tx: Tx,
  taskId: string,
  { heldIds, limit }: { heldIds: string[]; limit: number },
): Promise<string[]> {
  const rows = await ask<{ id: string }>(
    tx,
    `select delivery_id as id from background_task_item
     where task_id = $1 and state = 0 and endpoint_id <> all ($2::uuid[]) order by delivery_id limit $3`,
    [taskId, heldIds, limit],
  );
  return rows.map(({ id }) => id);
}

async function chooseProbes(tx: Tx, taskId: string, endpoints: Readiness[]): Promise<string[]> {
  const ids = endpoints.filter(mayProbe).map(({ id }) => id);
  if (ids.length === 0) return [];
  const rows = await ask<{ id: string }>(
    tx,
    `select i.delivery_id as id from unnest($2::uuid[]) as e(id)
     cross join lateral (
       select delivery_id from background_task_item where task_id = $1 and state = 0 and endpoint_id = e.id order by delivery_id limit 1
     ) i
     where not exists (select 1 from background_task_item where task_id = $1 and state = 1 and endpoint_id = e.id)`,
    [taskId, ids],
  );
  return rows.map(({ id }) => id);
}

async function giveUpDeleted(tx: Tx, taskId: string, endpoints: Readiness[]): Promise<number> {
  const [row] = await ask<{ n: number }>(
    tx,
    `with gone as (
       delete from background_task_item where task_id = $1 and state = 0 and endpoint_id = any ($2::uuid[]) returning 1
     ),
     counted as (update background_task set skipped = skipped + (select count(*) from gone), updated_at = now() where id = $1)
     select count(*)::int as n from gone`,
    [taskId, endpoints.filter(({ deleted }) => deleted).map(({ id }) => id)],
  );
  return row?.n ?? 0;
}

/** Nothing may go: those that something is left for say why. */
async function whyWaiting(tx: Tx, taskId: string, held: Readiness[]): Promise<WaitsFor | null> {
  const rows = await ask<{ id: string }>(
    tx,
    `select e.id from unnest($2::uuid[]) as e(id)
     where exists (select 1 from background_task_item where task_id = $1 and state = 0 and endpoint_id = e.id)`,
    [taskId, held.map(({ id }) => id)],
  );
  const ids = new Set(rows.map(({ id }) => id));
  return reasonOf(held.filter(({ id }) => ids.has(id)));
}
