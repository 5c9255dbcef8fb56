import { wipePayloadsUnscoped } from "@/lib/domain/messages/wipe-payloads.ts";
import { log } from "@/lib/log.ts";

/** Often: what has arrived is to be gone soon. */
export const WIPE_PAYLOADS_MS = 5_000;

export async function wipePayloads(): Promise<void> {
  const wiped = await wipePayloadsUnscoped();
  if (wiped > 0) log.info("payloads_wiped", { wiped });
}
