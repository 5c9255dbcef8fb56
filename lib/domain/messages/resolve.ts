import { pool } from "@/lib/db.ts";
import { NotFound } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";

/**
 * The UUID of the message that a path names by its id or eventId. An id is not looked up here: whoever reads the
 * message does that, within the application.
 * @throws NotFound when the application has no message with this eventId.
 */
export async function resolveMessageId(input: { applicationId: string; message: string }): Promise<string> {
  const id = parseId("message", input.message);
  if (id) return id;
  const { rows } = await pool().query<{ message_id: string }>(
    "select message_id from message_event_id where application_id = $1 and event_id = $2",
    [input.applicationId, input.message],
  );
  const [row] = rows;
  if (!row) throw new NotFound();
  return row.message_id;
}

/** @throws NotFound when the application has no message of this id or eventId, or no longer keeps it. */
export async function requireMessageId(input: { applicationId: string; message: string }): Promise<string> {
  const id = await resolveMessageId(input);
  const { rowCount } = await pool().query("select from message where id = $1 and application_id = $2", [
    id,
    input.applicationId,
  ]);
  if (!rowCount) throw new NotFound();
  return id;
}
