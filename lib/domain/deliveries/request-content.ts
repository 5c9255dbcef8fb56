import type { BatchOfCall } from "@/lib/domain/deliveries/batches.ts";
import { formatId } from "@/lib/ids.ts";

/** What a request says: the same for every try. */
export interface Content {
  /** `webhook-id`: the message's, or the batch's. */
  id: string;
  text: string;
}

/** Payloads that were expunged between the tries: nothing is left to send. */
const NO_PAYLOAD = '{"expired":true}';

export function messageContent({ message_id, payload }: { message_id: string; payload: string | null }): Content {
  return { id: formatId("message", message_id), text: payload ?? NO_PAYLOAD };
}

/** `{"type":"batch","events":[{id, type, timestamp, sequence?, data}]}`; payloads stay byte for byte as they were accepted. */
export function batchContent({ id, messages }: BatchOfCall): Content {
  const events = messages.map(({ id: messageId, eventType, payload, sequence, createdAt }) => {
    const head = {
      id: formatId("message", messageId),
      type: eventType,
      timestamp: createdAt.toISOString(),
      ...(sequence === null ? {} : { sequence }),
    };
    return `${JSON.stringify(head).slice(0, -1)},"data":${payload ?? NO_PAYLOAD}}`;
  });
  return { id: formatId("batch", id), text: `{"type":"batch","events":[${events.join(",")}]}` };
}
