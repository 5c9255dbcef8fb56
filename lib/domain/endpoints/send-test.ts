import type { TestEndpointOut } from "@/lib/contract/endpoint-test.ts";
import type { Tx } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import type { EndpointRef } from "@/lib/domain/endpoints/lock.ts";
import { createDirectMessage } from "@/lib/domain/messages/create-direct.ts";
import { formatId, uuidTime } from "@/lib/ids.ts";

/** @throws Forbidden for whoever may not send tests. */
export function requireTester(ctx: Context, applicationId: string): void {
  requirePortalAccess(ctx, applicationId, "CreateAttempts");
  requireStaffRole(ctx, "support");
}

type TestSend = EndpointRef & { eventType: string; payload: unknown; action: string; also?: Record<string, unknown> };

/** A message straight to this endpoint that counts for nothing, on record as `action`, with what else is told of it. */
export async function sendTest(
  within: Context & { tx: Tx },
  { action, also = {}, payload, ...test }: TestSend,
): Promise<TestEndpointOut & { timestamp: string }> {
  const { applicationId, endpointId, eventType } = test;
  const payloadText = JSON.stringify(payload);
  const { messageId, deliveryId } = await createDirectMessage(within, { ...test, payloadText, isTest: true });
  const sent = { messageId: formatId("message", messageId), deliveryId: formatId("delivery", deliveryId) };
  await recordAudit(within, within.tx, {
    action,
    applicationId,
    objectKind: "endpoint",
    objectId: formatId("endpoint", endpointId),
    change: { before: null, after: { eventType, ...also, ...sent } },
  });
  return { ...sent, timestamp: new Date(uuidTime(messageId)).toISOString() };
}
