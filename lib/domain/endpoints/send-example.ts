import type { SendExampleIn } from "@/lib/contract/endpoint.ts";
import type { MessageOut } from "@/lib/contract/message.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { examplePayload } from "@/lib/domain/endpoints/example-payload.ts";
import { type EndpointRef, getEndpointOrThrow } from "@/lib/domain/endpoints/lock.ts";
import { createDirectMessage } from "@/lib/domain/messages/create-direct.ts";
import { formatId, uuidTime } from "@/lib/ids.ts";

/** Sends the example of an event type to this endpoint, whatever its filter. */
export async function sendEndpointExample(ctx: Context, input: EndpointRef & SendExampleIn): Promise<MessageOut> {
  const { applicationId, endpointId, eventType } = input;
  requirePortalAccess(ctx, applicationId, "CreateAttempts");
  requireStaffRole(ctx, "support");

  return withTransaction(ctx, async (tx) => {
    const within = { ...ctx, tx };
    await getEndpointOrThrow(tx, input);
    const payload = await examplePayload(within, applicationId, eventType, input.exampleIndex ?? undefined);

    const payloadText = JSON.stringify(payload);
    const direct = { applicationId, endpointId, eventType, payloadText, isTest: true };
    const { messageId } = await createDirectMessage(within, direct);
    const id = formatId("message", messageId);
    await recordAudit(ctx, tx, {
      action: "endpoint.example_sent",
      applicationId,
      objectKind: "endpoint",
      objectId: formatId("endpoint", endpointId),
      change: { before: null, after: { eventType, messageId: id } },
    });

    const timestamp = new Date(uuidTime(messageId)).toISOString();
    return { id, eventType, payload, timestamp, eventId: null, channels: null, tags: null, deliverAt: null };
  });
}
