import { MAX_SCANNED, type Source, scannedRows } from "@/lib/domain/bounded-scan.ts";
import type { FilterConditions, Owned } from "@/lib/domain/deliveries/filter.ts";
import type { Scope } from "@/lib/domain/deliveries/scope.ts";
import { STATE_CONDITIONS } from "@/lib/domain/deliveries/state.ts";
import type { Scan } from "@/lib/domain/list.ts";

/** A source of deliveries, and what its rows are asked for besides. */
export interface DeliverySource extends Source {
  remaining: string[];
}

interface Wanted {
  filter: FilterConditions;
  owned: Owned;
  scope: Scope;
  /** Of the scope, the window and the position, on `d`. */
  range: string[];
}

/**
 * Where the deliveries of a filter are read: pending and ended ones apart, each along the index that has the fewest others.
 * null when no filter is set, or no index has the rows of this scope in order.
 */
export function scanSources(wanted: Wanted): DeliverySource[] | null {
  const { filter, owned, scope, range } = wanted;
  const { conditions, states } = filter;
  const isFiltered = states.length > 0 || conditions.some((condition) => condition !== owned.endpoint);
  if (!isFiltered || (owned.endpoint === null && !("applicationId" in scope))) return null;

  const pending = states.filter(isPending);
  const ended = states.filter((state) => !isPending(state));
  const sources: DeliverySource[] = [];
  if (states.length === 0 || pending.length > 0) {
    const remaining = [...conditions, ...anyOf(pending)];
    sources.push({ table: "delivery_pending", alias: "d", conditions: alongOwner(owned, range), remaining });
  }
  if (states.length === 0 || ended.length > 0) {
    const remaining = [...conditions, ...anyOf(ended)];
    sources.push({ table: "delivery_history", alias: "d", conditions: alongHistory(wanted, ended), remaining });
  }
  return sources;
}

function isPending(state: string): boolean {
  return state === STATE_CONDITIONS.sending || state === STATE_CONDITIONS.retrying;
}

function anyOf(states: string[]): string[] {
  return states.length === 0 ? [] : [`(${states.map((state) => `(${state})`).join(" or ")})`];
}

function alongOwner({ endpoint }: Owned, range: string[]): string[] {
  return endpoint === null ? range : [endpoint, ...range];
}

/** With the conditions of the partial indexes of `delivery_history`, word for word. */
function alongHistory({ filter, owned, range }: Wanted, ended: string[]): string[] {
  const [trigger, ...others] = filter.triggers;
  // Tests and replays are indexed by application: they are so few that those of other endpoints may be passed over.
  const ofApplication = owned.endpoint === null ? range : [`d.application_id = ${owned.owner}`, ...range];
  if (others.length === 0 && trigger === "test") return [...ofApplication, "d.is_test"];
  if (others.length === 0 && trigger === "manual") {
    return [...ofApplication, "(cardinality(d.rail) > 1 or d.rail[1] & 3 = 1)"];
  }
  const isUndelivered = filter.isUndelivered || (ended.length > 0 && !ended.includes(STATE_CONDITIONS.delivered));
  return [...alongOwner(owned, range), ...(isUndelivered ? ["d.status <> 1"] : [])];
}

/** A limited selection of the sources' rows in the order of the id, in parentheses. */
export function selectFromSources(input: {
  columns: string;
  sources: DeliverySource[];
  scan: Scan;
  limit: number;
  /** As many as an edge was looked for behind. */
  entries?: number;
}): string {
  const { columns, sources, scan, limit, entries = MAX_SCANNED } = input;
  const order = `order by id ${scan.direction} limit ${limit}`;
  const branches = sources.map((source) => {
    const where = source.remaining.length > 0 ? `where ${source.remaining.join(" and ")}` : "";
    return `(select ${columns} from ${scannedRows(source, scan, 2 * entries)} ${where} ${order})`;
  });
  return branches.length === 1
    ? branches.join("")
    : `(select * from (${branches.join(" union all ")}) branches ${order})`;
}
