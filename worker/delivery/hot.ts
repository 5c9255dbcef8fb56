import type { Wanted } from "@/lib/domain/deliveries/claim.ts";
import type { Lanes } from "@/worker/delivery/lanes.ts";
import type { createWaiting } from "@/worker/delivery/waiting.ts";

/** The most that one claim takes: bounds memory (payloads are up to 1 MiB) and the work lost with a worker. */
const MAX_CLAIM = 200;
/** Endpoints asked about in one claim. */
const MAX_ENDPOINTS = 200;
/** The same for endpoints with limits, lines and batches, whose claims hold locks. */
const MAX_SPECIAL = 50;
/** Claimed ahead and not started, over all endpoints. */
const MAX_WAITING = 1_000;

/** A limit may be changed meanwhile: what it was is believed for no longer. */
const MAX_CLOSED_MS = 2_000;

export interface Hot extends Wanted {
  /** Counts wake-ups, so that one which arrives during a claim is not lost. */
  wake: number;
}

/** Endpoints that have, or may have, something due: what to claim next. */
export function createHot(lanes: Lanes, waiting: ReturnType<typeof createWaiting>) {
  const wakes = new Map<string, number>();
  const probes = new Set<string>();
  // Endpoints with a limit, a line or batches, as far as a claim has shown it.
  const special = new Set<string>();
  // By their limits nothing can be claimed until then.
  const closedUntilMs = new Map<string, number>();
  let wakeCount = 0;

  function wantedOf(endpointId: string, wake: number, nowMs: number): Hot | null {
    if ((closedUntilMs.get(endpointId) ?? 0) > nowMs) return null;
    const probe = probes.has(endpointId);
    const ahead = !probe && waiting.count() < MAX_WAITING ? lanes.ahead(endpointId, nowMs) : 0;
    const room = lanes.room(endpointId, nowMs) + ahead - waiting.of(endpointId);
    // A claim for one or two is not worth its round trip while enough is waiting.
    if (room <= 0 || room < ahead / 4) return null;
    return { endpointId, limit: probe ? 1 : room, probe, wake };
  }

  return {
    size: () => wakes.size,
    add(endpointIds: readonly string[]): void {
      wakeCount++;
      for (const id of endpointIds) wakes.set(id, wakeCount);
    },
    /** One request of these may pass their open breaker. */
    addProbes(endpointIds: readonly string[]): void {
      for (const id of endpointIds) probes.add(id);
    },
    areSpecial(endpointIds: readonly string[]): void {
      for (const id of endpointIds) special.add(id);
      this.add(endpointIds);
    },
    areUsual(endpointIds: readonly string[]): void {
      for (const id of endpointIds) if (special.delete(id)) closedUntilMs.delete(id);
    },
    whatFits(nowMs: number): { usual: Hot[]; special: Hot[] } {
      const fits: { usual: Hot[]; special: Hot[] } = { usual: [], special: [] };
      let total = 0;
      for (const [endpointId, wake] of wakes) {
        const wanted = wantedOf(endpointId, wake, nowMs);
        if (!wanted) continue;
        const isSpecial = special.has(endpointId);
        if (isSpecial && fits.special.length >= MAX_SPECIAL) continue;
        wanted.limit = Math.min(wanted.limit, MAX_CLAIM - total);
        (isSpecial ? fits.special : fits.usual).push(wanted);
        total += wanted.limit;
        if (total >= MAX_CLAIM || fits.usual.length >= MAX_ENDPOINTS) break;
      }
      return fits;
    },
    /** After a claim: cold, unless there may be more or a wake-up came meanwhile. */
    claimed(one: Hot, outcome: { isFull: boolean; againInMs?: number | undefined }): void {
      const { endpointId, wake } = one;
      if (one.probe) probes.delete(endpointId);
      if (outcome.againInMs !== undefined) {
        closedUntilMs.set(endpointId, Date.now() + Math.min(outcome.againInMs, MAX_CLOSED_MS));
      } else closedUntilMs.delete(endpointId);
      if (wakes.get(endpointId) !== wake) return;
      wakes.delete(endpointId);
      // Still hot, but behind those that have waited for longer.
      if (outcome.isFull) wakes.set(endpointId, wake);
    },
  };
}
