import type { MessageIn } from "@/lib/contract/message.ts";
import type { Context } from "@/lib/domain/context.ts";
import type { IngestItem, MessageOptions } from "@/lib/domain/messages/ingest.ts";
import { readStoredPayload } from "@/lib/domain/messages/stored-payload.ts";
import { InvalidInput, NotFound, ProblemError } from "@/lib/errors.ts";
import { newUuid, parseId } from "@/lib/ids.ts";

/** A payload of more bytes is refused with 413 (the figure of the hosted product that the SDKs are written for). */
const MAX_PAYLOAD_BYTES = 1_048_576;
const MAX_DELAY_MS = 24 * 3_600_000;

export interface GivenMessage {
  message: Omit<MessageIn, "application">;
  /** What is stored as its payload, see stored-payload.ts: the payload's text as it stands in the request. */
  payload: string;
}

/**
 * What the contract cannot say of a message.
 * @param place path to it in the request, beginning with body
 * @throws ProblemError payload_too_large, validation
 */
export function checkMessage({ message, payload }: GivenMessage, place: string[]): void {
  if (Buffer.byteLength(readStoredPayload(payload).text) > MAX_PAYLOAD_BYTES) {
    const which = place.length > 1 ? `The payload of ${place.slice(1).join(".")}` : "The payload";
    throw new ProblemError("payload_too_large", `${which} is larger than ${MAX_PAYLOAD_BYTES} bytes.`);
  }
  if (message.deliverAt && Date.parse(message.deliverAt) - Date.now() > MAX_DELAY_MS) {
    throw new InvalidInput([...place, "deliverAt"], "may be at most 24 hours ahead");
  }
}

/** @param application as in the path: an id or a uid */
export function toIngestItem(ctx: Context, application: string, { message, payload }: GivenMessage): IngestItem {
  if (ctx.actor.kind !== "apiKey") throw new NotFound();
  const { organizationId, id: apiKeyId } = ctx.actor;
  const applicationId = parseId("application", application);
  return {
    messageId: newUuid(),
    organizationId,
    apiKeyId,
    applicationId,
    applicationUid: applicationId ? null : application,
    eventType: message.eventType,
    eventId: message.eventId ?? null,
    payload,
    channels: message.channels ?? null,
    tags: message.tags ?? null,
    // PostgreSQL knows fewer offsets than ISO 8601.
    deliverAt: message.deliverAt ? new Date(message.deliverAt).toISOString() : null,
    idempotencyHash: null,
    requestHash: null,
    ...optionsOf(message),
    ...(ctx.traceparent ? { traceparent: ctx.traceparent } : {}),
  };
}

function optionsOf(message: GivenMessage["message"]): { options?: MessageOptions } {
  const { payloadRetentionPeriod: days, payloadRetentionHours: hours, transformationsParams } = message;
  const { rawPayload: _, ...params } = transformationsParams ?? {};
  const options = {
    retentionHours: hours ?? (days ? days * 24 : null),
    transformationsParams: Object.keys(params).length > 0 ? JSON.stringify(params) : null,
    wipes: message.wipePayloadAfterSuccess ?? null,
  };
  return Object.values(options).every((option) => option === null) ? {} : { options };
}
