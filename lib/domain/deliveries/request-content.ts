import type { BatchOfCall } from "@/lib/domain/deliveries/batches.ts";
import { JSON_TYPE, payloadAsJson, readStoredPayload } from "@/lib/domain/messages/stored-payload.ts";
import { formatId, uuidTime } from "@/lib/ids.ts";

/** What a request says: the same for every try. */
export interface Content {
  /** `webhook-id`: the message's, or the batch's. */
  id: string;
  text: string;
  /** Media type of the text. */
  contentType: string;
  /** null for a batch: each event in it has its own. */
  event: { type: string; createdAtMs: number } | null;
  /** The message's number within its application; a batch has none of its own. */
  sequence: number | null;
}

/** Payloads that were expunged between the tries: nothing is left to send. */
const NO_PAYLOAD = '{"expired":true}';

export function messageContent(message: {
  message_id: string;
  event_type: string;
  payload: string | null;
  message_sequence: number | null;
}): Content {
  const { message_id, event_type, payload, message_sequence } = message;
  return {
    id: formatId("message", message_id),
    ...readStoredPayload(payload ?? NO_PAYLOAD),
    event: { type: event_type, createdAtMs: uuidTime(message_id) },
    sequence: message_sequence,
  };
}

/** `{"type":"batch","events":[{id, type, timestamp, sequence?, data}]}`; payloads stay byte for byte as they were accepted, a raw body is a string. */
export function batchContent({ id, messages }: BatchOfCall): Content {
  const events = messages.map(({ id: messageId, eventType, payload, sequence, createdAt }) => {
    const head = {
      id: formatId("message", messageId),
      type: eventType,
      timestamp: createdAt.toISOString(),
      ...(sequence === null ? {} : { sequence }),
    };
    return `${JSON.stringify(head).slice(0, -1)},"data":${payload === null ? NO_PAYLOAD : payloadAsJson(payload)}}`;
  });
  const text = `{"type":"batch","events":[${events.join(",")}]}`;
  return { id: formatId("batch", id), text, contentType: JSON_TYPE, event: null, sequence: null };
}
