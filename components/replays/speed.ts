import type { EndpointOut } from "@/lib/contract/endpoint.ts";

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];
export const USUAL_RATE = 5;

/** What the slider can be set to; null, as fast as the endpoints allow, is its end. A rate of a link or of an endpoint has a step of its own. */
export function speedSteps(...others: (number | null)[]): (number | null)[] {
  const rates = new Set([...STEPS, ...others.filter((rate) => rate !== null)]);
  return [...[...rates].sort((a, b) => a - b), null];
}

/** Deliveries a second that the only endpoint takes, as it is set; null for several, or without a limit. */
export function limitOf(endpoints: readonly Pick<EndpointOut, "throttleRate" | "deliveryOptions">[]): number | null {
  const [only, ...others] = endpoints;
  if (!only || others.length > 0 || only.throttleRate === null) return null;
  return only.throttleRate / (only.deliveryOptions?.throttleWindowSeconds ?? 1);
}

/** As a link says it, or the endpoint's own limit, or a pace that no server minds. */
export function speedOf(given: number | null, limit: number | null): number | null {
  if (given === 0) return null;
  if (given !== null) return Math.min(10_000, Math.max(1, given));
  return limit === null ? USUAL_RATE : Math.max(1, Math.floor(limit));
}

/** About how long so many take; null when nobody can know. */
export function secondsFor(
  deliveries: number,
  { rate, limit }: { rate: number | null; limit: number | null },
): number | null {
  const rates = [rate, limit].filter((one) => one !== null);
  return rates.length === 0 ? null : Math.ceil(deliveries / Math.min(...rates));
}
