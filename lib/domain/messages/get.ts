import { pool } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { type MessageRow, messageColumns, messageJson, readGoneOf } from "@/lib/domain/messages/message-json.ts";
import { resolveMessageId } from "@/lib/domain/messages/resolve.ts";
import { recordPayloadView, seesPayloads } from "@/lib/domain/payloads/view.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

/**
 * A message by its id or eventId, as JSON text.
 * @throws NotFound when the application has none.
 */
export async function getMessage(
  ctx: Context,
  input: { applicationId: string; message: string; withContent: boolean },
): Promise<string> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");
  const id = await resolveMessageId(input);
  const { rows } = await pool().query<MessageRow>(
    `select ${messageColumns(input)} from message m where m.id = $1 and m.application_id = $2`,
    [id, input.applicationId],
  );
  const [row] = rows;
  if (!row) throw new NotFound();
  const isShown = seesPayloads(ctx);
  if (isShown && input.withContent) {
    const viewed = { objectId: formatId("message", id), applicationId: input.applicationId };
    await recordPayloadView(ctx, { kind: "message", ...viewed });
  }
  return messageJson(row, { ...input, isShown, gone: await readGoneOf([row]) });
}
