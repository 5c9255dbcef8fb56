import { asJson, type FormatInput } from "./format-input.ts";

/** `{event, data, timestamp, webhook_id, source}`: the same bytes on every try. */
export function writeEventObject({ eventType, payload, createdAt, messageId, source }: FormatInput): string {
  const tail = JSON.stringify({ timestamp: createdAt, webhook_id: messageId, source });
  return `{"event":${JSON.stringify(eventType)},"data":${asJson(payload)},${tail.slice(1)}`;
}
