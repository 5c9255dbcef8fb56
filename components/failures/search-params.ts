import { RANGES, type Range, windowOf } from "@/components/filters/range.ts";
import { createParam, loadParams, oneOfParam, type ParamValues, queryWith } from "@/components/ui/url-params.ts";
import {
  FAILURE_GROUP_SORTS,
  FAILURE_GROUP_STATES,
  type FailureGroupSort,
  type FailureGroupState,
} from "@/lib/contract/failure-group-words.ts";
import { CAUSES } from "@/lib/webhook/cause.ts";

const push = { history: "push" } as const;

const listOf = (isKnown: (value: string) => boolean) =>
  createParam<string[]>({
    parse: (text) => {
      const values = [...new Set(text.split(",").filter(isKnown))].slice(0, 50);
      return values.length > 0 ? values : null;
    },
    serialize: (values) => values.join(","),
    eq: (a, b) => a.join() === b.join(),
  }).withOptions(push);

const moment = createParam<string>({
  parse: (text) => (Number.isNaN(Date.parse(text)) ? null : new Date(text).toISOString()),
  serialize: (text) => text,
}).withOptions(push);

/** Which groups a link shows. Without a state: those that are not resolved and not muted. */
export const failureParams = {
  state: oneOfParam([...FAILURE_GROUP_STATES, "all"]).withOptions(push),
  cause: listOf((value) => CAUSES.some((cause) => cause === value)),
  app: listOf((value) => /^app_[a-zA-Z0-9]{27}$/.test(value)),
  endpoint: listOf((value) => /^ep_[a-zA-Z0-9]{27}$/.test(value)),
  /** Seen within this time; without it whenever. */
  seen: oneOfParam(RANGES).withOptions(push),
  sort: oneOfParam(FAILURE_GROUP_SORTS).withDefault("undelivered").withOptions(push),
};
export type FailureFilter = ParamValues<typeof failureParams>;
export const loadFailures = (search: Parameters<typeof loadParams>[1]) => loadParams(failureParams, search);
export const failuresPath = (filter: Parameters<typeof queryWith<typeof failureParams>>[1]) =>
  `/console/failures${queryWith(failureParams, filter)}`;

/** Of one group: which of its failures is shown, and of which time. */
export const groupParams = {
  example: createParam<string>({
    parse: (text) => (/^dlv_[a-zA-Z0-9]{27}$/.test(text) ? text : null),
    serialize: (text) => text,
  }),
  from: moment,
  to: moment,
};

const NEEDS_ATTENTION: FailureGroupState[] = ["open", "acknowledged"];

interface ApiQuery {
  state?: FailureGroupState[];
  cause?: string[];
  app?: string[];
  endpoint?: string[];
  from?: string;
  sort: FailureGroupSort;
}

/** The filter in the words of the API. */
export function apiQuery(filter: FailureFilter, nowMs: number): ApiQuery {
  const { state, cause, app, endpoint, seen, sort } = filter;
  return {
    ...(state === "all" ? {} : { state: state ? [state] : NEEDS_ATTENTION }),
    ...(cause ? { cause } : {}),
    ...(app ? { app } : {}),
    ...(endpoint ? { endpoint } : {}),
    ...(seen ? { from: sinceOf(seen, nowMs) } : {}),
    sort,
  };
}

function sinceOf(range: Range, nowMs: number): string {
  return windowOf({ range, from: null, to: null }, nowMs).from ?? new Date(nowMs).toISOString();
}
