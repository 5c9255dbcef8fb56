import type { QuotaOut } from "@/lib/contract/quota.ts";
import { env } from "@/lib/env.ts";

/** Quotas of an application's own; null: the installation's. */
export interface OwnQuota {
  maxEndpoints: number | null;
  messagesPerSecond: number | null;
  maxPayloadBytes: number | null;
}

/** What holds for an application that has none of its own; null is without limit. */
export function defaultQuota() {
  const { QUOTA_ENDPOINTS, QUOTA_MESSAGES_PER_SECOND, QUOTA_PAYLOAD_BYTES } = env();
  return {
    maxEndpoints: QUOTA_ENDPOINTS,
    messagesPerSecond: QUOTA_MESSAGES_PER_SECOND || null,
    maxPayloadBytes: QUOTA_PAYLOAD_BYTES,
  } as const;
}

export function toQuotaOut(own: OwnQuota, endpointCount: number): QuotaOut {
  const usual = defaultQuota();
  const of = (name: keyof OwnQuota) => ({ limit: own[name] ?? usual[name], own: own[name], default: usual[name] });
  return {
    endpoints: of("maxEndpoints"),
    messagesPerSecond: of("messagesPerSecond"),
    payloadBytes: of("maxPayloadBytes"),
    endpointCount,
  };
}
