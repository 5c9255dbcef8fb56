import { DELIVERY_STATES, type DeliveryFilter, type DeliveryState } from "@/lib/contract/delivery.ts";
import { TRIGGERS } from "@/lib/contract/delivery-attempt.ts";
import type { Binds } from "@/lib/domain/deliveries/binds.ts";
import { STATE_CONDITIONS } from "@/lib/domain/deliveries/state.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";
import { CAUSES, type Cause, causeCode } from "@/lib/webhook/diagnosis.ts";

/** A filter without time, text and scope, as conditions on `d`. */
export interface FilterConditions {
  conditions: string[];
  /**
   * One condition for each state asked for, none for all. They are read apart and merged: joined with `or` they would
   * hide both the partition and the index of failures from the planner.
   */
  states: string[];
  /** Whose the rows are, for `scopeConditions`. */
  owner: string;
  /** No delivered ones, whatever the states say. */
  isUndelivered: boolean;
  triggers: string[];
}

/** @throws InvalidInput when a value is none of those that the field knows. */
export function filterConditions(
  filter: DeliveryFilter,
  binds: Binds,
  owned: Owned = ownerOf(filter.endpoint, binds),
): FilterConditions {
  const conditions = [
    owned.endpoint,
    ...(owned.endpoint ? [] : eitherWay(filter.endpoint, (values) => endpointCondition(values, binds))),
    ...eitherWay(filter.type, (values) => eventTypeCondition(values, "d.event_type", binds)),
    ...eitherWay(filter.code, (values) => codeCondition(values, binds)),
    ...eitherWay(filter.cause, (values) => causeCondition(values, binds)),
    ...eitherWay(filter.trigger, triggerCondition),
  ].filter((condition) => condition !== null);
  return {
    conditions,
    states: stateConditions(filter.status),
    owner: owned.owner,
    isUndelivered: filter.cause?.some((value) => !isExcluded(value)) ?? false,
    triggers: filter.trigger ?? [],
  };
}

/** `!500`: everything but this. */
export function isExcluded(value: string): boolean {
  return value.startsWith("!");
}

/** What is wanted, and what is not. Rows that have nothing there are not what is excluded. */
function eitherWay(values: string[] | undefined, conditionOf: (values: string[]) => string | null): (string | null)[] {
  const wanted = values?.filter((value) => !isExcluded(value)) ?? [];
  const unwanted = values?.filter(isExcluded).map((value) => value.slice(1)) ?? [];
  const not = conditionOf(unwanted);
  return [conditionOf(wanted), not && `(${not}) is not true`];
}

/** Whose the rows are that a filter can find. */
export interface Owned {
  /** The condition of the one endpoint that is asked for; null for several or all. */
  endpoint: string | null;
  /** The application of a row, as an expression. */
  owner: string;
}

/**
 * All rows of one endpoint have one owner, who is looked up once. As a condition on each row it would make the planner
 * expect few of them, and have it read and sort them all instead of the newest.
 */
export function ownerOf(endpoints: string[] | undefined, { bind }: Binds): Owned {
  const [only, ...others] = endpoints ?? [];
  const id = only !== undefined && others.length === 0 ? parseId("endpoint", only) : null;
  if (id === null) return { endpoint: null, owner: "d.application_id" };
  const bound = bind(id);
  return { endpoint: `d.endpoint_id = ${bound}`, owner: `(select application_id from endpoint where id = ${bound})` };
}

function isOneOf<T extends string>(words: readonly T[], value: string): value is T {
  return (words as readonly string[]).includes(value);
}

function wrong(field: string, message: string): InvalidInput {
  return new InvalidInput(["query", field], message);
}

function stateConditions(values: string[] | undefined): string[] {
  const isAll = values?.every(isExcluded) && values.length > 0;
  const states = new Set<DeliveryState>(isAll ? DELIVERY_STATES : []);
  for (const value of values ?? []) {
    const state = isExcluded(value) ? value.slice(1) : value;
    if (!isOneOf(DELIVERY_STATES, state)) throw wrong("status", `must be one of ${DELIVERY_STATES.join(", ")}`);
    if (!isExcluded(value)) states.add(state);
  }
  for (const value of values ?? []) if (isExcluded(value)) states.delete(value.slice(1) as DeliveryState);
  if (values?.length && states.size === 0) return ["false"];
  if (states.size === DELIVERY_STATES.length) return [];
  return [...states].map((state) => STATE_CONDITIONS[state]);
}

function endpointCondition(values: string[] | undefined, { bind }: Binds): string | null {
  if (!values?.length) return null;
  const ids = values.map((value) => {
    const id = parseId("endpoint", value);
    if (!id) throw wrong("endpoint", "must be endpoint ids");
    return id;
  });
  return ids.length === 1 ? `d.endpoint_id = ${bind(ids[0])}` : `d.endpoint_id = any (${bind(ids)}::uuid[])`;
}

/** Names, and groups such as `invoice.*`; null when there are none. */
export function eventTypeCondition(values: string[] | undefined, column: string, { bind }: Binds): string | null {
  if (!values?.length) return null;
  const names = values.filter((value) => !value.endsWith(".*"));
  const groups = values.filter((value) => value.endsWith(".*")).map((value) => value.slice(0, -1));
  const parts = groups.map((prefix) => `starts_with(${column}, ${bind(prefix)})`);
  if (names.length > 0) parts.push(`${column} = any (${bind(names)}::text[])`);
  return `(${parts.join(" or ")})`;
}

function codeCondition(values: string[] | undefined, { bind }: Binds): string | null {
  if (!values?.length) return null;
  const parts = values.map((value) => {
    const [, exact, hundreds, low, high] = /^(?:(\d{3})|(\d)xx|(\d{3})-(\d{3}))$/i.exec(value) ?? [];
    if (exact) return `d.last_status_code = ${bind(Number(exact))}`;
    const from = hundreds ? Number(hundreds) * 100 : Number(low);
    const to = hundreds ? from + 99 : Number(high);
    if (!(from <= to)) throw wrong("code", "must be codes such as 200, 4xx or 500-599");
    return `d.last_status_code between ${bind(from)} and ${bind(to)}`;
  });
  return `(${parts.join(" or ")})`;
}

function causeCondition(values: string[] | undefined, { bind }: Binds): string | null {
  if (!values?.length) return null;
  const codes = values.map((value) => {
    if (!isOneOf<Cause>(CAUSES, value)) throw wrong("cause", `must be one of ${CAUSES.join(", ")}`);
    return causeCode(value);
  });
  return `d.status <> 1 and d.last_cause = any (${bind(codes)}::smallint[])`;
}

const TRIGGER_CONDITIONS: Record<(typeof TRIGGERS)[number], string> = {
  scheduled: "not d.is_test",
  // The trigger is in the two lowest bits of each try of the rail.
  manual: "(coalesce(d.trigger, 0) = 1 or exists (select 1 from unnest(d.rail) as t where t & 3 = 1))",
  test: "d.is_test",
};

function triggerCondition(values: string[] | undefined): string | null {
  if (!values?.length) return null;
  const parts = values.map((value) => {
    if (!isOneOf(TRIGGERS, value)) throw wrong("trigger", `must be one of ${TRIGGERS.join(", ")}`);
    return TRIGGER_CONDITIONS[value];
  });
  return `(${parts.join(" or ")})`;
}
