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

/** Headers and bytes of a try: the timestamp is the try's own, the id and the body are those of every try. */
export function buildRequest(
  delivery: ClaimedDelivery,
  payload: string,
  config: DeliveryConfig,
  nowMs: number,
): BuiltRequest {
  const body = Buffer.from(payload);
  const messageId = formatId("message", delivery.message_id);
  const timestampSeconds = Math.floor(nowMs / 1000);
  const keys = config.keys.filter((k) => k.expiresAtMs === null || k.expiresAtMs > nowMs).map((k) => k.key);
  const signature = signatureHeader(keys, messageId, timestampSeconds, body);
  const headers = Object.fromEntries(
    requestHeaders({ messageId, timestampSeconds, signature, custom: config.headers, userAgent: USER_AGENT }),
  );
  return { headers, body, signature };
}
