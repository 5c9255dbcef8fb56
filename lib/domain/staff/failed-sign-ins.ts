interface Limit {
  tries: number;
  withinMs: number;
}

const QUARTER_HOUR_MS = 15 * 60_000;

const LIMITS = {
  /** One account from one address. */
  pair: { tries: 5, withinMs: QUARTER_HOUR_MS },
  /** Any account from one address. */
  address: { tries: 30, withinMs: QUARTER_HOUR_MS },
  /** One account from anywhere: addresses are cheap. */
  account: { tries: 50, withinMs: QUARTER_HOUR_MS },
  /** Right or wrong: a comparison holds this process, which answers the API as well, for 40 ms. */
  everybody: { tries: 240, withinMs: 60_000 },
} as const satisfies Record<string, Limit>;

/** More than the last of the limits lets through within the longest of the times, so that none is forgotten early. */
const AT_MOST_KEYS = 12_000;

const EVERYBODY = "everybody";
const counted = new Map<string, number[]>();

function keysOf(account: string, address: string): [string, Limit][] {
  return [
    [`pair ${JSON.stringify([account, address])}`, LIMITS.pair],
    [`address ${address}`, LIMITS.address],
    [`account ${account}`, LIMITS.account],
    [EVERYBODY, LIMITS.everybody],
  ];
}

function recent(key: string, { withinMs }: Limit, nowMs: number): number[] {
  return (counted.get(key) ?? []).filter((at) => nowMs - at < withinMs);
}

/** Seconds until another try is allowed; 0 when it is allowed now. Kept in this process: a restart forgives. */
export function secondsUntilSignIn(account: string, address: string, nowMs: number): number {
  const waitsMs = keysOf(account, address).map(([key, limit]) => {
    const decisive = recent(key, limit, nowMs).at(-limit.tries);
    return decisive === undefined ? 0 : limit.withinMs - (nowMs - decisive);
  });
  return Math.ceil(Math.max(...waitsMs) / 1000);
}

/** Every try counts as a failed one until it is forgiven. */
export function countFailedSignIn(account: string, address: string, nowMs: number): void {
  for (const [key, limit] of keysOf(account, address)) {
    const times = [...recent(key, limit, nowMs), nowMs];
    // Moved to the end: what is dropped is what nobody has tried for longest.
    counted.delete(key);
    counted.set(key, times);
  }
  for (const key of counted.keys()) {
    if (counted.size <= AT_MOST_KEYS) break;
    counted.delete(key);
  }
}

/** The right password: the tries of this pair are forgotten, and this one is given back to account and address. */
export function forgetFailedSignIns(account: string, address: string): void {
  for (const [key, limit] of keysOf(account, address)) {
    if (limit === LIMITS.pair) counted.delete(key);
    else if (key !== EVERYBODY) counted.get(key)?.pop();
  }
}
