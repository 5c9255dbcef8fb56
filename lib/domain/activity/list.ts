import type { AuditLog } from "@/generated/prisma/client.ts";
import type { ActivityFilter, ActivityOut } from "@/lib/contract/activity.ts";
import { ACTIVITY_OBJECTS, CUSTOMER_OBJECTS } from "@/lib/contract/activity-kinds.ts";
import type { Page } from "@/lib/contract/common.ts";
import { db } from "@/lib/db.ts";
import { toActivityOut } from "@/lib/domain/activity/to-out.ts";
import { withVisits } from "@/lib/domain/activity/visits.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { idScan, pageOf, parseIterator } from "@/lib/domain/list.ts";
import { formatId, parseId } from "@/lib/ids.ts";

/** Done to sessions and links from without: they may name other people, and systems of the operator. */
const OPERATOR_ACTIONS = [
  "portal_link.created",
  "portal_session.expired_all",
  "portal_visit.page_opened",
  "portal_visit.ended",
];

/**
 * Who did what to an application, newest first. Customers are shown what concerns them: not what the operator does with
 * the application itself, its sources, or links that it hands out.
 */
export async function listActivity(
  ctx: Context,
  input: { applicationId: string; limit: number; iterator?: string | undefined } & ActivityFilter,
): Promise<Page<ActivityOut>> {
  const { applicationId, limit, actor, from, to } = input;
  requirePortalAccess(ctx, applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");

  const visible = ctx.actor.kind === "portal" ? CUSTOMER_OBJECTS : ACTIVITY_OBJECTS;
  const objects = input.object?.length ? visible.filter((kind) => input.object?.includes(kind)) : visible;
  const position = parseIterator("activity", input.iterator);
  const { where, ...scan } = idScan("descending", position, limit);
  const found = await (ctx.tx ?? db()).auditLog.findMany({
    where: {
      ...where,
      applicationId,
      objectKind: { in: [...objects] },
      ...(ctx.actor.kind === "portal" ? { action: { notIn: OPERATOR_ACTIONS } } : {}),
      ...(actor?.length ? { actorKind: { in: actor } } : {}),
      ...(from || to
        ? { createdAt: { ...(from ? { gte: new Date(from) } : {}), ...(to ? { lt: new Date(to) } : {}) } }
        : {}),
    },
    ...scan,
  });
  const rows = await withVisits(ctx, applicationId, found);
  const endpoints = await endpointsOf(ctx, applicationId, rows);
  return pageOf(rows, {
    limit,
    iterator: position,
    toOut: (row) => toActivityOut(ctx, row, endpoints),
    idOf: (row) => formatId("activity", row.id),
  });
}

export type NamedEndpoints = Map<string, { name: string; exists: boolean }>;

/** The endpoints that the rows are about, also those that were deleted since. */
async function endpointsOf(ctx: Context, applicationId: string, rows: AuditLog[]): Promise<NamedEndpoints> {
  const ids = rows
    .filter(({ objectKind }) => objectKind === "endpoint")
    .flatMap(({ objectId }) => (objectId && parseId("endpoint", objectId)) || []);
  if (ids.length === 0) return new Map();
  const found = await (ctx.tx ?? db()).endpoint.findMany({
    where: { applicationId, id: { in: [...new Set(ids)] } },
    select: { id: true, name: true, url: true, deletedAt: true },
  });
  return new Map(
    found.map(({ id, name, url, deletedAt }) => [
      formatId("endpoint", id),
      { name: name || new URL(url).host, exists: deletedAt === null },
    ]),
  );
}
