import { db } from "@/lib/db.ts";
import { eraseRequestsUnscoped } from "@/lib/domain/messages/erase-requests.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";

const CHUNK = 500;

/**
 * Erases payloads whose own retention has ended, oldest first, and what requests repeated of them. What is still pending of
 * them ends as canceled when its turn comes. Any number of workers may do it at once.
 * @returns how many were erased
 */
export async function expirePayloadsUnscoped(): Promise<number> {
  for (let erased = 0; ; ) {
    const count = await expireChunk();
    erased += count;
    if (count < CHUNK) return erased;
  }
}

function expireChunk(): Promise<number> {
  return db().$transaction(async (tx) => {
    const expired = await ask<{ message_id: string }>(
      tx,
      `with due as materialized (
         select message_id from message_option where payload_expires_at <= now() order by payload_expires_at limit $1
         for update skip locked
       ),
       erased as (
         update message m set payload = null from due where m.id = due.message_id and m.payload is not null
       )
       update message_option o set payload_expires_at = null, wipe_look_at = null, payload_gone = 'expired', payload_gone_at = now(), transformations_params = null
       from due where o.message_id = due.message_id returning o.message_id`,
      [CHUNK],
    );
    await eraseRequestsUnscoped(
      tx,
      expired.map(({ message_id }) => message_id),
    );
    return expired.length;
  });
}
