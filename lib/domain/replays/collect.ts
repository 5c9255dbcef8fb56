import type { Tx } from "@/lib/db.ts";
import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import { type Pair, pairsLeftOut } from "@/lib/domain/replays/left-out.ts";
import { scanChunk } from "@/lib/domain/replays/scan.ts";
import { type ReplayPlace, ReplayScope } from "@/lib/domain/replays/scope.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import type { TaskRow } from "@/lib/domain/tasks/row.ts";

type Task = TaskRow & { application_id: string };

const placeOf = (task: Task): ReplayPlace => ({ applicationId: task.application_id, endpointId: task.endpoint_id });

/** The next chunk of the log that the task reads. */
function chunkOf(task: Task, scope: ReplayScope) {
  const binds = newBinds();
  const id = binds.bind(task.id);
  const frozenAt = `(select created_at from background_task where id = ${id}::uuid)`;
  return { binds, id, ...scanChunk({ ...placeOf(task), scope, afterId: task.cursor, frozenAt }, binds) };
}

/**
 * Writes down a chunk of what a replay is to send. Together with how far it has read, so that a chunk that was not committed
 * was not made, and one that was is not read again.
 * @param only besides: a condition on what was found
 * @returns whether it was the last one
 */
export async function collectChunk(tx: Tx, task: Task, only = "true"): Promise<boolean> {
  const scope = ReplayScope.parse(task.scope);
  const unwanted = await unwantedOf(tx, task, scope);
  const { binds, id, sql, size } = chunkOf(task, scope);
  const wanted =
    unwanted.length > 0 ? `and not endpoint_id::text || message_id::text = any (${binds.bind(unwanted)}::text[])` : "";
  const [row] = await ask<{ is_last: boolean }>(
    tx,
    `with ${sql},
     put as (
       insert into background_task_item (task_id, delivery_id, endpoint_id, message_id, attempt_count, finished_at, reason)
       select ${id}::uuid, delivery_id, endpoint_id, new_message_id, attempt_count, finished_at, reason from matched where kept and ${only} ${wanted}
       on conflict do nothing
       returning 1
     ),
     read as (select count(*) as n, max(id::text)::uuid as last_id from seen)
     update background_task t set total = t.total + (select count(*) from put), cursor = coalesce(read.last_id, t.cursor), updated_at = now()
     from read where t.id = ${id}::uuid returning read.n < ${size} as is_last`,
    binds.values,
  );
  return row?.is_last ?? true;
}

/** What payload filters leave out now, as endpoint and message. What was routed once is not judged again. */
async function unwantedOf(tx: Tx, task: Task, scope: ReplayScope): Promise<string[]> {
  if (scope.what !== "missing") return [];
  const query = <R>(sql: string, values: unknown[]) => ask<R>(tx, sql, values);
  return pairsLeftOut(query, placeOf(task), () => {
    const { binds, sql } = chunkOf(task, scope);
    return query<Pair>(`with ${sql} select endpoint_id, message_id from matched where kept`, binds.values);
  });
}
