import { explorerParams } from "@/components/deliveries/search-params.ts";
import { replayParams } from "@/components/replays/replay-params.ts";
import type { ParamValues } from "@/components/ui/url-params.ts";

const { at: _at, ...filter } = explorerParams;

/** What is to be replayed, as a link carries it: the filter of the explorer, `!` before what is left out. */
export const fleetParams = {
  ...filter,
  what: replayParams.what,
  rate: replayParams.rate,
  name: replayParams.name,
  again: replayParams.again,
};
export type FleetParams = ParamValues<typeof fleetParams>;

export const NO_FLEET_FILTER = { status: null, type: null, endpoint: null, code: null, cause: null, app: null };
