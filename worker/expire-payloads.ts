import { expirePayloadsUnscoped } from "@/lib/domain/messages/expire-payloads.ts";
import { log } from "@/lib/log.ts";

/** Often, because who asks for an hour means an hour. */
export const EXPIRE_PAYLOADS_MS = 60_000;

export async function expirePayloads(): Promise<void> {
  const erased = await expirePayloadsUnscoped();
  if (erased > 0) log.info("payloads_expired", { erased });
}
