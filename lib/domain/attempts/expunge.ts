import { batchesOf } from "@/lib/domain/attempts/batches-of.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { WITHOUT_REPLY } from "@/lib/domain/messages/expunge-content.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

/**
 * Takes away what the receiver said to one try: headers and body of the reply. Of a batch it is the reply to all of its events.
 * @throws NotFound when the message has no such try
 */
export async function expungeAttempt(
  ctx: Context,
  input: { applicationId: string; messageId: string; attemptId: string },
): Promise<void> {
  requireOperator(ctx, "engineer");
  const { applicationId, messageId, attemptId } = input;
  const batchIds = await batchesOf(messageId);
  await withTransaction(ctx, async (tx) => {
    const where =
      "id = $1::uuid and application_id = $2::uuid and (message_id = $3::uuid or batch_id = any ($4::uuid[]))";
    const values = [attemptId, applicationId, messageId, batchIds];
    const found = await ask(tx, `select 1 as found from attempt where ${where}`, values);
    if (found.length === 0) throw new NotFound();
    await ask(tx, `update attempt set ${WITHOUT_REPLY} where ${where} and response_headers is not null`, values);
    await recordAudit(ctx, tx, {
      action: "attempt.expunged",
      applicationId,
      objectKind: "attempt",
      objectId: formatId("attempt", attemptId),
    });
  });
}
