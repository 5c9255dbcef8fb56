import { createLoader, createParser, type inferParserType } from "nuqs/server";
import { explorerParams } from "@/components/deliveries/search-params.ts";
import { MISSED_WHYS, type MissedWhy } from "@/lib/contract/message-verdicts.ts";

const why = createParser<MissedWhy>({
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

export type MissedState = inferParserType<typeof missedParams>;

export const loadMissed = createLoader(missedParams);
