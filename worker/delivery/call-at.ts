interface Clock {
  now: () => number;
  setTimer: (run: () => void, ms: number) => unknown;
}

const SYSTEM: Clock = { now: () => Date.now(), setTimer: (run, ms) => setTimeout(run, ms) };

/**
 * Calls at the given moment or right after it, never before. A timer counts from the beginning of the turn that sets it
 * and cuts fractions off, so it may fire too soon: then it is set again.
 */
export function callAt(atMs: number, run: () => void, clock: Clock = SYSTEM): void {
  const leftMs = Math.ceil(atMs - clock.now());
  if (leftMs > 0) clock.setTimer(() => callAt(atMs, run, clock), leftMs);
  else run();
}
