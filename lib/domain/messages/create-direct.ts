import { db, type Tx } from "@/lib/db.ts";
import { requireSending } from "@/lib/domain/applications/require-sending.ts";
import type { Context } from "@/lib/domain/context.ts";
import { newUuid } from "@/lib/ids.ts";
import { wake } from "@/lib/queue.ts";

/**
 * Makes a message for one endpoint, past all routing: a test (one try, not counted in health) or an example.
 * Whoever calls has checked that the endpoint belongs to the application.
 * @throws ProblemError `application_suspended`
 */
export async function createDirectMessage(
  ctx: Context,
  input: { applicationId: string; endpointId: string; eventType: string; payloadText: string; isTest: boolean },
): Promise<{ messageId: string; deliveryId: string }> {
  const messageId = newUuid();
  const deliveryId = newUuid();
  const run = async (tx: Tx) => {
    await requireSending(tx, input.applicationId);
    await tx.$executeRaw`
      insert into message (id, application_id, event_type, payload, is_test)
      values (${messageId}::uuid, ${input.applicationId}::uuid, ${input.eventType}, ${input.payloadText}, ${input.isTest})`;
    await tx.$executeRaw`
      insert into delivery_pending (id, status, application_id, endpoint_id, message_id, event_type, is_test, next_at, trigger, requested_by)
      values (${deliveryId}::uuid, 0, ${input.applicationId}::uuid, ${input.endpointId}::uuid, ${messageId}::uuid, ${input.eventType},
        ${input.isTest}, now(), ${input.isTest ? 2 : 0}, ${ctx.actor.label})`;
    await wake(tx, [input.endpointId]);
  };
  await (ctx.tx ? run(ctx.tx) : db().$transaction(run));
  return { messageId, deliveryId };
}
