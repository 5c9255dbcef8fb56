import {
  type ClaimedDelivery,
  claimDeliveries,
  findDueEndpoints,
  releaseDeliveries,
} from "@/lib/domain/deliveries/claim.ts";
import { recordLostAttempts } from "@/lib/domain/deliveries/record-lost.ts";
import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";
import { log } from "@/lib/log.ts";
import type { ConfigCache } from "@/worker/delivery/config-cache.ts";
import type { Lanes } from "@/worker/delivery/lanes.ts";
import type { Answer, DropReason, Tries } from "@/worker/delivery/tries.ts";

/** The most that one claim takes: bounds memory (payloads are up to 1 MiB) and the work lost with a worker. */
const MAX_CLAIM = 200;
/** Endpoints asked about in one claim. */
const MAX_ENDPOINTS = 200;
/** A delivery whose worker broke this often in a row is put aside. */
const MAX_CRASHES = 3;

/**
 * Keeps every endpoint that has something due as busy as its lane permits.
 *
 * ```
 * wake-up, sweep ─► hot endpoints ─► claim (as many as there is room for) ─► try ─► room again ─► claim …
 *                        └── cold once a claim gives less than it asked for
 * ```
 */
export function createDispatcher(options: { lanes: Lanes; configs: ConfigCache; tries: Tries; leaseMs: number }) {
  const { lanes, configs, tries, leaseMs } = options;
  // Value: counts wake-ups, so that one which arrives during a claim is not lost.
  const hot = new Map<string, number>();
  let claiming: Promise<void> | null = null;
  let pumpAgain = false;
  let scheduled = false;
  let stopping = false;
  let wakeCount = 0;
  let unsettled = 0;

  function wake(endpointIds: readonly string[]): void {
    if (endpointIds.length === 0) return;
    wakeCount++;
    for (const id of endpointIds) hot.set(id, wakeCount);
    schedule();
  }

  /** Once the current turn is over: places that fell free together are filled together. */
  function schedule(): void {
    if (scheduled || stopping) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      pump();
    });
  }

  function pump(): void {
    if (stopping) return;
    if (claiming) {
      pumpAgain = true;
      return;
    }
    const wanted = whatFits();
    if (wanted.length === 0) return;
    claiming = claimAndStart(wanted)
      .catch((error: unknown) => log.error("claim_failed", { error }))
      .finally(() => {
        claiming = null;
        if (pumpAgain) {
          pumpAgain = false;
          schedule();
        }
      });
  }

  function whatFits(): { endpointId: string; limit: number; wake: number }[] {
    const nowMs = Date.now();
    const wanted: { endpointId: string; limit: number; wake: number }[] = [];
    let total = 0;
    for (const [endpointId, wakeNumber] of hot) {
      const limit = Math.min(lanes.room(endpointId, nowMs), MAX_CLAIM - total);
      if (limit <= 0) continue;
      wanted.push({ endpointId, limit, wake: wakeNumber });
      total += limit;
      if (total >= MAX_CLAIM || wanted.length >= MAX_ENDPOINTS) break;
    }
    return wanted;
  }

  async function claimAndStart(wanted: { endpointId: string; limit: number; wake: number }[]): Promise<void> {
    const claimed = await claimDeliveries(wanted, leaseMs);
    const counts = new Map<string, number>();
    for (const delivery of claimed) counts.set(delivery.endpoint_id, (counts.get(delivery.endpoint_id) ?? 0) + 1);
    for (const { endpointId, limit, wake: wakeNumber } of wanted) {
      if (hot.get(endpointId) !== wakeNumber) continue;
      hot.delete(endpointId);
      // Still hot, but behind those that have waited for longer.
      if ((counts.get(endpointId) ?? 0) >= limit) hot.set(endpointId, wakeNumber);
    }
    if (claimed.length === 0) return;
    const lost = claimed.filter((delivery) => delivery.lost_by !== null);
    if (lost.length > 0) await adopt(lost);
    await start(claimed);
    pumpAgain = true;
  }

  async function adopt(lost: ClaimedDelivery[]): Promise<void> {
    await recordLostAttempts(lost);
    for (const delivery of lost) {
      delivery.attempt_count++;
      log.warn("attempt_lost", {
        deliveryId: delivery.id,
        endpointId: delivery.endpoint_id,
        crashCount: delivery.crash_count,
      });
    }
  }

  async function start(claimed: ClaimedDelivery[]): Promise<void> {
    const found = await configs.get(claimed.map((d) => ({ endpointId: d.endpoint_id, version: d.endpoint_version })));
    for (const delivery of claimed) {
      const config = found.get(delivery.endpoint_id);
      const nowMs = Date.now();
      const isTest = delivery.is_test || delivery.trigger === 2;
      const reason =
        delivery.endpoint_deleted || !config
          ? "endpoint_deleted"
          : delivery.endpoint_off && !isTest
            ? "endpoint_off"
            : null;
      const drop = delivery.crash_count >= MAX_CRASHES ? "poison" : reason;
      void (drop || !config ? settleDrop(delivery, drop ?? "endpoint_deleted") : settle(delivery, config, nowMs));
    }
  }

  /** Never rejects. An error here is ours, not the receiver's: the delivery is let go and taken again. */
  async function settle(delivery: ClaimedDelivery, config: DeliveryConfig, nowMs: number): Promise<void> {
    const place = lanes.enter(delivery.endpoint_id, nowMs);
    let left = false;
    const leave = ({ answeredFast, spareMs }: Answer) => {
      if (left) return;
      left = true;
      if (spareMs !== null) lanes.spare(delivery.endpoint_id, Date.now() + spareMs);
      lanes.leave(place, answeredFast);
      if (hot.size > 0) schedule();
    };
    unsettled++;
    try {
      await tries.make(delivery, config, leave);
    } catch (error) {
      await letGo(delivery, error);
    } finally {
      leave({ answeredFast: null, spareMs: null });
      unsettled--;
    }
  }

  async function settleDrop(delivery: ClaimedDelivery, reason: DropReason): Promise<void> {
    await tries.drop(delivery, reason).catch((error: unknown) => letGo(delivery, error));
  }

  async function letGo(delivery: ClaimedDelivery, error: unknown): Promise<void> {
    log.error("attempt_not_recorded", { deliveryId: delivery.id, endpointId: delivery.endpoint_id, error });
    // When the database is away this fails too: then the lease runs out by itself.
    await releaseDeliveries([delivery]).catch(() => {});
  }

  return {
    wake,
    /** Asks the table itself what is due; to be called every second. */
    async sweep(): Promise<void> {
      wake(await findDueEndpoints());
    },
    /** No new claims; resolves when nothing is in flight, or when the time is up. */
    async stop(graceMs: number): Promise<void> {
      stopping = true;
      await claiming;
      const deadline = Date.now() + graceMs;
      while (unsettled > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    /** Places may have moved between lanes. */
    nudge: schedule,
  };
}
export type Dispatcher = ReturnType<typeof createDispatcher>;
