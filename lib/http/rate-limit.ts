import ipaddr from "ipaddr.js";
import type { Limit } from "@/lib/contract/operation.ts";
import type { Actor } from "@/lib/domain/context.ts";
import { ProblemError } from "@/lib/errors.ts";
import type { ApiRequest } from "@/lib/http/handler.ts";
import { createTokenBuckets } from "@/lib/http/token-buckets.ts";

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
  const waitSeconds = buckets.take(key, perMinute, performance.now());
  if (waitSeconds > 0) throw tooMany(perMinute, waitSeconds);
  const result = await run();
  if (limit.per === "address") buckets.giveBack(key, perMinute);
  return result;
}

function tooMany(perMinute: number, retryAfterSeconds: number): ProblemError {
  const detail = `This can be done ${perMinute} times a minute. Try again in ${retryAfterSeconds} s.`;
  return new ProblemError("rate_limited", detail, { retryAfterSeconds });
}

function nameOf({ actor, application = "" }: Caller): string {
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
