import { explorerParams } from "@/components/deliveries/search-params.ts";
import { createParam, loadParams, type ParamValues } from "@/components/ui/url-params.ts";
import { MISSED_WHYS, type MissedWhy } from "@/lib/contract/missed-whys.ts";

const why = createParam<MissedWhy>({
  parse: (text) => MISSED_WHYS.find((one) => one === text) ?? null,
  serialize: (text) => text,
});

export const missedParams = {
  range: explorerParams.range.withDefault("7d"),
  from: explorerParams.from,
  to: explorerParams.to,
  type: explorerParams.type,
  why: why.withOptions({ history: "push" }),
};

export type MissedState = ParamValues<typeof missedParams>;

export const loadMissed = (search: Parameters<typeof loadParams>[1]) => loadParams(missedParams, search);
