// A rate limit gives out moments. Each request takes the next free one, a window's length divided by the count after the
// one before, so that no window ever holds more than the count. What was not used is not saved up.
//
//   next free moment ──►│ slot │ slot │ slot │…      slots may be taken ahead, up to a horizon

/** One limit: an endpoint's or its application's. Times are milliseconds of the database's clock. */
export interface Budget {
  scopeId: string;
  /** Between two requests. */
  intervalMs: number;
  nextFreeMs: number;
}

/** How many requests may be given moments now, all of them before the horizon. */
export function slotsWithin(budgets: readonly Budget[], nowMs: number, horizonMs: number): number {
  return budgets.reduce((least, { nextFreeMs, intervalMs }) => {
    const firstMs = Math.max(nextFreeMs, nowMs);
    const slots = firstMs > nowMs + horizonMs ? 0 : Math.floor((nowMs + horizonMs - firstMs) / intervalMs) + 1;
    return Math.min(least, slots);
  }, Number.POSITIVE_INFINITY);
}

/** When a slot will be within the horizon again. */
export function slotsAgainAtMs(budgets: readonly Budget[], horizonMs: number): number {
  return Math.max(...budgets.map((budget) => budget.nextFreeMs - horizonMs));
}

/**
 * Takes the next moment that all limits agree on.
 * @returns the moment, and whether a limit had it wait: one that was busy when the request could have gone
 */
export function takeSlot(budgets: Budget[], readyMs: number, nowMs: number): { atMs: number; waited: boolean } {
  const freeMs = Math.max(0, ...budgets.map((budget) => budget.nextFreeMs));
  const atMs = Math.max(nowMs, freeMs);
  for (const budget of budgets) budget.nextFreeMs = atMs + budget.intervalMs;
  return { atMs, waited: freeMs > readyMs };
}

/** For what does not wait, as a person asked for it: it counts all the same. */
export function chargeSlot(budgets: Budget[], nowMs: number): void {
  for (const budget of budgets) budget.nextFreeMs = Math.max(budget.nextFreeMs, nowMs) + budget.intervalMs;
}
