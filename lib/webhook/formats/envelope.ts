import { asJson, type FormatInput } from "./format-input.ts";

/**
 * `{event, timestamp, delivery_id, attempt, signature, data}`. The number of the try is in it, so its bytes differ from try to
 * try, unlike those of the other formats. `signature` covers the bytes of `data` alone: who needs the whole body
 * vouched for takes a signature header.
 */
export function writeEnvelope(input: FormatInput): string {
  const data = asJson(input.payload);
  const head = JSON.stringify({
    event: input.eventType,
    timestamp: input.createdAt,
    delivery_id: input.deliveryId,
    attempt: input.attempt,
    signature: input.sign(data),
  });
  return `${head.slice(0, -1)},"data":${data}}`;
}
