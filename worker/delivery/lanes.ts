// A hanging receiver must not delay the others. A cap for each endpoint alone does not do it: two hundred hanging
// endpoints with ten requests each fill any limit. So there are two lanes.
//
//   unproven, suspect ──► slow lane (1,000 in flight, 2 for each endpoint)
//                            │ answered within a second      ▲
//                            ▼                               │ open for longer than a second: moved, endpoint demoted
//   proven ─────────────► fast lane (200 in flight, 10 for each endpoint)

export const FAST_MS = 1_000;
const LIMITS = { fast: 200, slow: 1_000 } as const;
const CAPS = { fast: 10, slow: 2 } as const;
const AHEAD = 20;

type LaneName = keyof typeof LIMITS;

interface EndpointLoad {
  /** Requests open now. */
  open: number;
  /** The last answer came within FAST_MS. */
  proven: boolean;
  /** Tries in a row that failed, as far as this worker made them. */
  failures: number;
  /** Until then it asked to be spared: one request at a time. */
  sparedUntilMs: number;
}

/** One request's place; it moves to the slow lane when it has been open for too long. */
export interface Place {
  readonly endpointId: string;
  readonly sinceMs: number;
  lane: LaneName;
}

/** @param breakerFailures failures in a row after which a breaker opens; 0 for never */
export function createLanes({ breakerFailures = 0 }: { breakerFailures?: number } = {}) {
  const endpoints = new Map<string, EndpointLoad>();
  const open = { fast: 0, slow: 0 };
  // In the order of entering: the oldest is first.
  const fastPlaces = new Set<Place>();

  function loadOf(endpointId: string): EndpointLoad {
    let load = endpoints.get(endpointId);
    if (!load) {
      load = { open: 0, proven: false, failures: 0, sparedUntilMs: 0 };
      endpoints.set(endpointId, load);
    }
    return load;
  }

  const isTripped = (load: EndpointLoad) => breakerFailures > 0 && load.failures >= breakerFailures;

  return {
    /** How many more requests this endpoint may open now. */
    room(endpointId: string, nowMs: number): number {
      const load = endpoints.get(endpointId);
      const lane: LaneName = load?.proven ? "fast" : "slow";
      const cap = load && load.sparedUntilMs > nowMs ? 1 : CAPS[lane];
      return Math.max(0, Math.min(cap - (load?.open ?? 0), LIMITS[lane] - open[lane]));
    },
    /** How many more may be claimed ahead, so that a place that falls free is filled at once. Only for the proven. */
    ahead(endpointId: string, nowMs: number): number {
      const load = endpoints.get(endpointId);
      return load?.proven && load.sparedUntilMs <= nowMs && !isTripped(load) ? AHEAD : 0;
    },
    /** Whether no request of this endpoint is open. */
    isIdle: (endpointId: string) => (endpoints.get(endpointId)?.open ?? 0) === 0,
    enter(endpointId: string, nowMs: number): Place {
      const load = loadOf(endpointId);
      const place: Place = { endpointId, sinceMs: nowMs, lane: load.proven ? "fast" : "slow" };
      load.open++;
      open[place.lane]++;
      if (place.lane === "fast") fastPlaces.add(place);
      return place;
    },
    /** @param answeredFast whether any answer came within FAST_MS; null when nothing was sent */
    leave(place: Place, answeredFast: boolean | null): void {
      const load = loadOf(place.endpointId);
      load.open--;
      open[place.lane]--;
      fastPlaces.delete(place);
      if (answeredFast !== null) load.proven = answeredFast;
      // Unknown and idle is the same as new: the map holds who matters.
      if (load.open === 0 && !load.proven && load.sparedUntilMs === 0) endpoints.delete(place.endpointId);
    },
    /** @returns whether it failed so often in a row that its breaker may be open, before that is on record */
    answered(endpointId: string, outcome: "succeeded" | "failed"): boolean {
      const load = loadOf(endpointId);
      load.failures = outcome === "failed" ? load.failures + 1 : 0;
      return isTripped(load);
    },
    spare(endpointId: string, untilMs: number): void {
      const load = loadOf(endpointId);
      load.sparedUntilMs = Math.max(load.sparedUntilMs, untilMs);
    },
    /** Moves requests that have been open for too long out of the fast lane; to be called every 100 ms or so. */
    demoteSlow(nowMs: number): number {
      let moved = 0;
      for (const place of fastPlaces) {
        if (nowMs - place.sinceMs < FAST_MS) break;
        fastPlaces.delete(place);
        place.lane = "slow";
        open.fast--;
        open.slow++;
        loadOf(place.endpointId).proven = false;
        moved++;
      }
      return moved;
    },
    inFlight: () => open.fast + open.slow,
  };
}
export type Lanes = ReturnType<typeof createLanes>;
