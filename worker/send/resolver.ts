import { lookup } from "node:dns/promises";

export type ResolvedAddress = { address: string; family: number };

/** Every address of a name, in the order of preference. Rejects when there is none. */
export type Resolver = (host: string) => Promise<ResolvedAddress[]>;

export const RESOLVE_TIMEOUT_MS = 5_000;

export class ResolveTimeout extends Error {
  override readonly name = "ResolveTimeout";
  readonly code = "DNS_TIMEOUT";
}

export class NoAddress extends Error {
  override readonly name = "NoAddress";
  readonly code = "DNS_EMPTY";
}

/**
 * Asks the operating system, so that hosts files and search domains count as they do everywhere on the machine.
 * Callers that ask for one name at the same time share one lookup: a lookup holds one of few threads, and a dead
 * name server would otherwise hold all of them. Nothing is kept once the answer is there.
 */
export function createSystemResolver(): Resolver {
  const underway = new Map<string, Promise<ResolvedAddress[]>>();

  return (host) => {
    const known = underway.get(host);
    if (known) return known;

    const answer = lookup(host, { all: true, verbatim: true }).finally(() => underway.delete(host));
    underway.set(host, answer);
    return answer;
  };
}

/** The answer of `resolver`, or `ResolveTimeout`: a resolver that never answers cannot hold a delivery. */
export function resolveWithin(resolver: Resolver, host: string, timeoutMs: number): Promise<ResolvedAddress[]> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new ResolveTimeout(`no answer for ${host} within ${timeoutMs / 1000} s`)),
      timeoutMs,
    );
    resolver(host)
      .then((addresses) => {
        if (addresses.length === 0) throw new NoAddress(`${host} has no address`);
        return addresses;
      })
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
