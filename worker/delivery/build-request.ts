import type { BatchOfCall } from "@/lib/domain/deliveries/batches.ts";
import type { ClaimedDelivery } from "@/lib/domain/deliveries/claim.ts";
import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";
import { formatId } from "@/lib/ids.ts";
import { USER_AGENT } from "@/lib/version.ts";
import { requestHeaders } from "@/lib/webhook/request-headers.ts";
import { signatureHeader } from "@/lib/webhook/signature.ts";

export interface BuiltRequest {
  headers: Record<string, string>;
  body: Buffer;
  signature: string;
}

/** What a request says: the same for every try. */
export interface Content {
  /** `webhook-id`: the message's, or the batch's. */
  id: string;
  text: string;
}

/** Payloads that were expunged between the tries: nothing is left to send. */
const NO_PAYLOAD = '{"expired":true}';

export function messageContent(delivery: Pick<ClaimedDelivery, "message_id" | "payload">): Content {
  return { id: formatId("message", delivery.message_id), text: delivery.payload ?? NO_PAYLOAD };
}

/** Payloads stay byte for byte as they were accepted. */
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

/** Headers and bytes of a try: the timestamp is the try's own, the id and the body are those of every try. */
export function buildRequest(content: Content, config: DeliveryConfig, nowMs: number): BuiltRequest {
  const body = Buffer.from(content.text);
  const timestampSeconds = Math.floor(nowMs / 1000);
  const keys = config.keys.filter((k) => k.expiresAtMs === null || k.expiresAtMs > nowMs).map((k) => k.key);
  const signature = signatureHeader(keys, content.id, timestampSeconds, body);
  const headers = Object.fromEntries(
    requestHeaders({
      messageId: content.id,
      timestampSeconds,
      signature,
      custom: config.headers,
      userAgent: USER_AGENT,
    }),
  );
  return { headers, body, signature };
}
