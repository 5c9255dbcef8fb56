import { env } from "@/lib/env.ts";
import { formatId } from "@/lib/ids.ts";
import { log } from "@/lib/log.ts";

// Parts of the statement that records tries: `e` is the row of endpoint_health, `excluded` what a batch of tries says of the
// endpoint, with the failures after its last success. Everything is one conditional update: nobody reads first.

const SUCCEEDED = "excluded.last_success_at is not null";
const FAILED = "excluded.consecutive_failures > 0";

/** Tries that failed in a row, those before the batch included. */
export const FAILURES_IN_A_ROW = `(case when ${SUCCEEDED} then 0 else e.consecutive_failures end + excluded.consecutive_failures)`;

interface Settings {
  /** Placeholders: how many failures open it (0 for never), the first pause and the longest in seconds. */
  failures: string;
  pause: string;
  maxPause: string;
}

/**
 * ```
 *                 failures in a row                     until is over: one worker takes the probe
 *   0 closed ────────────────────────► 1 open ─────────────────────────────────► 2 half-open
 *      ▲                                  ▲          the probe failed: twice the pause │
 *      │                                  └────────────────────────────────────────────┤
 *      └───────────────────────────────── any success ─────────────────────────────────┘
 * ```
 * A failure that comes late, while it is open, changes nothing: it was sent before. `breaker_since` is when it left
 * closed, or came back.
 */
export function breakerColumns({ failures, pause, maxPause }: Settings): string {
  const opens = `(${FAILED} and case
      when e.breaker_state = 2 and not (${SUCCEEDED}) then true
      when e.breaker_state = 1 and not (${SUCCEEDED}) then false
      else ${failures} > 0 and ${FAILURES_IN_A_ROW} >= ${failures} end)`;
  const opensBefore = `case when ${SUCCEEDED} then 0 else e.breaker_opens end`;
  return `
    breaker_state = case when ${opens} then 1 when ${SUCCEEDED} then 0 else e.breaker_state end,
    breaker_until = case when ${opens} then now() + ${pauseOf(`(${opensBefore})`, pause, maxPause)} when ${SUCCEEDED} then null else e.breaker_until end,
    breaker_since = case when e.breaker_state > 0 and not (${SUCCEEDED}) then e.breaker_since
      when ${opens} or e.breaker_state > 0 then now() else e.breaker_since end,
    breaker_opens = case when ${opens} then ${opensBefore} + 1 when ${SUCCEEDED} then 0 else e.breaker_opens end`;
}

function pauseOf(opens: string, pause: string, maxPause: string): string {
  return `least(${pause} * 2 ^ least(${opens}, 20), ${maxPause}) * interval '1 second'`;
}

/**
 * When failing began to count: once tries failed at two moments of a day that are half a day apart, with no success
 * between. What is left of an older day begins the next.
 */
export const FAILURE_CLOCK_COLUMNS = `
    failure_window_at = case
      when not ${FAILED} then case when ${SUCCEEDED} then null else e.failure_window_at end
      when ${SUCCEEDED} or e.failure_window_at is null then now()
      when e.failure_clock_at is null and e.failure_window_at < now() - interval '24 hours' then now()
      else e.failure_window_at end,
    failure_clock_at = case
      when ${SUCCEEDED} then null
      when ${FAILED} and e.failure_clock_at is null
        and e.failure_window_at between now() - interval '24 hours' and now() - interval '12 hours' then now()
      else e.failure_clock_at end,
    warned_at = case when ${SUCCEEDED} then null else e.warned_at end`;

/** Of the rows that the statement returns, those whose breaker it has just opened or closed. */
export function justTurned({ pause, maxPause }: Settings): string {
  return `breaker_state = 0 and breaker_since = now()
    or breaker_state = 1 and breaker_until = now() + ${pauseOf("(breaker_opens - 1)", pause, maxPause)}`;
}

/** What a statement returns of it. */
export const TURNED_COLUMNS = "endpoint_id, breaker_state, breaker_until, breaker_since, breaker_opens";

/** A breaker that opened or closed. */
export interface BreakerTurn {
  endpoint_id: string;
  breaker_state: number;
  breaker_until: string | null;
  breaker_opens: number;
}

export function logTurn({ endpoint_id, breaker_state, breaker_until, breaker_opens }: BreakerTurn): void {
  const endpointId = formatId("endpoint", endpoint_id);
  if (breaker_state === 0) log.info("breaker_closed", { endpointId });
  else log.warn("breaker_opened", { endpointId, opens: breaker_opens, nextProbeAt: breaker_until });
}

/** In the order of the placeholders. */
export function breakerSettings(): [number, number, number] {
  const { BREAKER_FAILURES, BREAKER_PAUSE_SECONDS, BREAKER_MAX_PAUSE_SECONDS } = env();
  return [BREAKER_FAILURES, BREAKER_PAUSE_SECONDS, BREAKER_MAX_PAUSE_SECONDS];
}
