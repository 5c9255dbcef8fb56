import type { MessageAttemptOut } from "@/lib/contract/attempt.ts";
import { pool } from "@/lib/db.ts";
import { batchesOf } from "@/lib/domain/attempts/batches-of.ts";
import {
  responseColumns,
  toMessageAttemptOut,
  WIRE_COLUMNS,
  type WireAttemptRow,
} from "@/lib/domain/attempts/to-out.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { recordPayloadView, seesPayloads } from "@/lib/domain/payloads/view.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

/**
 * One try of a message.
 * @throws NotFound when the message has none of this id.
 */
export async function getAttempt(
  ctx: Context,
  input: { applicationId: string; messageId: string; attemptId: string; expandedStatuses: boolean },
): Promise<MessageAttemptOut> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");
  const { rows } = await pool().query<WireAttemptRow>(
    `select ${WIRE_COLUMNS}, ${responseColumns({ withContent: true })}, v.url
     from attempt a join endpoint_version v on v.endpoint_id = a.endpoint_id and v.version = a.endpoint_version
     where a.id = $1 and a.application_id = $3 and (a.message_id = $2 or a.batch_id = any ($4))`,
    [input.attemptId, input.messageId, input.applicationId, await batchesOf(input.messageId)],
  );
  const [row] = rows;
  if (!row) throw new NotFound();
  const isShown = seesPayloads(ctx);
  if (isShown) {
    const viewed = { objectId: formatId("attempt", row.id), applicationId: input.applicationId };
    await recordPayloadView(ctx, { kind: "attempt", ...viewed });
  }
  return toMessageAttemptOut({ ...row, message_id: input.messageId }, { expanded: input.expandedStatuses, isShown });
}
