import type { TestEndpointIn, TestEndpointOut } from "@/lib/contract/endpoint.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { examplePayload } from "@/lib/domain/endpoints/example-payload.ts";
import { type EndpointRef, getEndpointOrThrow } from "@/lib/domain/endpoints/lock.ts";
import { createDirectMessage } from "@/lib/domain/messages/create-direct.ts";
import { formatId } from "@/lib/ids.ts";

/** Sends a signed test over the real path, whether the endpoint is on or off: one try, not counted in health. */
export async function testEndpoint(ctx: Context, input: EndpointRef & TestEndpointIn): Promise<TestEndpointOut> {
  const { applicationId, endpointId, eventType } = input;
  requirePortalAccess(ctx, applicationId, "CreateAttempts");
  requireStaffRole(ctx, "support");

  return withTransaction(ctx, async (tx) => {
    const within = { ...ctx, tx };
    await getEndpointOrThrow(tx, input);
    const payload = input.payload ?? (await examplePayload(within, applicationId, eventType));

    const { messageId, deliveryId } = await createDirectMessage(within, {
      applicationId,
      endpointId,
      eventType,
      payloadText: JSON.stringify(payload),
      isTest: true,
    });
    const sent = { messageId: formatId("message", messageId), deliveryId: formatId("delivery", deliveryId) };
    await recordAudit(ctx, tx, {
      action: "endpoint.tested",
      applicationId,
      objectKind: "endpoint",
      objectId: formatId("endpoint", endpointId),
      change: { before: null, after: { eventType, ...sent } },
    });
    return sent;
  });
}
