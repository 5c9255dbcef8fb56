import { pool } from "@/lib/db.ts";

/** Batches that a message's deliveries were sent in: a try of such a batch is a try of the message. */
export async function batchesOf(messageId: string): Promise<string[]> {
  const { rows } = await pool().query<{ batch_id: string }>(
    "select distinct batch_id from delivery where message_id = $1 and batch_id is not null",
    [messageId],
  );
  return rows.map((row) => row.batch_id);
}
