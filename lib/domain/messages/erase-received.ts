import type { Tx } from "@/lib/db.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";

const CHUNK = 500;
const OF_APPLICATION = "source_id in (select id from source where application_id = $1::uuid)";
const ERASED = "body = '', headers = '[]'";

/** Erases what inbound sources of the application received as these messages. Without sources nothing is read. */
export async function eraseReceivedAs(
  tx: Tx,
  { applicationId, messageIds }: { applicationId: string; messageIds: string[] },
): Promise<void> {
  await ask(tx, `update source_request set ${ERASED} where ${OF_APPLICATION} and message_id = any ($2::uuid[])`, [
    applicationId,
    messageIds,
  ]);
}

/**
 * Erases a part of what inbound sources of the application have received before a moment: of what was forwarded the content,
 * dead letters as a whole, because nothing is left to replay. What waits for the worker becomes a message like any later one.
 * @param before an SQL expression
 * @returns false when there is no more
 */
export async function eraseReceived(
  tx: Tx,
  { applicationId, taskId, before }: { applicationId: string; taskId: string; before: string },
): Promise<boolean> {
  const chosen = `select id from source_request where ${OF_APPLICATION} and state <> 0 and (state = 2 or body <> '') and id < ${before} limit ${CHUNK}`;
  const [row] = await ask<{ n: number }>(
    tx,
    `with chosen as materialized (${chosen}),
     forwarded as (update source_request r set ${ERASED} from chosen c where r.id = c.id and r.state = 1 returning 1),
     dead as (delete from source_request r using chosen c where r.id = c.id and r.state = 2 returning 1)
     select ((select count(*) from forwarded) + (select count(*) from dead))::int as n`,
    [applicationId, taskId],
  );
  return (row?.n ?? 0) === CHUNK;
}
