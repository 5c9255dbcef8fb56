import type { ClaimedCall } from "@/lib/domain/deliveries/claim-special.ts";
import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";

/** Claimed and not started: its place is not free yet, or its moment has not come. */
export interface Ready {
  call: ClaimedCall;
  config: DeliveryConfig;
  claimedAtMs: number;
  /** By a rate limit, not before; 0 without one. */
  notBeforeMs: number;
}

/** What was claimed ahead, by endpoint, in the order of claiming. */
export function createWaiting() {
  const lines = new Map<string, Ready[]>();
  let count = 0;

  function lineOf(endpointId: string): Ready[] {
    const line = lines.get(endpointId) ?? [];
    lines.set(endpointId, line);
    return line;
  }

  return {
    count: () => count,
    of: (endpointId: string) => lines.get(endpointId)?.length ?? 0,
    push(ready: Ready): void {
      lineOf(ready.call.endpointId).push(ready);
      count++;
    },
    pushFirst(ready: Ready): void {
      lineOf(ready.call.endpointId).unshift(ready);
      count++;
    },
    /** The next of an endpoint that may go now. */
    take(endpointId: string, nowMs: number): Ready | null {
      const line = lines.get(endpointId);
      const [next] = line ?? [];
      if (!line || !next || next.notBeforeMs > nowMs) return null;
      line.shift();
      count--;
      if (line.length === 0) lines.delete(endpointId);
      return next;
    },
    /** Takes out what was claimed at or before the given moment. */
    takeOlder(claimedAtMs: number): Ready[] {
      const old: Ready[] = [];
      for (const [endpointId, line] of lines) {
        const stay = line.filter((ready) => ready.claimedAtMs > claimedAtMs);
        if (stay.length === line.length) continue;
        for (const ready of line) if (ready.claimedAtMs <= claimedAtMs) old.push(ready);
        if (stay.length > 0) lines.set(endpointId, stay);
        else lines.delete(endpointId);
      }
      count -= old.length;
      return old;
    },
  };
}
