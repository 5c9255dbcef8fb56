import type { BreakerOut, HoldOut, TurnOffOut } from "@/lib/contract/endpoint-health.ts";
import type { EndpointFacts } from "@/lib/domain/endpoint-health/read-facts.ts";
import { turnOffTimes } from "@/lib/domain/endpoint-health/turn-off-rule.ts";

const BREAKER_STATES = ["closed", "open", "half_open"] as const;

export function probeOf(
  endpoint: Pick<EndpointFacts, "breaker_state" | "breaker_until">,
): Pick<BreakerOut, "state" | "nextProbeAt"> {
  const state = BREAKER_STATES[endpoint.breaker_state] ?? "closed";
  return { state, nextProbeAt: state === "open" ? (endpoint.breaker_until?.toISOString() ?? null) : null };
}

export function breakerOf(endpoint: EndpointFacts, failures: number): BreakerOut {
  return {
    ...probeOf(endpoint),
    since: endpoint.breaker_since?.toISOString() ?? null,
    opensAfter: failures === 0 ? null : failures,
  };
}

type HoldFacts = Pick<
  EndpointFacts,
  | "disabled_at"
  | "canceling_since"
  | "paused_at"
  | "suspended_at"
  | "breaker_state"
  | "breaker_until"
  | "breaker_since"
  | "throttled_until"
  | "next_free_at"
>;

/** Why what is due waits. The first reason that holds is told: it would wait for that one even without the others. */
export function holdOf(endpoint: HoldFacts, { waiting, nowMs }: { waiting: number; nowMs: number }): HoldOut | null {
  const hold = (kind: HoldOut["kind"], since: Date | null, until: Date | null): HoldOut => {
    return { kind, since: since?.toISOString() ?? null, until: until?.toISOString() ?? null, waiting };
  };
  const isAhead = (date: Date | null) => date !== null && date.getTime() > nowMs;
  if (endpoint.disabled_at) return null;
  if (endpoint.suspended_at) return hold("suspended", endpoint.suspended_at, null);
  if (endpoint.canceling_since) return hold("canceling", endpoint.canceling_since, null);
  if (endpoint.paused_at) return hold("paused", endpoint.paused_at, null);
  if (endpoint.breaker_state === 1) return hold("breaker", endpoint.breaker_since, endpoint.breaker_until);
  if (endpoint.breaker_state === 2) return hold("breaker", endpoint.breaker_since, null);
  if (isAhead(endpoint.throttled_until)) return hold("slowed", null, endpoint.throttled_until);
  if (isAhead(endpoint.next_free_at) && waiting > 0) return hold("rate_limit", null, endpoint.next_free_at);
  return null;
}

export function turnOffOf(
  endpoint: Pick<EndpointFacts, "disabled_at" | "failure_clock_at" | "warned_at" | "last_failure_at">,
  offAfterHours: number,
): TurnOffOut | null {
  const { disabled_at, failure_clock_at: clockAt, warned_at: warnedAt, last_failure_at: lastFailureAt } = endpoint;
  if (disabled_at || !clockAt || offAfterHours === 0) return null;
  const { offMs } = turnOffTimes({ clockAt, warnedAt, lastFailureAt }, offAfterHours);
  return {
    clockSince: clockAt.toISOString(),
    warnedAt: warnedAt?.toISOString() ?? null,
    at: new Date(offMs).toISOString(),
  };
}
