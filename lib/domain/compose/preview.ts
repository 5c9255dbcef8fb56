import type { PreviewRequestIn, PreviewRequestOut } from "@/lib/contract/request-preview.ts";
import { db, pool } from "@/lib/db.ts";
import { composeForShow } from "@/lib/domain/compose/compose.ts";
import type { TryFacts } from "@/lib/domain/compose/composition.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { batchContent, messageContent } from "@/lib/domain/deliveries/request-content.ts";
import { type DeliveryConfig, loadDeliveryConfigsUnscoped } from "@/lib/domain/endpoints/delivery-config.ts";
import { examplePayload } from "@/lib/domain/endpoints/example-payload.ts";
import { type EndpointRef, getEndpointOrThrow } from "@/lib/domain/endpoints/lock.ts";
import { changeOptions } from "@/lib/domain/endpoints/options.ts";
import { resolveMessageId } from "@/lib/domain/messages/resolve.ts";
import { redactStored } from "@/lib/domain/payloads/redact.ts";
import { recordPayloadView } from "@/lib/domain/payloads/view.ts";
import { orUnavailable, previewPool } from "@/lib/domain/transformations/pool.ts";
import { InvalidInput, NotFound, ProblemError } from "@/lib/errors.ts";
import { formatId, newUuid, uuidTime } from "@/lib/ids.ts";

interface Message {
  id: string;
  eventType: string;
  payload: string;
  sequence: number | null;
}

/** The request that a first try would make now, composed by the steps that deliveries take. */
export async function previewRequest(
  ctx: Context,
  input: EndpointRef & { preview: PreviewRequestIn },
): Promise<PreviewRequestOut> {
  const { applicationId, preview } = input;
  requirePortalAccess(ctx, applicationId, "ManageEndpoint");
  requireStaffRole(ctx, "support");

  const { id } = await getEndpointOrThrow(ctx.tx ?? db(), input);
  const [config] = await loadDeliveryConfigsUnscoped([id]);
  if (!config) throw new NotFound();
  const options = preview.deliveryOptions ? changeOptions(config.options, preview.deliveryOptions) : config.options;
  const message = await messageOf(ctx, applicationId, preview);
  const facts = factsOf(applicationId, message, { ...config, options });
  const composed = await orUnavailable(composeForShow(facts, previewPool()));
  const { eventType } = message;
  if ("outcome" in composed) {
    const { class: attemptClass, detail } = composed.outcome;
    const outcome = attemptClass === "transform_canceled" ? "canceled" : "failed";
    return { outcome, detail: detail ?? null, eventType, request: null };
  }
  const { method, url, kept, body } = composed;
  const request = { method, url, headers: kept?.headers ?? [], body: body.toString("utf8") };
  return { outcome: "sent", detail: null, eventType, request };
}

function factsOf(applicationId: string, message: Message, config: DeliveryConfig): TryFacts {
  const { id, eventType, payload, sequence } = message;
  const isBatch = config.options.batch !== null;
  const content = isBatch
    ? batchContent({ id: newUuid(), messages: [{ ...message, createdAt: new Date(uuidTime(id)) }] })
    : messageContent({ message_id: id, event_type: eventType, payload, message_sequence: sequence });
  return {
    content,
    message: isBatch ? null : { id, applicationId, eventType },
    config,
    deliveryLabel: isBatch ? content.id : formatId("delivery", newUuid()),
    number: 1,
    startedAtMs: Date.now(),
  };
}

/** @throws NotFound when the application has no such message; ProblemError `missing_payload` when its payload is no longer kept */
async function messageOf(
  ctx: Context,
  applicationId: string,
  { messageId, eventType }: PreviewRequestIn,
): Promise<Message> {
  if (messageId && eventType) throw new InvalidInput(["body", "eventType"], "not together with messageId");
  if (!messageId) {
    const type = eventType ?? "webhook.test";
    const payload = JSON.stringify(await examplePayload(ctx, applicationId, type));
    return { id: newUuid(), eventType: type, payload, sequence: null };
  }
  const id = await resolveMessageId({ applicationId, message: messageId });
  const { rows } = await pool().query<{ event_type: string; payload: string | null; sequence: string | null }>(
    "select event_type, payload, sequence from message where id = $1 and application_id = $2",
    [id, applicationId],
  );
  const [row] = rows;
  if (!row) throw new NotFound();
  if (row.payload === null) throw new ProblemError("missing_payload", "The payload of this message is no longer kept.");
  await recordPayloadView(ctx, { kind: "message", objectId: formatId("message", id), applicationId });
  const sequence = row.sequence === null ? null : Number(row.sequence);
  const payload = redactStored({ applicationId, eventType: row.event_type }, row.payload);
  return { id, eventType: row.event_type, payload, sequence };
}
