import { EXCLUDE, plainValue } from "@/components/deliveries/search-params.ts";
import { windowOf } from "@/components/filters/range.ts";
import type { FleetParams } from "@/components/replays/fleet/fleet-params.ts";
import { REPLAYABLE, whatOf } from "@/components/replays/replay-params.ts";
import type { FleetReplayIn } from "@/lib/contract/fleet-replay.ts";
import { GUARDS } from "@/lib/contract/replay-guards.ts";

/** What is asked of the API, without name, count and start. */
export type FleetWish = Omit<FleetReplayIn, "name" | "reason" | "confirmedCount" | "startInSeconds">;

const EARLIEST = new Date(0).toISOString();

/** A rate that a link names, within what there may be. */
export const rateOf = ({ rate }: Pick<FleetParams, "rate">) =>
  Math.min(GUARDS.mostRate, Math.max(1, rate ?? GUARDS.usualRate));

/** What a replay cannot look for. It is said, and never dropped: the scope would be wider than what was asked for. */
export function cannotReplay({ q, trigger, status }: FleetParams): string | null {
  if (q) return "A replay cannot look for text. Narrow it down by customer, event type, cause or time.";
  if (trigger) return "A replay cannot look for what a delivery was triggered by. Take this filter away to go on.";
  if (status && statesOf(status).length === 0) return "What is being sent at the moment cannot be replayed.";
  return null;
}

function statesOf(status: string[]) {
  const without = status.filter((one) => one.startsWith(EXCLUDE)).map(plainValue);
  const only = status.filter((one) => !one.startsWith(EXCLUDE));
  return REPLAYABLE.filter((state) => !without.includes(state) && (only.length === 0 || only.includes(state)));
}

/** Values that are wanted under one name, those that are not under another. */
function eitherWay<Only extends string, Without extends string>(
  values: string[] | null,
  { only, without }: { only: Only; without: Without },
): Partial<Record<Only | Without, string[]>> {
  const wanted = values?.filter((value) => !value.startsWith(EXCLUDE)) ?? [];
  const unwanted = values?.filter((value) => value.startsWith(EXCLUDE)).map(plainValue) ?? [];
  return {
    ...(wanted.length > 0 ? { [only]: wanted } : {}),
    ...(unwanted.length > 0 ? { [without]: unwanted } : {}),
  } as Partial<Record<Only | Without, string[]>>;
}

export function fleetWish(params: FleetParams, nowMs: number): FleetWish {
  const where = {
    ...eitherWay(params.app, { only: "applicationIds", without: "excludedApplicationIds" }),
    ...eitherWay(params.endpoint, { only: "endpointIds", without: "excludedEndpointIds" }),
    ...eitherWay(params.type, { only: "eventTypes", without: "excludedEventTypes" }),
    ratePerEndpoint: rateOf(params),
  };
  if (params.again) return { since: EARLIEST, failedAgainOf: params.again, ...where };
  const what = whatOf(params);
  const { from, to } = windowOf(params, nowMs);
  return {
    since: from ?? EARLIEST,
    ...(to ? { until: to } : {}),
    ...where,
    ...(what === "all" ? { states: statesOf(params.status ?? []) } : { what }),
    // What was never tried has neither.
    ...(params.code && what !== "missing" ? { codes: params.code } : {}),
    ...(params.cause && what !== "missing" ? { causes: params.cause } : {}),
  };
}
