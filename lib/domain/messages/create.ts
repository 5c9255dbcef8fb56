import { createHash } from "node:crypto";
import type { MessageIn } from "@/lib/contract/message.ts";
import type { Context } from "@/lib/domain/context.ts";
import { type IngestItem, ingest } from "@/lib/domain/messages/ingest.ts";
import { Conflict, InvalidInput, NotFound, ProblemError, Unavailable } from "@/lib/errors.ts";
import { newUuid, parseId } from "@/lib/ids.ts";

/** A payload of more bytes is refused with 413 (the figure of the hosted product that the SDKs are written for). */
export const MAX_PAYLOAD_BYTES = 1_048_576;
const MAX_DELAY_MS = 24 * 3_600_000;
/** How often a request waits for another with the same idempotency key that is being committed. */
const BUSY_TRIES = 20;

export interface CreateMessageInput {
  /** As in the path: an id or a uid. */
  application: string;
  message: MessageIn;
  /** The payload's text as it stands in the request. */
  payload: string;
  idempotencyKey: string | null;
}

function itemFor(ctx: Context, { application, message, payload, idempotencyKey }: CreateMessageInput): IngestItem {
  if (ctx.actor.kind !== "apiKey") throw new NotFound();
  const { organizationId, id: apiKeyId } = ctx.actor;
  const applicationId = parseId("application", application);
  const hash = (...parts: string[]) => createHash("sha256").update(parts.join("\n")).digest();
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
    idempotencyHash: idempotencyKey
      ? hash(organizationId, apiKeyId ?? "", "createMessage", application, idempotencyKey)
      : null,
    requestHash: idempotencyKey
      ? hash(
          message.eventType,
          message.eventId ?? "",
          JSON.stringify([message.channels, message.tags, message.deliverAt]),
          payload,
        )
      : null,
  };
}

/**
 * Accepts an event: stored, routed and queued in one commit; nothing happened when this throws.
 * A repeated idempotency key answers the first message's id.
 * @throws ProblemError payload_too_large, not_found, conflict, idempotency_key_reused, authentication_failed, validation
 */
export async function createMessage(
  ctx: Context,
  input: CreateMessageInput,
): Promise<{ messageId: string; createdAt: Date | null }> {
  if (Buffer.byteLength(input.payload) > MAX_PAYLOAD_BYTES) {
    throw new ProblemError("payload_too_large", `The payload is larger than ${MAX_PAYLOAD_BYTES} bytes.`);
  }
  if (input.message.deliverAt && Date.parse(input.message.deliverAt) - Date.now() > MAX_DELAY_MS) {
    throw new InvalidInput(["body", "deliverAt"], "may be at most 24 hours ahead");
  }
  const item = itemFor(ctx, input);
  for (let tries = 1; ; tries++) {
    const result = await ingest(item);
    switch (result.kind) {
      case "accepted":
        return result;
      case "repeated":
        return { messageId: result.messageId, createdAt: null };
      case "key_revoked":
        throw new ProblemError("authentication_failed", "Invalid token");
      case "no_application":
        throw new NotFound();
      case "event_id_taken":
        throw new Conflict("A message with this eventId already exists.");
      case "idempotency_key_reused":
        throw new ProblemError("idempotency_key_reused", "This idempotency key was used with another request.");
      case "busy":
        if (tries >= BUSY_TRIES) throw new Unavailable("The same request is still being handled. Try again.");
    }
  }
}
