import type { EndpointState } from "@/lib/contract/endpoint-health.ts";

export interface HealthFacts {
  /** Why it is off; null while it is on. */
  disabledReason: string | null;
  isPaused: boolean;
  /** Tries in a row, tests and our own faults aside. */
  consecutiveFailures: number;
  /** Deliveries of the current and the last half-hour, by the time they were made. */
  hour: { delivered: number; total: number };
  /** Deliveries of 24 hours. */
  day: { delivered: number; total: number };
  p95Ms: number | null;
}

const FAILURES_IN_A_ROW = 3;
const FEWEST_FOR_A_RATE = 5;
const FAILING_BELOW = 0.9;
const DEGRADED_BELOW = 0.99;
const SLOW_MS = 5_000;

const OFF_RULES: Record<string, string> = {
  gone: "The receiver answered 410 Gone, so we turned it off.",
  failing: "It failed for too long, so we turned it off.",
  customer: "It was turned off in the portal.",
  staff: "It was turned off by the operator.",
  api: "It was turned off over the API.",
};

/** Turned off by the 410 of its receiver or by the automatic rule, not by a person. */
export function isOffByUs(disabledReason: string | null): boolean {
  return disabledReason === "gone" || disabledReason === "failing";
}

/** The state of an endpoint and the rule that gave it, with its numbers. The first rule that holds decides. */
export function judgeHealth(facts: HealthFacts): { state: EndpointState; rule: string } {
  const { disabledReason, isPaused, consecutiveFailures, hour, day, p95Ms } = facts;
  if (disabledReason !== null) {
    return { state: "turned_off", rule: OFF_RULES[disabledReason] ?? "It was turned off." };
  }
  if (isPaused) return { state: "paused", rule: "It is paused: its deliveries wait until it is resumed." };
  if (consecutiveFailures >= FAILURES_IN_A_ROW) {
    return {
      state: "failing",
      rule: `The last ${consecutiveFailures} tries failed; ${FAILURES_IN_A_ROW} in a row count as failing.`,
    };
  }
  if (day.total === 0) return { state: "no_traffic", rule: "No deliveries in the last 24 hours." };

  const rate = hour.total >= FEWEST_FOR_A_RATE ? hour.delivered / hour.total : null;
  if (rate !== null && rate < FAILING_BELOW) {
    return { state: "failing", rule: `${share(hour)} of the last hour succeeded; below 90 % counts as failing.` };
  }
  if (rate !== null && rate < DEGRADED_BELOW) {
    return { state: "degraded", rule: `${share(hour)} of the last hour succeeded; below 99 % counts as degraded.` };
  }
  if (p95Ms !== null && p95Ms > SLOW_MS) {
    return {
      state: "degraded",
      rule: `5 of 100 tries take ${(p95Ms / 1000).toFixed(1)} s or more; above 5 s counts as degraded.`,
    };
  }
  return { state: "healthy", rule: `${share(day)} of the last 24 hours succeeded.` };
}

/** A percentage of few is misleading precision: below 20 both numbers are said. */
function share({ delivered, total }: { delivered: number; total: number }): string {
  if (total < 20) return `${delivered} of ${total} deliveries`;
  // Cut, not rounded: what is not all must not read as 100.0 %.
  return `${(Math.floor((delivered / total) * 1000) / 10).toFixed(1)} % of ${total.toLocaleString("en")} deliveries`;
}
