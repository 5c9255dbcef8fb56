import type { IngestItem } from "@/lib/domain/messages/ingest.ts";
import { readStoredPayload } from "@/lib/domain/messages/stored-payload.ts";
import { type KnownQuota, quotaOf } from "@/lib/domain/quotas/known.ts";
import { ProblemError } from "@/lib/errors.ts";
import { createTokenBuckets } from "@/lib/token-buckets.ts";

const SECOND_MS = 1_000;
const buckets = createTokenBuckets({ windowMs: SECOND_MS });

/**
 * Holds what a request sends to the quotas of its application, before anything is stored. All messages of a request go to
 * one application; a batch is let through while there is room for a message, and what follows waits for all of it.
 * A promise only when something has to be read first.
 * @throws ProblemError payload_too_large, rate_limited
 */
export function holdToQuota(items: readonly IngestItem[]): void | Promise<void> {
  const [first] = items;
  if (!first) return;
  const quota = quotaOf(first);
  if (quota instanceof Promise) return quota.then((known) => hold(known, items));
  hold(quota, items);
}

function hold(quota: KnownQuota | null, items: readonly IngestItem[]): void {
  // An application that is not there is told by the ingest.
  if (quota === null) return;
  const { applicationId, messagesPerSecond, maxPayloadBytes } = quota;
  if (items.some(({ payload }) => isLarger(payload, maxPayloadBytes))) {
    const most = `${maxPayloadBytes.toLocaleString("en")} bytes`;
    throw new ProblemError("payload_too_large", `Payloads of this application may have ${most} (quota payloadBytes).`);
  }
  if (messagesPerSecond === null) return;
  const retryAfterSeconds = buckets.take(applicationId, messagesPerSecond, performance.now(), items.length);
  if (retryAfterSeconds === 0) return;
  const most = `${messagesPerSecond.toLocaleString("en")} messages a second`;
  const detail = `This application may be sent ${most} (quota messagesPerSecond). Try again in ${retryAfterSeconds} s.`;
  throw new ProblemError("rate_limited", detail, { retryAfterSeconds });
}

/** A character has three bytes at most in UTF-8 for each of its units: most payloads need not be counted. */
function isLarger(payload: string, bytes: number): boolean {
  return payload.length * 3 > bytes && Buffer.byteLength(readStoredPayload(payload).text) > bytes;
}
