import {
  claimDeliveries,
  countSuspects,
  type LeaseTerms,
  releaseDeliveries,
  SUSPECT_FROM,
} from "@/lib/domain/deliveries/claim.ts";
import { type ClaimedCall, claimSpecial } from "@/lib/domain/deliveries/claim-special.ts";
import { recordLostAttempts } from "@/lib/domain/deliveries/record-lost.ts";
import { findDueEndpoints, takeProbes } from "@/lib/domain/deliveries/sweep.ts";
import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";
import { log } from "@/lib/log.ts";
import { callAt } from "@/worker/delivery/call-at.ts";
import type { ConfigCache } from "@/worker/delivery/config-cache.ts";
import { createHot, type Hot } from "@/worker/delivery/hot.ts";
import type { Lanes, Place } from "@/worker/delivery/lanes.ts";
import { createLettingGo, logNotRecorded } from "@/worker/delivery/letting-go.ts";
import type { Answer, Tries } from "@/worker/delivery/tries.ts";
import { createWaiting, type Ready } from "@/worker/delivery/waiting.ts";

/** Claimed ahead for so long, it is given back: its lease must outlast a whole request. */
const MAX_WAIT_MS = 5_000;
/** A delivery whose worker broke this often in a row is put aside; suspects come back one by one before. */
const MAX_CRASHES = 5;

/** A call that has a place in a lane, until its request is over. */
interface Going {
  readonly place: Place;
  left: boolean;
}
const NO_ANSWER: Answer = { answeredFast: null, outcome: null, spareMs: null };

/**
 * Keeps every endpoint that has something due as busy as its lane permits.
 *
 * ```
 * wake-up, sweep ─► hot endpoints ─► claim (room, and some ahead) ─► waiting ─► try ─► room again ─► next of waiting, claim …
 *                        └── cold once a claim gives less than it asked for
 * ```
 * Claiming ahead keeps connections busy while the next claim is under way: without it a worker is idle half the time.
 */
