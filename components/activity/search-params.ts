import { RANGES } from "@/components/filters/range.ts";
import { createParam, loadParams, oneOfParam, type ParamValues } from "@/components/ui/url-params.ts";
import { ACTIVITY_ACTORS, CUSTOMER_OBJECTS } from "@/lib/contract/activity-kinds.ts";

const moment = createParam<string>({
  parse: (text) => {
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? null : new Date(ms).toISOString();
  },
  serialize: (text) => text,
});

/** Changes are few: the longest range is the usual one. */
export const activityParams = {
  actor: oneOfParam(ACTIVITY_ACTORS).withOptions({ history: "push" }),
  object: oneOfParam(CUSTOMER_OBJECTS).withOptions({ history: "push" }),
  range: oneOfParam(RANGES).withDefault("30d").withOptions({ history: "push" }),
  from: moment.withOptions({ history: "push" }),
  to: moment.withOptions({ history: "push" }),
};
export type ActivityState = ParamValues<typeof activityParams>;

export const loadActivityState = (search: Parameters<typeof loadParams>[1]) => loadParams(activityParams, search);
