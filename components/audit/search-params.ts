import { ACTION_GROUPS } from "@/components/audit/words.ts";
import { RANGES } from "@/components/filters/range.ts";
import { createParam, loadParams, oneOfParam, type ParamValues, stringParam } from "@/components/ui/url-params.ts";
import { ACTIVITY_ACTORS } from "@/lib/contract/activity-kinds.ts";

const moment = createParam<string>({
  parse: (text) => {
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? null : new Date(ms).toISOString();
  },
  serialize: (text) => text,
});

export const auditParams = {
  actor: oneOfParam(ACTIVITY_ACTORS).withOptions({ history: "push" }),
  /** One actor, by id. */
  by: stringParam.withOptions({ history: "push" }),
  what: oneOfParam(ACTION_GROUPS.map(({ value }) => value)).withOptions({ history: "push" }),
  object: stringParam.withOptions({ history: "push" }),
  app: stringParam.withOptions({ history: "push" }),
  q: stringParam.withDefault(""),
  range: oneOfParam(RANGES).withDefault("30d").withOptions({ history: "push" }),
  from: moment.withOptions({ history: "push" }),
  to: moment.withOptions({ history: "push" }),
};
export type AuditState = ParamValues<typeof auditParams>;

export const loadAuditState = (search: Parameters<typeof loadParams>[1]) => loadParams(auditParams, search);
