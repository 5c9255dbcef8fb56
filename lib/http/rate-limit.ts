import ipaddr from "ipaddr.js";
import type { Limit } from "@/lib/contract/operation.ts";
import type { Actor } from "@/lib/domain/context.ts";
import { env } from "@/lib/env.ts";
import { ProblemError } from "@/lib/errors.ts";
import type { ApiRequest } from "@/lib/http/handler.ts";
import { createTokenBuckets } from "@/lib/token-buckets.ts";

export interface Caller {
  actor: Actor;
  /** As the path names it; undefined when it names none. */
  application: string | undefined;
  request: Pick<ApiRequest, "remoteAddress">;
}

const buckets = createTokenBuckets();

/**
 * Runs what is limited, and counts it.
 * @throws ProblemError `rate_limited` with the seconds to wait, and then nothing was run.
 */
export async function withinLimit<T>(limit: Limit | undefined, caller: Caller, run: () => Promise<T>): Promise<T> {
  if (!limit) return run();
  const { perMinute } = limit;
  const key = `${limit.name} ${limit.per === "address" ? networkOf(caller.request.remoteAddress) : nameOf(caller)}`;
  spend(key, perMinute);
  const result = await run();
  if (limit.per === "address") buckets.giveBack(key, perMinute);
  return result;
}

/** Above it, or with credentials that are none above a tenth of it, a caller waits; undefined for no limit. */
const perMinuteOfAll = () => env().API_REQUESTS_PER_MINUTE || undefined;

/**
 * Counts a request of a caller, whatever it asks for. Of one address only what was refused for its credentials is counted:
 * what is right must not be refused because somebody beside it is wrong.
 * @throws ProblemError `rate_limited`
 */
export function holdToRate({ actor, application }: Omit<Caller, "request">): void {
  const perMinute = perMinuteOfAll();
  if (perMinute !== undefined) spend(`requests ${nameOf({ actor, application })}`, perMinute);
}

/** @throws ProblemError `rate_limited` in the place of the refusal */
export function countRefusedCredentials({ remoteAddress }: Pick<ApiRequest, "remoteAddress">): void {
  const perMinute = perMinuteOfAll();
  if (perMinute !== undefined) spend(`credentials ${networkOf(remoteAddress)}`, Math.ceil(perMinute / 10));
}

function spend(key: string, perMinute: number): void {
  const waitSeconds = buckets.take(key, perMinute, performance.now());
  if (waitSeconds > 0) throw tooMany(perMinute, waitSeconds);
}

function tooMany(perMinute: number, retryAfterSeconds: number): ProblemError {
  const detail = `This can be done ${perMinute} times a minute. Try again in ${retryAfterSeconds} s.`;
  return new ProblemError("rate_limited", detail, { retryAfterSeconds });
}

function nameOf({ actor, application = "" }: Omit<Caller, "request">): string {
  switch (actor.kind) {
    case "portal":
      return `portal ${actor.id}`;
    case "staff":
      return `staff ${actor.id}`;
    case "apiKey":
      return `apiKey ${actor.id ?? actor.organizationId} ${application}`;
    case "system":
      return "system";
  }
}

const PREFIX_BYTES = 8;

/** An IPv4 address, or the half of an IPv6 address that a network is given: the other half costs nothing to change. */
export function networkOf(address: string | null): string {
  if (address === null || !ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  const bytes = parsed.toByteArray();
  return bytes.slice(0, bytes.length === 4 ? 4 : PREFIX_BYTES).join(".");
}
