const HOUR_MS = 3_600_000;
const WARN_BEFORE_HOURS = 24;

export interface FailureFacts {
  /** When failing began to count: set by the statement that records tries, cleared by a success. */
  clockAt: Date;
  warnedAt: Date | null;
  lastFailureAt: Date | null;
}

/** When to warn, and from when on a failed try turns the endpoint off: never sooner than the warning promised. */
export function turnOffTimes(
  { clockAt, warnedAt }: FailureFacts,
  offAfterHours: number,
): { warnMs: number; offMs: number } {
  const noticeMs = Math.min(WARN_BEFORE_HOURS, offAfterHours) * HOUR_MS;
  const offMs = clockAt.getTime() + offAfterHours * HOUR_MS;
  return { warnMs: offMs - noticeMs, offMs: Math.max(offMs, (warnedAt?.getTime() ?? 0) + noticeMs) };
}

/**
 * What becomes of an endpoint that fails. It is turned off by a try that failed late enough, not by the clock alone:
 * one that nothing was sent to may long be well again.
 */
export function decideTurnOff(
  facts: FailureFacts,
  options: { offAfterHours: number; nowMs: number },
): "wait" | "warn" | "turn_off" {
  if (options.offAfterHours === 0) return "wait";
  const { warnMs, offMs } = turnOffTimes(facts, options.offAfterHours);
  if (facts.warnedAt === null) return options.nowMs >= warnMs ? "warn" : "wait";
  return (facts.lastFailureAt?.getTime() ?? 0) >= offMs ? "turn_off" : "wait";
}
