const WINDOW_MS = 15 * 60_000;
const AT_MOST_KEYS = 10_000;

/** Tries for one account from one address, and for one account from anywhere (addresses are cheap). */
const LIMITS = { pair: 5, account: 50 } as const;

const failures = new Map<string, number[]>();

function recent(key: string, nowMs: number): number[] {
  const times = (failures.get(key) ?? []).filter((at) => nowMs - at < WINDOW_MS);
  if (times.length === 0) failures.delete(key);
  else failures.set(key, times);
  return times;
}

/** Seconds until another try is allowed; 0 when it is allowed now. Kept in this process: a restart forgives. */
export function secondsUntilSignIn(account: string, address: string, nowMs: number): number {
  const waits = [
    { times: recent(`${account}|${address}`, nowMs), limit: LIMITS.pair },
    { times: recent(account, nowMs), limit: LIMITS.account },
  ].map(({ times, limit }) => (times.length < limit ? 0 : WINDOW_MS - (nowMs - (times.at(-limit) ?? nowMs))));
  return Math.ceil(Math.max(...waits) / 1000);
}

export function countFailedSignIn(account: string, address: string, nowMs: number): void {
  if (failures.size > AT_MOST_KEYS) failures.clear();
  for (const key of [`${account}|${address}`, account]) failures.set(key, [...recent(key, nowMs), nowMs]);
}

export function forgetFailedSignIns(account: string, address: string): void {
  failures.delete(`${account}|${address}`);
}
