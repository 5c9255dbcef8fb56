import {
  type ClaimedDelivery,
  claimDeliveries,
  findDueEndpoints,
  postponeDelivery,
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
/** Claimed ahead and not started, over all endpoints. */
const MAX_WAITING = 1_000;
/** Claimed ahead for so long, it is given back: its lease must outlast a whole request. */
const MAX_WAIT_MS = 5_000;
/** A delivery whose worker broke this often in a row is put aside. */
const MAX_CRASHES = 5;
/**
 * From the second time on, what a dead worker held comes back one by one, within so long for each time: of everything
 * that was in flight one delivery at most is to blame, and only that one goes on breaking workers when it is alone.
 */
const SUSPECT_FROM = 2;
const SPREAD_MS = 30_000;

/**
 * Keeps every endpoint that has something due as busy as its lane permits.
 *
 * ```
 * wake-up, sweep ─► hot endpoints ─► claim (room, and some ahead) ─► waiting ─► try ─► room again ─► next of waiting, claim …
 *                        └── cold once a claim gives less than it asked for
 * ```
 * Claiming ahead keeps connections busy while the next claim is under way: without it a worker is idle half the time.
 */
interface Ready {
  delivery: ClaimedDelivery;
  config: DeliveryConfig;
  claimedAtMs: number;
}

export function createDispatcher(options: { lanes: Lanes; configs: ConfigCache; tries: Tries; leaseMs: number }) {
  const { lanes, configs, tries, leaseMs } = options;
  // Value: counts wake-ups, so that one which arrives during a claim is not lost.
  const hot = new Map<string, number>();
  const waiting = new Map<string, Ready[]>();
  let waitingCount = 0;
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
      const ahead = waitingCount < MAX_WAITING ? lanes.ahead(endpointId, nowMs) : 0;
      const room = lanes.room(endpointId, nowMs) + ahead - (waiting.get(endpointId)?.length ?? 0);
      const limit = Math.min(room, MAX_CLAIM - total);
      // A claim for one or two is not worth its round trip while enough is waiting.
      if (limit <= 0 || limit < ahead / 4) continue;
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
    const claimedAtMs = Date.now();
    for (const delivery of claimed) {
      const config = found.get(delivery.endpoint_id);
      const isTest = delivery.is_test || delivery.trigger === 2;
      if (delivery.crash_count >= MAX_CRASHES) void settleDrop(delivery, "poison");
      else if (delivery.lost_by !== null && delivery.crash_count >= SUSPECT_FROM) void settlePostponed(delivery);
      else if (delivery.endpoint_deleted || !config) void settleDrop(delivery, "endpoint_deleted");
      else if (delivery.endpoint_off && !isTest) void settleDrop(delivery, "endpoint_off");
      else if (lanes.room(delivery.endpoint_id, claimedAtMs) > 0) void settle(delivery, config);
      else keep({ delivery, config, claimedAtMs });
    }
  }

  function keep(ready: Ready): void {
    const line = waiting.get(ready.delivery.endpoint_id);
    if (line) line.push(ready);
    else waiting.set(ready.delivery.endpoint_id, [ready]);
    waitingCount++;
  }

  /** Fills the places that fell free with what was claimed ahead. */
  function startWaiting(endpointId: string): void {
    const line = waiting.get(endpointId);
    if (!line || stopping) return;
    while (line.length > 0 && lanes.room(endpointId, Date.now()) > 0) {
      const ready = line.shift();
      waitingCount--;
      if (ready) void settle(ready.delivery, ready.config);
    }
    if (line.length === 0) waiting.delete(endpointId);
  }

  /** Gives back what has waited for too long, or everything. */
  async function giveBack(olderThanMs: number): Promise<void> {
    const back: ClaimedDelivery[] = [];
    for (const [endpointId, line] of waiting) {
      const stay = line.filter((ready) => ready.claimedAtMs > olderThanMs);
      if (stay.length === line.length) continue;
      for (const ready of line) if (ready.claimedAtMs <= olderThanMs) back.push(ready.delivery);
      if (stay.length > 0) waiting.set(endpointId, stay);
      else waiting.delete(endpointId);
    }
    waitingCount -= back.length;
    await releaseDeliveries(back);
  }

  /** Never rejects. An error here is ours, not the receiver's: the delivery is let go and taken again. */
  async function settle(delivery: ClaimedDelivery, config: DeliveryConfig): Promise<void> {
    const place = lanes.enter(delivery.endpoint_id, Date.now());
    let left = false;
    const leave = ({ answeredFast, spareMs }: Answer) => {
      if (left) return;
      left = true;
      if (spareMs !== null) lanes.spare(delivery.endpoint_id, Date.now() + spareMs);
      lanes.leave(place, answeredFast);
      startWaiting(delivery.endpoint_id);
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

  async function settlePostponed(delivery: ClaimedDelivery): Promise<void> {
    const delayMs = Math.random() * SPREAD_MS * delivery.crash_count;
    await postponeDelivery(delivery, delayMs).catch((error: unknown) => letGo(delivery, error));
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
      await giveBack(Number.POSITIVE_INFINITY).catch((error: unknown) => log.warn("release_failed", { error }));
      const deadline = Date.now() + graceMs;
      while (unsettled > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    /** Moves requests that are open for too long to the slow lane, and gives back what waited; every 100 ms or so. */
    async tick(): Promise<void> {
      const nowMs = Date.now();
      if (lanes.demoteSlow(nowMs) > 0) schedule();
      if (waitingCount > 0) await giveBack(nowMs - MAX_WAIT_MS);
    },
  };
}
export type Dispatcher = ReturnType<typeof createDispatcher>;
