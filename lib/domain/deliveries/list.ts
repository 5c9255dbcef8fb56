import type { DeliveryFilter, DeliveryListOut } from "@/lib/contract/delivery.ts";
import { pool } from "@/lib/db.ts";
import { endAt, findEdge, nearestFirst, newSight, type Sight, widen } from "@/lib/domain/bounded-scan.ts";
import { type Context, organizationOf, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import {
  DELIVER_AT_LATER,
  DELIVERY_COLUMNS,
  type DeliveryRow,
  fillDeliverAt,
  toDeliveryOut,
  withNames,
} from "@/lib/domain/deliveries/delivery-out.ts";
import { filterConditions, ownerOf } from "@/lib/domain/deliveries/filter.ts";
import { findText, matchCondition, type TextMatch } from "@/lib/domain/deliveries/find-text.ts";
import { scanSources, selectFromSources } from "@/lib/domain/deliveries/scan-sources.ts";
import { type Scope, scopeConditions } from "@/lib/domain/deliveries/scope.ts";
import { selectDeliveries } from "@/lib/domain/deliveries/select-deliveries.ts";
import { type TimeWindow, timeWindow, windowConditions } from "@/lib/domain/deliveries/window.ts";
import { readFullPage } from "@/lib/domain/full-page.ts";
import { type ListPosition, pageOf, parseIterator, type Scan, scanOf } from "@/lib/domain/list.ts";
import { formatId, uuidTime } from "@/lib/ids.ts";

/** Together they read some twenty thousand entries. */
const MAX_READS = 7;

interface ListInput {
  filter: DeliveryFilter;
  limit: number;
  iterator?: string | undefined;
}

/** Deliveries of one application, newest first. */
export async function listDeliveries(
  ctx: Context,
  input: ListInput & { applicationId: string },
): Promise<DeliveryListOut> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");
  return listInScope(ctx, { applicationId: input.applicationId }, input);
}

/** Deliveries across the applications of the actor's organization, newest first. */
export async function listAllDeliveries(
  ctx: Context,
  input: ListInput & {
    applicationIds?: readonly string[] | undefined;
    excludedApplicationIds?: readonly string[] | undefined;
  },
): Promise<DeliveryListOut> {
  requireStaffRole(ctx, "viewer");
  const { applicationIds, excludedApplicationIds } = input;
  return listInScope(ctx, { organizationId: organizationOf(ctx), applicationIds, excludedApplicationIds }, input);
}

function listInScope(ctx: Context, scope: Scope, { filter, limit, iterator }: ListInput): Promise<DeliveryListOut> {
  const sight = newSight();
  const read = (next: Omit<ListInput, "filter">) => readOnce(ctx, scope, { filter, sight, ...next });
  return readFullPage(read, { limit, iterator }, MAX_READS);
}

async function readOnce(
  ctx: Context,
  scope: Scope,
  { filter, limit, iterator, sight }: ListInput & { sight: Sight },
): Promise<DeliveryListOut> {
  const position = parseIterator("delivery", iterator);
  const scan = scanOf("descending", position);
  // Without a range of its own a page looks back from where it begins.
  const window = timeWindow(filter.from, filter.to, position ? uuidTime(position.id) : Date.now());

  const match = filter.q?.trim() ? await findText(pool(), { ctx, text: filter.q, scope, window }) : null;
  const { entries } = sight;
  const read = (part: TimeWindow) => readWithin(part, { filter, limit, match, position, scan, scope, entries });
  // What a text was found in are ids, wherever they are.
  const { rows, edge } = match ? await read(window) : await nearestFirst(sight, { window, scan, position }, read);
  widen(sight);
  await fillDeliverAt(pool(), rows);
  const page = pageOf(rows, {
    limit,
    iterator: position,
    toOut: toDeliveryOut,
    idOf: (row) => formatId("delivery", row.id),
    edge: edge && formatId("delivery", edge),
  });
  const since = match?.kind === "payload" ? match.searchedSinceMs : null;
  return { ...page, searchedSince: since === null ? null : new Date(since).toISOString() };
}

interface Reading {
  filter: DeliveryFilter;
  limit: number;
  match: TextMatch | null;
  position: ListPosition | null;
  scan: Scan;
  scope: Scope;
  /** Of each index that is read, where a filter has to be asked of its rows. */
  entries: number;
}

/** The rows of a part of the log, and where reading ended when that was before its end. */
async function readWithin(
  part: TimeWindow,
  { filter, limit, match, position, scan, scope, entries }: Reading,
): Promise<{ rows: DeliveryRow[]; edge: string | null; isEnough: boolean }> {
  const binds = newBinds();
  const owned = ownerOf(filter.endpoint, binds);
  const range = [
    // An id says by itself when its thing was made: whoever pastes one is not told to guess the range.
    ...(match?.kind === "exact" ? [] : windowConditions(part, "d.id", binds)),
    ...scopeConditions(scope, owned.owner, binds),
    ...(position ? [`d.id ${scan.operator} ${binds.bind(position.id)}`] : []),
  ];
  const rangeValues = [...binds.values];
  const selected = filterConditions(filter, binds, owned);
  const sources = match ? null : scanSources({ filter: selected, owned, scope, range });
  // Asked before the page is read: what is made or ends in between is then still within it.
  const edge = sources && (await findEdge(pool(), sources, scan, rangeValues, entries));
  if (match) selected.conditions.push(matchCondition(match, binds));

  const columns = DELIVERY_COLUMNS;
  const end = edge && binds.bind(edge);
  const scanned = end ? sources?.map((source) => endAt(source, scan, end)) : sources;
  const selection = scanned
    ? selectFromSources({ columns, sources: scanned, scan, limit: limit + 1, entries })
    : selectDeliveries({
        columns,
        filter: { ...selected, conditions: [...selected.conditions, ...range] },
        direction: scan.direction,
        limit: limit + 1,
      });
  const { rows } = await pool().query<DeliveryRow>(
    `${withNames(selection, DELIVER_AT_LATER)} order by d.id ${scan.direction}`,
    binds.values,
  );
  return { rows, edge, isEnough: edge !== null || rows.length > limit };
}
