import type { CertificateWarningOut, EndpointHealthOut, EndpointState } from "@/lib/contract/endpoint-health.ts";
import { causeFields } from "@/lib/domain/deliveries/delivery-out.ts";
import { certificateWarning } from "@/lib/domain/endpoint-health/certificate.ts";
import { breakerOf, holdOf, turnOffOf } from "@/lib/domain/endpoint-health/hold.ts";
import {
  type Durations,
  type EndpointFacts,
  emptyPulse,
  type HalfHour,
} from "@/lib/domain/endpoint-health/read-facts.ts";
import { judgeHealth } from "@/lib/domain/endpoint-health/state.ts";
import { settings } from "@/lib/domain/settings/snapshot.ts";
import { env } from "@/lib/env.ts";
import { formatId } from "@/lib/ids.ts";

/** Health as lists show it; the detail adds what the failures have in common. */
export type EndpointHealthRow = Omit<EndpointHealthOut, "diagnosis" | "causes" | "slowestType">;

interface Measured {
  endpoint: EndpointFacts;
  pulse: HalfHour[] | undefined;
  durations: Durations | undefined;
  missed: number | undefined;
  waiting: number | undefined;
}

function sum(halves: HalfHour[]): HalfHour & { total: number } {
  const delivered = halves.reduce((n, half) => n + half.delivered, 0);
  const retrying = halves.reduce((n, half) => n + half.retrying, 0);
  const failed = halves.reduce((n, half) => n + half.failed, 0);
  return { delivered, retrying, failed, total: delivered + retrying + failed };
}

export function toEndpointHealth({
  endpoint,
  pulse = emptyPulse(),
  durations,
  missed,
  waiting = 0,
}: Measured): EndpointHealthRow {
  const day = sum(pulse);
  const { state, rule } = judgeHealth({
    disabledReason: endpoint.disabled_at === null ? null : (endpoint.disabled_reason ?? "api"),
    isPaused: endpoint.paused_at !== null,
    consecutiveFailures: endpoint.consecutive_failures,
    // Half-hours cannot be cut: this is the last 30 to 60 minutes, and never older than an hour.
    hour: sum(pulse.slice(-2)),
    day,
    p95Ms: durations?.p95 ?? null,
  });
  const isTroubled = state === "failing" || state === "degraded";
  const lastDeliveryMs = Math.max(endpoint.last_success_at?.getTime() ?? 0, endpoint.last_failure_at?.getTime() ?? 0);
  return {
    endpointId: formatId("endpoint", endpoint.id),
    state,
    rule,
    since: sinceOf(endpoint, state)?.toISOString() ?? null,
    delivered: day.delivered,
    total: day.total,
    retrying: day.retrying,
    failed: day.failed,
    consecutiveFailures: endpoint.consecutive_failures,
    p50Ms: durations?.p50 ?? null,
    p95Ms: durations?.p95 ?? null,
    pulse: pulse.map(({ delivered, retrying, failed }) => ({ delivered, failed: retrying + failed })),
    lastDeliveryAt: lastDeliveryMs > 0 ? new Date(lastDeliveryMs).toISOString() : null,
    ...causeFields(isTroubled && endpoint.consecutive_failures > 0 ? endpoint.last_cause : null),
    missedCount: missed ?? 0,
    certificateNotAfter: endpoint.certificate_not_after?.toISOString() ?? null,
    certificateWarning: warningOf(endpoint),
    breaker: breakerOf(endpoint, env().BREAKER_FAILURES),
    hold: holdOf(endpoint, { waiting, nowMs: Date.now() }),
    turnOff: turnOffOf(endpoint, settings().endpointOffAfterHours),
  };
}

/** What a plain URL, or an endpoint that is off, has or had is nobody's concern. */
function warningOf({ url, disabled_at, certificate_not_after }: EndpointFacts): CertificateWarningOut | null {
  if (disabled_at !== null || !url.startsWith("https:")) return null;
  return certificateWarning(certificate_not_after, Date.now());
}

function sinceOf(endpoint: EndpointFacts, state: EndpointState): Date | null {
  if (state === "turned_off") return endpoint.disabled_at;
  if (state === "paused") return endpoint.paused_at;
  return state === "failing" ? endpoint.failing_since : null;
}
