/**
 * When a pending delivery is tried again if it goes on failing: the next try, then the rest of the schedule, without
 * jitter. A replay uses no try of the schedule up, so what it put off comes as planned.
 */
export function futureAttempts(delivery: {
  /** The next try by schedule; null when none is planned. */
  nextAtMs: number | null;
  /** Start of the scheduled try that runs now; it is not part of the answer. */
  runningSinceMs: number | null;
  /** Tries of the schedule that were made. */
  budgetUsed: number;
  scheduleSeconds: readonly number[];
}): number[] {
  const { nextAtMs, runningSinceMs, budgetUsed, scheduleSeconds } = delivery;
  const startMs = nextAtMs ?? runningSinceMs;
  if (startMs === null) return [];
  const times = nextAtMs === null ? [] : [nextAtMs];
  let atMs = startMs;
  for (const delaySeconds of scheduleSeconds.slice(budgetUsed)) {
    atMs += delaySeconds * 1000;
    times.push(atMs);
  }
  return times;
}
