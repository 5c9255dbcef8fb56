import { createHash } from "node:crypto";
import { hotPool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { findMisfits, rejectMisfits, report } from "@/lib/domain/messages/check-payload.ts";
import { judged, refreshFilters } from "@/lib/domain/messages/filtering.ts";
import { type IngestItem, ingest } from "@/lib/domain/messages/ingest.ts";
import { checkMessage, type GivenMessage, toIngestItem } from "@/lib/domain/messages/ingest-item.ts";
import { traceCreate } from "@/lib/domain/messages/trace-create.ts";
import { holdToQuota } from "@/lib/domain/quotas/hold.ts";
import { Conflict, NotFound, ProblemError, Suspended, Unavailable } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

/** How often a request waits for another with the same idempotency key that is being committed. */
const BUSY_TRIES = 20;

export interface CreateMessageInput extends GivenMessage {
  /** As in the path: an id or a uid. */
  application: string;
  idempotencyKey: string | null;
}

interface CreatedMessage {
  messageId: string;
  /** An earlier request with the same idempotency key made it. */
  isRepeated?: true;
}

function itemFor(ctx: Context, { application, message, payload, idempotencyKey }: CreateMessageInput): IngestItem {
  const item = toIngestItem(ctx, application, { message, payload });
  if (!idempotencyKey) return item;
  const hash = (...parts: string[]) => createHash("sha256").update(parts.join("\n")).digest();
  return {
    ...item,
    // The search of the console finds messages by it: lib/domain/search/by-idempotency-key.ts.
    idempotencyHash: hash(item.organizationId, item.apiKeyId ?? "", "createMessage", application, idempotencyKey),
    requestHash: hash(
      message.eventType,
      message.eventId ?? "",
      JSON.stringify([message.channels, message.tags, message.deliverAt]),
      JSON.stringify(item.options ?? null),
      payload,
    ),
  };
}

/**
 * Accepts an event: stored, routed and queued in one commit; nothing happened when this throws.
 * A repeated idempotency key answers the first message's id.
 * @throws ProblemError payload_too_large, rate_limited, not_found, application_suspended, conflict, idempotency_key_reused, authentication_failed, validation
 */
export function createMessage(ctx: Context, input: CreateMessageInput): Promise<CreatedMessage> {
  return traceCreate(
    ctx,
    { "posthorn.event_type": input.message.eventType },
    (traced) => create(traced, input),
    ({ messageId }) => ({ "posthorn.message.id": formatId("message", messageId) }),
  );
}

async function create(ctx: Context, input: CreateMessageInput): Promise<CreatedMessage> {
  checkMessage(input, ["body"]);
  const item = itemFor(ctx, input);
  const held = holdToQuota([item]);
  if (held) await held;
  const misfits = await findMisfits([item]);
  rejectMisfits(misfits, () => ["body", "payload"]);
  for (let tries = 1, loads = 1; ; ) {
    const result = await ingest(judged(item));
    switch (result.kind) {
      case "accepted":
        await report(misfits);
        return result;
      case "repeated":
        return { messageId: result.messageId, isRepeated: true };
      case "key_revoked":
        throw new ProblemError("authentication_failed", "Invalid token");
      case "no_application":
        throw new NotFound();
      case "suspended":
        throw new Suspended();
      case "event_id_taken":
        throw new Conflict("A message with this eventId already exists.");
      case "idempotency_key_reused":
        throw new ProblemError("idempotency_key_reused", "This idempotency key was used with another request.");
      case "filters_changed":
        await refreshFilters(hotPool(), [item], loads++);
        break;
      case "busy":
        if (tries++ >= BUSY_TRIES) throw new Unavailable("The same request is still being handled. Try again.");
    }
  }
}