export function createDispatcher(options: { lanes: Lanes; configs: ConfigCache; tries: Tries } & LeaseTerms) {
  const { lanes, configs, tries } = options;
  const waiting = createWaiting(lanes);
  const hot = createHot(lanes, waiting);
  const lettingGo = createLettingGo(tries);
  let claiming: Promise<unknown> | null = null;
  let pumpAgain = false;
  let scheduled = false;
  let stopping = false;
  // Told to drain: what is in flight goes on, and nothing is claimed.
  let resting = false;
  // Value: when its request began.
  const unsettled = new Map<ClaimedCall, number>();
  // Endpoints to hold back since the claim under way began, which may not have seen why; null for all.
  let heldBack: Set<string> | null = new Set();

  const isOff = () => stopping || resting;

  function wake(endpointIds: readonly string[]): void {
    if (endpointIds.length === 0 || resting) return;
    hot.add(endpointIds);
    schedule();
  }

  /** Once the current turn is over: places that fell free together are filled together. */
  function schedule(): void {
    if (scheduled || isOff()) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      pump();
    });
  }

  function pump(): void {
    if (isOff()) return;
    if (claiming) {
      pumpAgain = true;
      return;
    }
    const { usual, special } = hot.whatFits(Date.now());
    heldBack = new Set();
    const claims = [
      ...(usual.length > 0 ? [claimUsual(usual)] : []),
      ...(special.length > 0 ? [claimOther(special)] : []),
    ];
    if (claims.length === 0) return;
    const logged = claims.map((claim) => claim.catch((error: unknown) => log.error("claim_failed", { error })));
    claiming = Promise.all(logged).finally(() => {
      claiming = null;
      if (pumpAgain) {
        pumpAgain = false;
        schedule();
      }
    });
  }

  async function claimUsual(wanted: Hot[]): Promise<void> {
    const { deliveries, special } = await claimDeliveries(wanted, options);
    const counts = new Map<string, number>();
    for (const { endpoint_id } of deliveries) counts.set(endpoint_id, (counts.get(endpoint_id) ?? 0) + 1);
    for (const one of wanted) hot.claimed(one, { isFull: (counts.get(one.endpointId) ?? 0) >= one.limit });
    hot.areSpecial(special);
    if (special.length > 0) pumpAgain = true;
    await begin(
      deliveries.map((delivery) => ({
        endpointId: delivery.endpoint_id,
        deliveries: [delivery],
        batch: null,
        startInMs: 0,
        limitMs: null,
      })),
    );
  }

  async function claimOther(wanted: Hot[]): Promise<void> {
    const { calls, full, again, usual } = await claimSpecial(wanted, options);
    for (const one of wanted) {
      hot.claimed(one, { isFull: full.has(one.endpointId), againInMs: again.get(one.endpointId) });
    }
    hot.areUsual(usual);
    await begin(calls);
  }

  async function begin(calls: ClaimedCall[]): Promise<void> {
    if (calls.length === 0) return;
    const lost = calls.flatMap((call) => call.deliveries.filter((delivery) => delivery.lost_by !== null));
    if (lost.length > 0) await lettingGo.adopt(lost);
    await start(calls);
    pumpAgain = true;
  }

  async function start(calls: ClaimedCall[]): Promise<void> {
    const claimedAtMs = Date.now();
    const found = await configs.get(
      calls.flatMap(({ deliveries: [d] }) => (d ? [{ endpointId: d.endpoint_id, version: d.endpoint_version }] : [])),
    );
    for (const call of calls) {
      const config = found.get(call.endpointId);
      const [delivery] = call.deliveries;
      if (!delivery) continue;
      const isTest = delivery.is_test || delivery.trigger === 2;
      const crashCount = Math.max(...call.deliveries.map((d) => d.crash_count));
      if (crashCount >= MAX_CRASHES) void lettingGo.drop(call, "poison");
      else if (delivery.lost_by !== null && crashCount >= SUSPECT_FROM) void lettingGo.postpone(call, crashCount);
      else if (delivery.endpoint_deleted || !config) void lettingGo.drop(call, "endpoint_deleted");
      else if (delivery.endpoint_off && !isTest) void lettingGo.drop(call, "endpoint_off");
      // Erased since. Payloads of a batch are read with it, and say so in their place.
      else if (delivery.payload === null && !call.batch) void lettingGo.drop(call, "no_payload");
      else if (delivery.trigger === 0 && isHeldBack(call.endpointId)) void lettingGo.release([call]);
      else if (call.startInMs > 0) keepUntil({ call, config, claimedAtMs, notBeforeMs: claimedAtMs + call.startInMs });
      else if (lanes.room(call.endpointId, claimedAtMs) > 0) void settle(call, config);
      // What a person asked for is next.
      else if (delivery.trigger !== 0) waiting.pushFirst({ call, config, claimedAtMs, notBeforeMs: 0 });
      else waiting.push({ call, config, claimedAtMs, notBeforeMs: 0 });
    }
  }

  function keepUntil(ready: Ready): void {
    waiting.push(ready);
    callAt(ready.notBeforeMs, () => startWaiting(ready.call.endpointId));
  }

  function startWaiting(endpointId: string): void {
    if (isOff()) return;
    for (let ready = waiting.take(endpointId); ready; ready = waiting.take(endpointId)) {
      void settle(ready.call, ready.config);
    }
  }

  /** Fills places that fell free. Who has none comes first: else the endpoints that are busy would keep them all. */
  function startStranded(): void {
    for (const endpointId of waiting.takeStranded()) startWaiting(endpointId);
  }

  /** Gives back what has waited for too long, or everything. */
  async function giveBack(claimedAtMs: number): Promise<void> {
    await releaseDeliveries(waiting.takeOlder(claimedAtMs).flatMap((ready) => ready.call.deliveries));
  }

  /** What cannot be given back is taken over when its lease ends. */
  async function giveBackAll(): Promise<void> {
    await giveBack(Number.POSITIVE_INFINITY).catch((error: unknown) => log.warn("release_failed", { error }));
  }

  /**
   * Never rejects. An error here is ours, not the receiver's, and the request may have been made: the lease is left to
   * run out, so that the try is put on record as lost, and what ends here each time is put aside in the end.
   */
  async function settle(call: ClaimedCall, config: DeliveryConfig): Promise<void> {
    const nowMs = Date.now();
    const going: Going = { place: lanes.enter(call.endpointId, nowMs), left: false };
    unsettled.set(call, nowMs);
    try {
      const suspects = call.deliveries.filter((delivery) => delivery.crash_count >= SUSPECT_FROM);
      if (suspects.length > 0) await countSuspects(suspects);
      await tries.make(call, config, (answer) => leave(going, answer));
    } catch (error) {
      logNotRecorded(call, error);
    } finally {
      leave(going, NO_ANSWER);
      unsettled.delete(call);
      // The next of a line is due only now.
      if (config.options.fifo) wake([call.endpointId]);
    }
  }

  function leave(going: Going, { answeredFast, outcome, spareMs }: Answer): void {
    if (going.left) return;
    going.left = true;
    const { endpointId } = going.place;
    if (outcome !== null && lanes.answered(endpointId, outcome)) releaseAhead([endpointId]);
    if (spareMs !== null) lanes.spare(endpointId, Date.now() + spareMs);
    lanes.leave(going.place, answeredFast);
    startStranded();
    startWaiting(endpointId);
    if (hot.size() > 0) schedule();
  }

  const isHeldBack = (endpointId: string) => heldBack === null || heldBack.has(endpointId);

  function holdBack(endpointIds: readonly string[] | "all"): void {
    if (endpointIds === "all") heldBack = null;
    else if (claiming) for (const id of endpointIds) heldBack?.add(id);
    releaseAhead(endpointIds);
  }

  function releaseAhead(endpointIds: readonly string[] | "all"): void {
    const taken =
      endpointIds === "all" ? waiting.takeScheduled() : endpointIds.flatMap((id) => waiting.takeScheduled(id));
    if (taken.length > 0) void lettingGo.release(taken.map(({ call }) => call));
  }

  /** Requests that we do not wait for any longer: what becomes of them is unknown, and another worker may take over. */
  async function abandon(): Promise<void> {
    const deliveries = [...unsettled].flatMap(([call, beganMs]) =>
      call.deliveries.map((d) => ({ ...d, lost_at: new Date(beganMs) })),
    );
    if (deliveries.length > 0) log.warn("attempts_abandoned", { count: deliveries.length });
    await recordLostAttempts(deliveries);
    await releaseDeliveries(deliveries);
  }

  return {
    wake,
    /** Gives back what is scheduled and was claimed ahead of these endpoints, or of all: they are to get nothing for now. */
    holdBack,
    /** Asks the table itself what is due; to be called every second. */
    async sweep(): Promise<void> {
      if (isOff()) return;
      const { due, probes } = await findDueEndpoints();
      const won = await takeProbes(probes, options.leaseMs);
      hot.addProbes(won);
      wake([...due, ...won]);
    },
    /** No new claims, and what was claimed ahead is given back; what is in flight goes on. Resolves once that is true. */
    async rest(): Promise<void> {
      resting = true;
      await claiming;
      await giveBackAll();
    },
    /** Ends the rest; the next sweep finds what is due. */
    resume(): void {
      resting = false;
    },
    /** No new claims; resolves when nothing is in flight, or when the time is up and the rest is let go. */
    async stop(graceMs: number): Promise<void> {
      stopping = true;
      await claiming;
      await giveBackAll();
      const deadline = Date.now() + graceMs;
      while (unsettled.size > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
      await abandon().catch((error: unknown) => log.warn("release_failed", { error }));
    },
    /** Moves requests that are open for too long to the slow lane, and gives back what waited; every 100 ms or so. */
    async tick(): Promise<void> {
      const nowMs = Date.now();
      if (lanes.demoteSlow(nowMs) > 0 || hot.size() > 0) schedule();
      startStranded();
      if (waiting.count() > 0) await giveBack(nowMs - MAX_WAIT_MS);
    },
  };
}
export type Dispatcher = ReturnType<typeof createDispatcher>;
