import type { DeliveryFilter } from "@/lib/contract/delivery.ts";
import type { DeliveryGroupsOut } from "@/lib/contract/delivery-group.ts";
import type { Grouping } from "@/lib/contract/delivery-groupings.ts";
import { pool } from "@/lib/db.ts";
import { type Context, organizationOf, requireStaffRole } from "@/lib/domain/context.ts";
import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import { endpointName } from "@/lib/domain/deliveries/endpoint-name.ts";
import { filterConditions } from "@/lib/domain/deliveries/filter.ts";
import { findText, matchCondition } from "@/lib/domain/deliveries/find-text.ts";
import { type Scope, scopeConditions } from "@/lib/domain/deliveries/scope.ts";
import { STATE_CONDITIONS } from "@/lib/domain/deliveries/state.ts";
import { timeWindow, windowConditions } from "@/lib/domain/deliveries/window.ts";
import { formatId, uuidTime } from "@/lib/ids.ts";
import { causeOf } from "@/lib/webhook/diagnosis.ts";
import { CAUSE_LABELS } from "@/lib/webhook/diagnosis-words.ts";

/** Entries that are read, newest first: some tenths of a second. */
const MAX_READ = 100_000;
const MOST_GROUPS = 50;

interface Row {
  value: string | null;
  n: number;
}
interface Counted {
  rows: Row[];
  read: number;
  scanned: number;
  last_id: string | null;
}

const STATES = Object.entries(STATE_CONDITIONS)
  .map(([state, condition]) => `when ${condition} then '${state}'`)
  .join(" ");
const EXPRESSION: Record<Grouping, string> = {
  cause: "case when d.status = 1 then null else d.last_cause end",
  app: "d.application_id",
  endpoint: "d.endpoint_id",
  type: "d.event_type",
  status: `case ${STATES} end`,
};

interface GroupsInput {
  by: Grouping;
  filter: DeliveryFilter;
  scope?: { applicationIds?: readonly string[] | undefined; excludedApplicationIds?: readonly string[] | undefined };
}

/**
 * Deliveries of the filter across applications, counted by one of their fields. Reading is bounded before anything is filtered, so that
 * a filter that finds little costs no more than one that finds much; the answer says how far it has read.
 */
export async function listDeliveryGroups(ctx: Context, input: GroupsInput): Promise<DeliveryGroupsOut> {
  requireStaffRole(ctx, "support");
  const scope: Scope = { organizationId: organizationOf(ctx), ...input.scope };
  const { rows, read, scanned, last_id } = await count(ctx, scope, input);
  const exact = scanned < MAX_READ;
  const groups = rows.slice(0, MOST_GROUPS);
  return {
    groups: await named(input.by, groups),
    others: read - groups.reduce((sum, { n }) => sum + n, 0),
    read,
    exact,
    countedSince: exact || last_id === null ? null : new Date(uuidTime(last_id)).toISOString(),
  };
}

async function count(ctx: Context, scope: Scope, { by, filter }: GroupsInput): Promise<Counted> {
  const window = timeWindow(filter.from, filter.to, Date.now());
  const binds = newBinds();
  const selected = filterConditions(filter, binds);
  if (filter.q?.trim()) {
    const match = await findText(pool(), { ctx, text: filter.q, scope, window });
    selected.conditions.push(matchCondition(match, binds));
  }
  const range = [...windowConditions(window, "d.id", binds), ...scopeConditions(scope, selected.owner, binds)];
  const { from, states } = sourceOf(selected.states);
  const conditions = [...selected.conditions, ...states];
  const where = conditions.length > 0 ? `where ${conditions.join(" and ")}` : "";
  const { rows } = await pool().query<Counted>(
    `with seen as materialized (
       select d.* from ${from} and ${range.join(" and ")} order by d.id desc limit ${MAX_READ}
     ),
     grouped as (select ${EXPRESSION[by]}::text as value, count(*)::int as n from seen d ${where} group by 1)
     select (select count(*)::int from seen) as scanned, (select min(id::text) from seen) as last_id,
       (select coalesce(sum(n), 0)::int from grouped) as read,
       (select coalesce(json_agg(json_build_object('value', value, 'n', n) order by n desc, value), '[]') from grouped) as rows`,
    binds.values,
  );
  const [row] = rows;
  if (!row) throw new Error("Counting answers one row.");
  return row;
}

/** Failures alone have an index of their own across applications. */
function sourceOf(states: string[]): { from: string; states: string[] } {
  const isFailed = states.length === 1 && states[0] === STATE_CONDITIONS.failed;
  if (isFailed) return { from: "delivery_history d where d.status = 2", states: [] };
  const either = states.length > 0 ? [`(${states.map((state) => `(${state})`).join(" or ")})`] : [];
  return { from: "delivery d where true", states: either };
}

type Group = DeliveryGroupsOut["groups"][number];

async function named(by: Grouping, rows: Row[]): Promise<Group[]> {
  const ids = rows.flatMap(({ value }) => value ?? []);
  const plain = ({ value, n }: Row, label = value ?? "None"): Group => ({ value, label, detail: null, count: n });
  if (by === "type" || by === "status") return rows.map((row) => plain(row));
  if (by === "cause") {
    return rows.map(({ value, n }) => {
      const cause = value === null ? null : causeOf(Number(value));
      return { value: cause, label: cause ? CAUSE_LABELS[cause] : "No cause", detail: null, count: n };
    });
  }
  const names = by === "app" ? await applicationNames(ids) : await endpointNames(ids);
  const kind = by === "app" ? "application" : "endpoint";
  return rows.map(({ value, n }) => ({
    value: value && formatId(kind, value),
    ...(names.get(value ?? "") ?? { label: "Deleted", detail: null }),
    count: n,
  }));
}

type Named = Map<string, Pick<Group, "label" | "detail">>;

async function applicationNames(ids: string[]): Promise<Named> {
  const { rows } = await pool().query<{ id: string; name: string }>(
    "select id, name from application where id = any ($1::uuid[])",
    [ids],
  );
  return new Map(rows.map(({ id, name }) => [id, { label: name, detail: null }]));
}

async function endpointNames(ids: string[]): Promise<Named> {
  const { rows } = await pool().query<{ id: string; name: string | null; url: string; application: string }>(
    `select e.id, e.name, e.url, a.name as application from endpoint e join application a on a.id = e.application_id where e.id = any ($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, application, ...row }) => [id, { label: endpointName(row), detail: application }]));
}
