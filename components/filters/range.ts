export const RANGES = ["15m", "1h", "6h", "24h", "7d", "30d"] as const;
export type Range = (typeof RANGES)[number];
export const DEFAULT_RANGE: Range = "24h";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const RANGE_MS: Record<Range, number> = {
  "15m": 15 * MINUTE,
  "1h": HOUR,
  "6h": 6 * HOUR,
  "24h": 24 * HOUR,
  "7d": 7 * 24 * HOUR,
  "30d": 30 * 24 * HOUR,
};

/** Said after "in the". */
export const RANGE_WORDS: Record<Range, string> = {
  "15m": "last 15 minutes",
  "1h": "last hour",
  "6h": "last 6 hours",
  "24h": "last 24 hours",
  "7d": "last 7 days",
  "30d": "last 30 days",
};

/** A floating range, or fixed moments in its place. ISO-8601, UTC. */
export type RangeState = { range: Range; from: string | null; to: string | null };

/** The moments that a range stands for now; `to` is open unless it was fixed. */
export function windowOf({ range, from, to }: RangeState, nowMs: number): { from?: string; to?: string } {
  if (from === null && to === null) return { from: new Date(nowMs - RANGE_MS[range]).toISOString() };
  // A link may carry moments in the wrong order; the later bound is then left open.
  const end = to !== null && (from === null || from < to) ? to : null;
  return { ...(from === null ? {} : { from }), ...(end === null ? {} : { to: end }) };
}

/** The same view for whoever opens the link later. */
export function fixedWindow(state: RangeState, nowMs: number): { from: string | null; to: string } {
  const { from, to } = windowOf(state, nowMs);
  return { from: from ?? null, to: to ?? new Date(nowMs).toISOString() };
}
