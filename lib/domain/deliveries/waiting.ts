import type { WaitingOut } from "@/lib/contract/delivery.ts";

/** What decides why a pending delivery is not being sent right now. */
export interface WaitingRow {
  status: number;
  attempt_count: number;
  trigger: number | null;
  lease_token: number | null;
  next_at: Date | null;
  paused_at: Date | null;
  suspended_at: Date | null;
  /** The job that ends what waits for its endpoint has not come to it yet. */
  is_canceling: boolean | null;
  breaker_state: number | null;
  breaker_until: Date | null;
  /** When the rate limits let the next request through. */
  next_free_at: Date | null;
  deliver_at: Date | null;
  batch_wait_ms: number | null;
  /** Another delivery of its line comes before it. */
  behind: boolean | null;
}

/** Why a pending delivery waits; null when it does not, or when only its turn among others has not come. */
export function waitingOf(row: WaitingRow, nowMs: number): WaitingOut | null {
  if (row.status !== 0 || row.lease_token !== null) return null;
  if (row.suspended_at) return { kind: "suspended", until: null, text: "Held: the application is suspended." };
  if (row.trigger === 1 || row.trigger === 2) return null;
  const dueMs = row.next_at?.getTime() ?? nowMs;
  const until = (date: Date | null) => (date && date.getTime() > nowMs ? date.toISOString() : null);
  if (row.is_canceling) {
    return { kind: "canceling", until: null, text: "Held: what waits for the endpoint is being canceled." };
  }
  if (row.paused_at) return { kind: "paused", until: null, text: "Held: the endpoint is paused." };
  if ((row.deliver_at?.getTime() ?? 0) > nowMs) {
    return { kind: "scheduled", until: until(row.deliver_at), text: "Scheduled by the sender for a later time." };
  }
  if (row.attempt_count > 0 && dueMs > nowMs) {
    return { kind: "retry", until: until(row.next_at), text: "Waits for its next try." };
  }
  if (row.breaker_state) {
    return {
      kind: "breaker",
      until: until(row.breaker_until),
      text:
        row.breaker_state === 2
          ? "Waits for the outcome of a probe: the endpoint failed several times in a row."
          : "Waits for the next probe: the endpoint failed several times in a row.",
    };
  }
  if (row.behind) {
    return { kind: "line", until: null, text: "Waits in line: this endpoint gets its deliveries in strict order." };
  }
  if (row.batch_wait_ms !== null && dueMs > nowMs) {
    return { kind: "batch", until: until(row.next_at), text: "Waits for others, to be sent with them in one request." };
  }
  const free = until(row.next_free_at);
  return free === null ? null : { kind: "rate_limit", until: free, text: "Waits for the rate limit." };
}
