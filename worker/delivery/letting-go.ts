import { postponeDeliveries, releaseDeliveries } from "@/lib/domain/deliveries/claim.ts";
import type { ClaimedCall } from "@/lib/domain/deliveries/claim-special.ts";
import { recordLostAttempts } from "@/lib/domain/deliveries/record-lost.ts";
import { log } from "@/lib/log.ts";
import type { DropReason, Tries } from "@/worker/delivery/tries.ts";

/**
 * What several dead workers held in a row comes back one by one, within so long for each time: of everything that was in
 * flight one delivery at most is to blame, and only that one goes on breaking workers when it is alone.
 */
const SPREAD_MS = 30_000;

export function logNotRecorded(call: ClaimedCall, error: unknown): void {
  log.error("attempt_not_recorded", { deliveryId: call.deliveries[0]?.id, endpointId: call.endpointId, error });
}

/** What becomes of claimed deliveries that are not sent. None of these rejects, `adopt` aside: in the end the lease runs out. */
export function createLettingGo(tries: Tries) {
  /** Nothing was sent. */
  async function letGo(call: ClaimedCall, error: unknown): Promise<void> {
    logNotRecorded(call, error);
    // When the database is away this fails too: then the lease runs out by itself.
    await releaseDeliveries(call.deliveries).catch(() => {});
  }

  return {
    /** Puts on record what a dead worker may have sent. */
    async adopt(lost: ClaimedCall["deliveries"]): Promise<void> {
      await recordLostAttempts(lost);
      for (const delivery of lost) {
        delivery.attempt_count++;
        log.warn("attempt_lost", {
          deliveryId: delivery.id,
          endpointId: delivery.endpoint_id,
          crashCount: delivery.crash_count,
        });
      }
    },
    async release(calls: ClaimedCall[]): Promise<void> {
      const released = releaseDeliveries(calls.flatMap((call) => call.deliveries));
      await released.catch((error: unknown) => log.warn("release_failed", { error }));
    },
    async drop(call: ClaimedCall, reason: DropReason): Promise<void> {
      for (const delivery of call.deliveries) {
        await tries.drop(delivery, reason).catch((error: unknown) => letGo(call, error));
      }
    },
    async postpone(call: ClaimedCall, crashCount: number): Promise<void> {
      const delayMs = Math.random() * SPREAD_MS * crashCount;
      await postponeDeliveries(call.deliveries, delayMs).catch((error: unknown) => letGo(call, error));
    },
  };
}
