import type { Content } from "@/lib/domain/deliveries/request-content.ts";
import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";
import { USER_AGENT } from "@/lib/version.ts";
import { requestHeaders } from "@/lib/webhook/request-headers.ts";
import { signatureHeader } from "@/lib/webhook/signature.ts";

export interface BuiltRequest {
  headers: Record<string, string>;
  body: Buffer;
  signature: string;
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
      sequence: config.options.sequence ? content.sequence : null,
      custom: config.headers,
      userAgent: USER_AGENT,
    }),
  );
  return { headers, body, signature };
}
