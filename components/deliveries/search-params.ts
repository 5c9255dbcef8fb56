import { DEFAULT_RANGE, RANGES } from "@/components/filters/range.ts";
import {
  createParam,
  integerParam,
  loadParams,
  oneOfParam,
  type ParamValues,
  queryWith,
  stringParam,
} from "@/components/ui/url-params.ts";
import { CAUSES } from "@/lib/webhook/cause.ts";

export const STATES = ["sending", "retrying", "delivered", "failed", "canceled"] as const;
export const TRIGGERS = ["scheduled", "manual", "test"] as const;
export const TABS = ["response", "request", "timing", "raw"] as const;
export type DetailTab = (typeof TABS)[number];

const CODE = /^(\d{3}|\dxx|\d{3}-\d{3})$/;
const TYPE = /^[a-zA-Z0-9\-_.]+(\.\*)?$/;
const DELIVERY = /^dlv_[a-zA-Z0-9]{27}$/;
const MAX_VALUES = 50;

export function isCode(value: string): boolean {
  return CODE.test(value);
}

export function isApplicationId(value: string): boolean {
  return /^app_[a-zA-Z0-9]{27}$/.test(value);
}

export function isTypePattern(value: string): boolean {
  return value.length <= 256 && TYPE.test(value);
}

/** Before a value: everything but this. */
export const EXCLUDE = "!";

/** Of a value that excludes, what it excludes. */
export function plainValue(value: string): string {
  return value.startsWith(EXCLUDE) ? value.slice(EXCLUDE.length) : value;
}

/** A comma list. What the field does not know is dropped: an old link shows what it still can. */
const listOf = (isKnown: (value: string) => boolean) =>
  createParam<string[]>({
    parse: (text) => {
      const values = [...new Set(text.split(",").filter((value) => isKnown(plainValue(value))))].slice(0, MAX_VALUES);
      return values.length > 0 ? values : null;
    },
    serialize: (values) => values.join(","),
    eq: (a, b) => a.join() === b.join(),
  }).withOptions({ history: "push" });

const oneOf = (words: readonly string[]) => (value: string) => words.includes(value);

const moment = createParam<string>({
  parse: (text) => {
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? null : new Date(ms).toISOString();
  },
  serialize: (text) => text,
});

const idOf = (pattern: RegExp) =>
  createParam<string>({ parse: (text) => (pattern.test(text) ? text : null), serialize: (text) => text });

export const explorerParams = {
  range: oneOfParam(RANGES).withDefault(DEFAULT_RANGE).withOptions({ history: "push" }),
  from: moment.withOptions({ history: "push" }),
  to: moment.withOptions({ history: "push" }),
  status: listOf(oneOf(STATES)),
  type: listOf(isTypePattern),
  endpoint: listOf((value) => /^ep_[a-zA-Z0-9]{27}$/.test(value)),
  code: listOf(isCode),
  cause: listOf((value) => value !== "delivered" && oneOf(CAUSES)(value)),
  trigger: listOf(oneOf(TRIGGERS)),
  app: listOf(isApplicationId),
  q: stringParam.withDefault("").withOptions({ history: "replace" }),
  at: moment.withOptions({ history: "replace" }),
};

/** New rows appear by themselves. Not a part of what is shown: who opens a link begins without it. */
export const liveParams = { live: oneOfParam(["1"]).withOptions({ history: "replace" }) };

/** Which delivery is open, and what of it. */
export const detailParams = {
  sel: idOf(DELIVERY).withOptions({ history: "push" }),
  tab: oneOfParam(TABS).withOptions({ history: "replace" }),
  try: integerParam.withOptions({ history: "replace" }),
  with: integerParam.withOptions({ history: "replace" }),
};

export type ExplorerState = ParamValues<typeof explorerParams>;

type Search = Parameters<typeof loadParams>[1];

/** The filter alone: it is the key of the list, and one name too many is the key of another list. */
export const loadExplorer = (search: Search) => loadParams(explorerParams, search);
export const loadDetail = (search: Search) => loadParams(detailParams, search);
export const explorerQuery = (state: ExplorerState) => queryWith(explorerParams, state);

/** Everything that narrows the list: what the key of a query and the API see. */
export type DeliveryListFilter = ExplorerState;

const FIELDS = ["status", "type", "endpoint", "code", "cause", "trigger", "app"] as const;
export type FilterFieldId = (typeof FIELDS)[number];

/** The values of every field that is set. */
export function fieldValues(state: ExplorerState): Partial<Record<FilterFieldId, string[]>> {
  return Object.fromEntries(FIELDS.flatMap((field) => (state[field] ? [[field, state[field]]] : [])));
}

export function isNarrowed(state: ExplorerState): boolean {
  return state.q !== "" || FIELDS.some((field) => state[field] !== null);
}

export const NO_FILTER = {
  status: null,
  type: null,
  endpoint: null,
  code: null,
  cause: null,
  trigger: null,
  app: null,
  q: null,
  at: null,
};
