import type { Tx } from "@/lib/db.ts";
import { eraseReceived } from "@/lib/domain/messages/erase-received.ts";
import { expungeContent } from "@/lib/domain/messages/expunge-content.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { finishTask } from "@/lib/domain/tasks/finish.ts";
import { lockTaskUnscoped } from "@/lib/domain/tasks/row.ts";

const CHUNK = 500;
const FIRST = "00000000-0000-0000-0000-000000000000";

/** Before it are the ids of what was there when the purge was asked for. */
const ASKED_FOR = (taskId: string) =>
  `uuid_v7_floor((select created_at + interval '1 millisecond' from background_task where id = ${taskId}::uuid))`;

/**
 * One commit of a purge: the next messages of an application that were there when it was asked for, oldest first, and how
 * far it has come. With the last of them go what its sources and debug inboxes received and what the outbox could not take over.
 * @returns 0 to go on; null when it is over
 */
export async function purgeStep(tx: Tx, taskId: string): Promise<number | null> {
  const task = await lockTaskUnscoped(tx, taskId);
  if (!task?.application_id || task.state !== "running") return null;
  const applicationId = task.application_id;
  const rows = await ask<{ id: string }>(
    tx,
    `select m.id from message m where m.application_id = $1 and m.id > $2
       and m.id < ${ASKED_FOR("$3")}
     order by m.id limit ${CHUNK}`,
    [applicationId, task.cursor ?? FIRST, taskId],
  );
  const messageIds = rows.map(({ id }) => id);
  await expungeContent(tx, { applicationId, messageIds });
  await ask(
    tx,
    `update background_task set total = total + $2::int, succeeded = succeeded + $2::int, cursor = coalesce($3::uuid, cursor), updated_at = now()
     where id = $1`,
    [taskId, messageIds.length, messageIds.at(-1) ?? null],
  );
  if (messageIds.length === CHUNK) return 0;
  if (await eraseReceived(tx, { applicationId, taskId, before: ASKED_FOR("$2") })) return 0;
  await ask(tx, "delete from inbox_request where inbox_id in (select id from inbox where application_id = $1)", [
    applicationId,
  ]);
  await ask(
    tx,
    `update posthorn.outbox set payload = '{"expired":true}' where application_id = $1 and failed_at is not null`,
    [applicationId],
  );
  await finishTask(tx, taskId, { state: "finished" });
  return null;
}
