import type { ClaimedCall } from "@/lib/domain/deliveries/claim-special.ts";
import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";
import type { Lanes } from "@/worker/delivery/lanes.ts";

/** Claimed and not started: its place is not free yet, or its moment has not come. */
export interface Ready {
  call: ClaimedCall;
  config: DeliveryConfig;
  claimedAtMs: number;
  /** By a rate limit, not before; 0 without one. */
  notBeforeMs: number;
}

/** Stranded endpoints looked at for each place that falls free: those of one lane must not hide those of the other. */
const LOOKS = 4;

/** What was claimed ahead, by endpoint, in the order of claiming. */
export function createWaiting(lanes: Lanes) {
  const lines = new Map<string, Ready[]>();
  // Claimed while every place of the lane was taken, with nothing of their own open: no answer of theirs will start them.
  const stranded = new Set<string>();
  let count = 0;

  function noteStranded(endpointId: string, nowMs: number): void {
    const [next] = lines.get(endpointId) ?? [];
    if (next && next.notBeforeMs <= nowMs && lanes.isIdle(endpointId)) stranded.add(endpointId);
    else stranded.delete(endpointId);
  }

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
      noteStranded(ready.call.endpointId, Date.now());
    },
    pushFirst(ready: Ready): void {
      lineOf(ready.call.endpointId).unshift(ready);
      count++;
      noteStranded(ready.call.endpointId, Date.now());
    },
    /** The next of an endpoint that may go now, and has a place. */
    take(endpointId: string): Ready | null {
      const nowMs = Date.now();
      const line = lines.get(endpointId);
      const [next] = line ?? [];
      if (!line || !next || next.notBeforeMs > nowMs || lanes.room(endpointId, nowMs) === 0) {
        noteStranded(endpointId, nowMs);
        return null;
      }
      line.shift();
      count--;
      if (line.length === 0) lines.delete(endpointId);
      return next;
    },
    /** Some of the endpoints that wait without any place: who is named goes to the end of their line. */
    takeStranded(): string[] {
      const first = [...firstOf(stranded, LOOKS)];
      for (const endpointId of first) stranded.delete(endpointId);
      return first;
    },
    /** Takes out what is of an endpoint, or of all of them. What a person asked for stays: it goes past what holds others. */
    takeScheduled(endpointId?: string): Ready[] {
      const taken: Ready[] = [];
      for (const id of endpointId === undefined ? [...lines.keys()] : [endpointId]) {
        const line = lines.get(id) ?? [];
        const stay = line.filter(isAsked);
        for (const ready of line) if (!isAsked(ready)) taken.push(ready);
        if (stay.length > 0) lines.set(id, stay);
        else lines.delete(id);
      }
      count -= taken.length;
      return taken;
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

function isAsked({ call }: Ready): boolean {
  return call.deliveries.some(({ trigger }) => trigger !== 0);
}

function* firstOf<T>(items: Iterable<T>, most: number): Generator<T> {
  let left = most;
  for (const item of items) {
    if (left-- === 0) return;
    yield item;
  }
}
