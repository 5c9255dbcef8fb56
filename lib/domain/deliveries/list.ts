import type { DeliveryFilter, DeliveryListOut } from "@/lib/contract/delivery.ts";
import { pool } from "@/lib/db.ts";
import { type Context, organizationOf, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import { DELIVERY_COLUMNS, type DeliveryRow, toDeliveryOut, withNames } from "@/lib/domain/deliveries/delivery-out.ts";
import { filterConditions } from "@/lib/domain/deliveries/filter.ts";
import { findText, matchCondition } from "@/lib/domain/deliveries/find-text.ts";
import { type Scope, scopeConditions } from "@/lib/domain/deliveries/scope.ts";
import { selectDeliveries } from "@/lib/domain/deliveries/select-deliveries.ts";
import { timeWindow, windowConditions } from "@/lib/domain/deliveries/window.ts";
import { pageOf, parseIterator, scanOf } from "@/lib/domain/list.ts";
import { formatId, uuidTime } from "@/lib/ids.ts";

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
  requireStaffRole(ctx, "support");
  return listInScope({ applicationId: input.applicationId }, input);
}

/** Deliveries across the applications of the actor's organization, newest first. */
export async function listAllDeliveries(
  ctx: Context,
  input: ListInput & { applicationIds?: readonly string[] | undefined },
): Promise<DeliveryListOut> {
  requireStaffRole(ctx, "support");
  return listInScope({ organizationId: organizationOf(ctx), applicationIds: input.applicationIds }, input);
}

async function listInScope(scope: Scope, { filter, limit, iterator }: ListInput): Promise<DeliveryListOut> {
  const position = parseIterator("delivery", iterator);
  const scan = scanOf("descending", position);
  // Without a range of its own a page looks back from where it begins.
  const window = timeWindow(filter.from, filter.to, position ? uuidTime(position.id) : Date.now());

  const binds = newBinds();
  const selected = filterConditions(filter, binds);
  const match = filter.q?.trim() ? await findText(pool(), { text: filter.q, scope, window }) : null;
  if (match) selected.conditions.push(matchCondition(match, binds));
  // An id says by itself when its thing was made: whoever pastes one is not told to guess the range.
  if (match?.kind !== "exact") selected.conditions.push(...windowConditions(window, "d.id", binds));
  selected.conditions.push(...scopeConditions(scope, selected.owner, binds));
  if (position) selected.conditions.push(`d.id ${scan.operator} ${binds.bind(position.id)}`);

  const selection = selectDeliveries({
    columns: DELIVERY_COLUMNS,
    filter: selected,
    direction: scan.direction,
    limit: limit + 1,
  });
  const { rows } = await pool().query<DeliveryRow>(
    `${withNames(selection)} order by d.id ${scan.direction}`,
    binds.values,
  );
  const page = pageOf(rows, {
    limit,
    iterator: position,
    toOut: toDeliveryOut,
    idOf: (row) => formatId("delivery", row.id),
  });
  const since = match?.kind === "payload" ? match.searchedSinceMs : null;
  return { ...page, searchedSince: since === null ? null : new Date(since).toISOString() };
}
