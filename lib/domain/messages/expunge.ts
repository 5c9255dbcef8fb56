import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";
import type { BulkExpungeOut } from "@/lib/contract/expunge.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { eraseReceivedAs } from "@/lib/domain/messages/erase-received.ts";
import { expungeContent } from "@/lib/domain/messages/expunge-content.ts";
import { resolveMessageId } from "@/lib/domain/messages/resolve.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { startTask } from "@/lib/domain/tasks/start.ts";
import { toTaskOut } from "@/lib/domain/tasks/to-out.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

/** @throws NotFound when the application has no such message */
export async function expungeMessage(
  ctx: Context,
  { applicationId, message }: { applicationId: string; message: string },
): Promise<void> {
  const { results } = await expungeMessages(ctx, { applicationId, messages: [message] });
  if (results[message] !== "expunged") throw new NotFound();
}

/** Takes the content of several messages away, by ids or eventIds, in one commit. */
export async function expungeMessages(
  ctx: Context,
  { applicationId, messages }: { applicationId: string; messages: string[] },
): Promise<BulkExpungeOut> {
  requireOperator(ctx, "engineer");
  const named = await Promise.all(
    messages.map(async (message) => {
      const id = await resolveMessageId({ applicationId, message }).catch((error: unknown) => {
        if (error instanceof NotFound) return null;
        throw error;
      });
      return { message, id };
    }),
  );
  return withTransaction(ctx, async (tx) => {
    const messageIds = [...new Set(named.flatMap(({ id }) => id ?? []))].sort();
    const found = new Set(await expungeContent(tx, { applicationId, messageIds }));
    if (found.size > 0) await eraseReceivedAs(tx, { applicationId, messageIds: [...found] });
    for (const id of found) {
      const object = { objectKind: "message", objectId: formatId("message", id) };
      await recordAudit(ctx, tx, { action: "message.expunged", applicationId, ...object });
    }
    const results = named.map(({ message, id }) => [message, id && found.has(id) ? "expunged" : "not-found"] as const);
    return { results: Object.fromEntries(results) };
  });
}

/** Takes the content of all messages away that the application has now, as a background task. */
export async function expungeAllMessages(
  ctx: Context,
  { applicationId }: { applicationId: string },
): Promise<BackgroundTaskOut> {
  requireOperator(ctx, "engineer");
  return withTransaction(ctx, async (tx) =>
    toTaskOut(await startTask(ctx, tx, { kind: "application.purge_content", applicationId, scope: {} })),
  );
}
