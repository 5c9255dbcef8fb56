/** Callers beyond this many are forgotten, those first that have asked for nothing for longest. */
const AT_MOST_KEYS = 20_000;
const MINUTE_MS = 60_000;

export interface TokenBuckets {
  /**
   * Takes tokens while there is at least one: who takes more than there are waits for all of them afterwards.
   * @returns 0, or the seconds until there is one when there was none.
   */
  take(key: string, perWindow: number, nowMs: number, count?: number): number;
  /** For what turned out not to count. */
  giveBack(key: string, perWindow: number): void;
}

/**
 * A bucket for each key: it holds a window's tokens (a minute's unless told otherwise), begins full and is filled evenly.
 * Of each only the moment is kept at which it will be full again: every token taken moves it on by the time that one takes
 * to come back.
 */
export function createTokenBuckets({ atMostKeys = AT_MOST_KEYS, windowMs = MINUTE_MS } = {}): TokenBuckets {
  const fullAtMs = new Map<string, number>();

  return {
    take(key, perWindow, nowMs, count = 1) {
      const tokenMs = windowMs / perWindow;
      const fullAt = Math.max(fullAtMs.get(key) ?? nowMs, nowMs);
      const waitMs = fullAt + tokenMs - windowMs - nowMs;

      // Put last again: a map keeps the order of insertion.
      fullAtMs.delete(key);
      fullAtMs.set(key, waitMs > 0 ? fullAt : fullAt + tokenMs * count);
      if (fullAtMs.size > atMostKeys) {
        const [oldest] = fullAtMs.keys();
        if (oldest !== undefined) fullAtMs.delete(oldest);
      }
      return waitMs > 0 ? Math.ceil(waitMs / 1000) : 0;
    },

    giveBack(key, perWindow) {
      const fullAt = fullAtMs.get(key);
      if (fullAt !== undefined) fullAtMs.set(key, fullAt - windowMs / perWindow);
    },
  };
}
