import { explorerParams, STATES } from "@/components/deliveries/search-params.ts";
import type { Range } from "@/components/filters/range.ts";
import { RANGES } from "@/components/filters/range.ts";
import {
  createParam,
  integerParam,
  loadParams,
  oneOfParam,
  type ParamValues,
  stringParam,
} from "@/components/ui/url-params.ts";

export const WHATS = ["failed", "missing", "undelivered", "all"] as const;
export type What = (typeof WHATS)[number];

const TASK = /^qtask_[a-zA-Z0-9]{27}$/;
const push = { history: "push" } as const;
const replace = { history: "replace" } as const;

/** What is to be replayed, as a link carries it. Keys that the explorer has too mean the same. */
export const replayParams = {
  /** null: what the rest of the link suggests. */
  what: oneOfParam(WHATS).withOptions(push),
  since: oneOfParam(["failing", "off"]).withOptions(push),
  range: oneOfParam(RANGES).withOptions(push),
  from: explorerParams.from,
  to: explorerParams.to,
  status: explorerParams.status,
  type: explorerParams.type,
  endpoint: explorerParams.endpoint,
  code: explorerParams.code,
  cause: explorerParams.cause,
  /** Deliveries a second; 0 is as fast as the endpoints allow. */
  rate: integerParam.withOptions(replace),
  name: stringParam.withDefault("").withOptions(replace),
  /** Another replay, of which what failed again is replayed. */
  again: createParam<string>({
    parse: (text) => (TASK.test(text) ? text : null),
    serialize: (text) => text,
  }).withOptions(push),
};
export type ReplayParams = ParamValues<typeof replayParams>;
export const loadReplay = (search: Parameters<typeof loadParams>[1]) => loadParams(replayParams, search);

export const NO_SPAN = { since: null, range: null, from: null, to: null };

/** Filters that a token shows. */
export const FILTER_FIELDS = ["endpoint", "type", "status", "code", "cause"] as const;
export type FilterFieldOf = (typeof FILTER_FIELDS)[number];

/** States that a replay may look for: what is being sent at the moment cannot be replayed. */
export const REPLAYABLE = STATES.filter((state) => state !== "sending");

/** A filter for failures alone means failures; one that names other states means these, whatever they are. */
export function whatOf({ what, status }: Pick<ReplayParams, "what" | "status">): What {
  if (what) return what;
  return status === null || status.every((state) => state === "failed") ? "failed" : "all";
}

export type SinceChoice = "failing" | "off" | "custom" | Range;
export type Windows = {
  failing: { since: string; until: string | null } | null;
  off: { since: string; until: string | null } | null;
};

/** The span that is chosen; without one the outage, or else what was missed while it was off, or a day. */
export function sinceOf(
  params: Pick<ReplayParams, "since" | "range" | "from" | "to" | "what" | "status">,
  known: Windows,
): SinceChoice {
  if (params.from !== null || params.to !== null) return "custom";
  if (params.since && known[params.since]) return params.since;
  if (params.range) return params.range;
  const [first, second] = whatOf(params) === "missing" ? (["off", "failing"] as const) : (["failing", "off"] as const);
  if (known[first]) return first;
  return known[second] ? second : "24h";
}
