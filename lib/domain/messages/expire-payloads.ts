import { pool } from "@/lib/db.ts";

const CHUNK = 500;

/**
 * Erases payloads whose own retention has ended, oldest first. What is still pending of them ends as canceled when its
 * turn comes. Any number of workers may do it at once.
 * @returns how many were erased
 */
export async function expirePayloadsUnscoped(): Promise<number> {
  for (let erased = 0; ; ) {
    const { rowCount } = await pool().query(
      `with due as materialized (
         select message_id from message_option where payload_expires_at <= now() order by payload_expires_at limit $1
         for update skip locked
       ),
       erased as (
         update message m set payload = null from due where m.id = due.message_id and m.payload is not null
       )
       delete from message_option o using due where o.message_id = due.message_id`,
      [CHUNK],
    );
    erased += rowCount ?? 0;
    if ((rowCount ?? 0) < CHUNK) return erased;
  }
}
