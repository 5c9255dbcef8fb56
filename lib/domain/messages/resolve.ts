import type { Queryable } from "@/lib/db.ts";
import { NotFound } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";

/**
 * The UUID of the message that a path names by its id or eventId. An id is not looked up here: whoever reads the
 * message does that, within the application.
 * @throws NotFound when the application has no message with this eventId.
 */
export async function resolveMessageId(
  queryable: Queryable,
  input: { applicationId: string; message: string },
): Promise<string> {
  const id = parseId("message", input.message);
  if (id) return id;
  const { rows } = await queryable.query<{ message_id: string }>(
    "select message_id from message_event_id where application_id = $1 and event_id = $2",
    [input.applicationId, input.message],
  );
  const [row] = rows;
  if (!row) throw new NotFound();
  return row.message_id;
}
