import type { Tx } from "@/lib/db.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { finishTask } from "@/lib/domain/tasks/finish.ts";
import { lockTaskUnscoped, type TaskRow } from "@/lib/domain/tasks/row.ts";

/** Applications in one commit. */
const CHUNK = 200;
const FIRST = "00000000-0000-0000-0000-000000000000";

/**
 * One commit of a statistic over the applications of an organization: what `read` says of the next of them is added to the
 * result under `field`, together with how far it has come.
 * @returns 0 to go on; null when it is over
 */
export async function applicationsStep(
  tx: Tx,
  input: {
    taskId: string;
    field: string;
    /** Only these; null for all. UUIDs. */
    only: (task: TaskRow) => string[] | null;
    read: (applicationIds: string[], task: TaskRow) => Promise<unknown[]>;
  },
): Promise<number | null> {
  const { taskId, field } = input;
  const task = await lockTaskUnscoped(tx, taskId);
  if (task?.state !== "running") return null;
  const rows = await ask<{ id: string }>(
    tx,
    `select id from application where organization_id = $1 and deleted_at is null and id > $2 and ($3::uuid[] is null or id = any ($3::uuid[]))
     order by id limit ${CHUNK}`,
    [task.organization_id, task.cursor ?? FIRST, input.only(task)],
  );
  const ids = rows.map(({ id }) => id);
  const part = ids.length === 0 ? [] : await input.read(ids, task);
  await ask(
    tx,
    `update background_task set result = jsonb_build_object($2::text, coalesce(result -> $2, '[]') || $3::jsonb), cursor = coalesce($4::uuid, cursor),
       total = total + $5::int, succeeded = succeeded + $5::int, updated_at = now() where id = $1`,
    [taskId, field, JSON.stringify(part), ids.at(-1) ?? null, ids.length],
  );
  if (ids.length === CHUNK) return 0;
  await finishTask(tx, taskId, { state: "finished" });
  return null;
}
