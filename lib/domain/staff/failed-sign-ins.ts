interface Limit {
  tries: number;
  withinMs: number;
}

const QUARTER_HOUR_MS = 15 * 60_000;

const PASSWORD_LIMITS = {
  /** One account from one address. */
  pair: { tries: 5, withinMs: QUARTER_HOUR_MS },
  /** Any account from one address. */
  address: { tries: 30, withinMs: QUARTER_HOUR_MS },
  /** One account from anywhere: addresses are cheap. */
  account: { tries: 50, withinMs: QUARTER_HOUR_MS },
} as const satisfies Record<string, Limit>;

/** Right or wrong: a comparison holds this process, which answers the API as well, for 40 ms. */
const EVERYBODY_LIMIT: Limit = { tries: 240, withinMs: 60_000 };

/** Whoever is asked for a code has shown the password; of a million codes three are right at any moment. */
const CODE_LIMITS = { ...PASSWORD_LIMITS, account: { tries: 10, withinMs: QUARTER_HOUR_MS } };

/** More than the last of the limits lets through within the longest of the times, so that none is forgotten early. */
const AT_MOST_KEYS = 12_000;

const EVERYBODY = "everybody";
const counted = new Map<string, number[]>();

/** What is tried, at whose account, from where. A link is tried at no account: the link itself says whose it is. */
export type Try = { kind: "password" | "code"; account: string; address: string } | { kind: "link"; address: string };

function keysOf(tried: Try): [string, Limit][] {
  const { kind, address } = tried;
  const everybody: [string, Limit] = [EVERYBODY, EVERYBODY_LIMIT];
  if (kind === "link") return [[`link address ${address}`, PASSWORD_LIMITS.address], everybody];
  const limits = kind === "code" ? CODE_LIMITS : PASSWORD_LIMITS;
  return [
    [`${kind} pair ${JSON.stringify([tried.account, address])}`, limits.pair],
    [`${kind} address ${address}`, limits.address],
    [`${kind} account ${tried.account}`, limits.account],
    everybody,
  ];
}

function recent(key: string, { withinMs }: Limit, nowMs: number): number[] {
  return (counted.get(key) ?? []).filter((at) => nowMs - at < withinMs);
}

/** Seconds until another try is allowed; 0 when it is allowed now. Kept in this process: a restart forgives. */
export function secondsUntilTry(tried: Try, nowMs: number): number {
  const waitsMs = keysOf(tried).map(([key, limit]) => {
    const decisive = recent(key, limit, nowMs).at(-limit.tries);
    return decisive === undefined ? 0 : limit.withinMs - (nowMs - decisive);
  });
  return Math.ceil(Math.max(...waitsMs) / 1000);
}

/** Every try counts as a failed one until it is forgiven. */
export function countFailedTry(tried: Try, nowMs: number): void {
  for (const [key, limit] of keysOf(tried)) {
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

/** The right answer: the tries of this pair are forgotten, and this one is given back to account and address. */
export function forgetFailedTries(tried: Try): void {
  for (const [key] of keysOf(tried)) {
    if (key.includes(" pair ")) counted.delete(key);
    else if (key !== EVERYBODY) counted.get(key)?.pop();
  }
}
