import { type DeliveryOptions, NO_OPTIONS } from "@/lib/contract/delivery-options.ts";
import { db, pool } from "@/lib/db.ts";
import type { ClaimedDelivery } from "@/lib/domain/deliveries/claim.ts";
import { encodeTry } from "@/lib/domain/deliveries/rail.ts";
import type { RecordedAttempt } from "@/lib/domain/deliveries/record.ts";
import { keepOrder } from "@/lib/domain/endpoints/keep-order.ts";
import { changeOptions } from "@/lib/domain/endpoints/options.ts";
import type { IngestItem } from "@/lib/domain/messages/ingest.ts";
import { newUuid } from "@/lib/ids.ts";

/** What goes through ingest, claim and record, without HTTP on either side. */

export async function aBareApplication(throttleRate: number | null = null): Promise<string> {
  const id = newUuid();
  await pool().query(
    "insert into application (id, organization_id, name, throttle_rate) values ($1, 'org_default', 'A', $2)",
    [id, throttleRate],
  );
  return id;
}

export async function aBareEndpoint(
  applicationId: string,
  fields: { throttleRate?: number; options?: DeliveryOptions } = {},
): Promise<string> {
  const id = newUuid();
  await pool().query(
    `insert into endpoint (id, application_id, url, event_types, channels, throttle_rate, delivery_options)
     values ($1, $2, 'https://a.example/', '{}', '{}', $3, $4)`,
    [id, applicationId, fields.throttleRate ?? null, changeOptions(NO_OPTIONS, fields.options ?? {})],
  );
  await pool().query("insert into endpoint_version (endpoint_id, version, url) values ($1, 1, 'https://a.example/')", [
    id,
  ]);
  await db().$transaction(async (tx) => keepOrder(tx, await tx.endpoint.findUniqueOrThrow({ where: { id } })));
  return id;
}

export function anItem(fields: Partial<IngestItem> & Pick<IngestItem, "applicationId">): IngestItem {
  return {
    messageId: newUuid(),
    organizationId: "org_default",
    apiKeyId: null,
    applicationUid: null,
    eventType: "job.created",
    eventId: null,
    payload: '{"a":1.0}',
    channels: null,
    tags: null,
    deliverAt: null,
    idempotencyHash: null,
    requestHash: null,
    ...fields,
  };
}

export function attemptOf(d: ClaimedDelivery, fields: Partial<RecordedAttempt>): RecordedAttempt {
  return {
    attemptId: newUuid(),
    deliveryId: d.id,
    leaseToken: d.lease_token,
    applicationId: d.application_id,
    endpointId: d.endpoint_id,
    endpointVersion: d.endpoint_version,
    messageId: d.message_id,
    batchId: null,
    leads: true,
    eventType: d.event_type,
    isTest: d.is_test,
    number: d.attempt_count + 1,
    trigger: d.trigger,
    actor: d.requested_by,
    status: 2,
    classCode: 5,
    causeCode: 17,
    statusCode: 500,
    startedAt: new Date(),
    durationMs: 12,
    queueMs: d.queue_ms,
    limitMs: null,
    dnsMs: null,
    connectMs: 1.5,
    tlsMs: null,
    waitMs: 3,
    bodyMs: 0.1,
    reused: false,
    remoteAddress: "127.0.0.1",
    tlsVersion: null,
    certificateNotAfter: null,
    signature: "v1,x",
    request: null,
    responseHeaders: "{}",
    responseBody: "no",
    responseBase64: false,
    responseTruncated: false,
    errorDetail: null,
    countsForHealth: !d.is_test,
    throttleMs: null,
    rail: encodeTry(0, "failed", d.trigger),
    nextStatus: 0,
    burnsBudget: true,
    requeued: false,
    reason: null,
    delayMs: 0,
    nextAt: null,
    ...fields,
  };
}
export const success = {
  status: 0,
  classCode: 0,
  causeCode: null,
  statusCode: 200,
  nextStatus: 1,
  delayMs: null,
} as const;
