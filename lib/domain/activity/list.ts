import type { AuditLog } from "@/generated/prisma/client.ts";
import type { ActivityFilter, ActivityOut } from "@/lib/contract/activity.ts";
import { ACTIVITY_OBJECTS, CUSTOMER_OBJECTS } from "@/lib/contract/activity-kinds.ts";
import type { Page } from "@/lib/contract/common.ts";
import { db } from "@/lib/db.ts";
import { toActivityOut } from "@/lib/domain/activity/to-out.ts";
import { withVisits } from "@/lib/domain/activity/visits.ts";
import { maskedEmail } from "@/lib/domain/alerts/recipient.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { idScan, pageOf, parseIterator } from "@/lib/domain/list.ts";
import { formatId, type IdKind, parseId } from "@/lib/ids.ts";

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
  const named = await namesOf(ctx, applicationId, rows);
  return pageOf(rows, {
    limit,
    iterator: position,
    toOut: (row) => toActivityOut(ctx, row, named),
    idOf: (row) => formatId("activity", row.id),
  });
}

/** What the rows are about, by the id in them. */
export type NamedObjects = Map<string, { name: string; exists: boolean }>;

/** Those that have a name which the reader may know, also when they were deleted since. */
async function namesOf(ctx: Context, applicationId: string, rows: AuditLog[]): Promise<NamedObjects> {
  const client = ctx.tx ?? db();
  const idsOf = (objectKind: string, kind: IdKind) => [
    ...new Set(
      rows
        .filter((row) => row.objectKind === objectKind)
        .flatMap(({ objectId }) => (objectId && parseId(kind, objectId)) || []),
    ),
  ];
  const some = <Row>(ids: string[], find: (id: { in: string[] }) => Promise<Row[]>) =>
    ids.length === 0 ? [] : find({ in: ids });
  // Who may not manage alerts is not told in the list of recipients either where they go.
  const seesRecipients = ctx.actor.kind !== "portal" || ctx.actor.capabilities.includes("ManageEndpoint");
  const [endpoints, recipients, replays] = await Promise.all([
    some(idsOf("endpoint", "endpoint"), (id) =>
      client.endpoint.findMany({
        where: { applicationId, id },
        select: { id: true, name: true, url: true, deletedAt: true },
      }),
    ),
    some(seesRecipients ? idsOf("alert_recipient", "alertRecipient") : [], (id) =>
      client.alertRecipient.findMany({
        where: { applicationId, id },
        select: { id: true, email: true, urlOrigin: true, deletedAt: true },
      }),
    ),
    some(idsOf("background_task", "task"), (id) =>
      client.backgroundTask.findMany({ where: { applicationId, id }, select: { id: true, name: true } }),
    ),
  ]);
  const named: NamedObjects = new Map();
  const put = (kind: IdKind, id: string, name: string | null | undefined, deletedAt: Date | null = null) => {
    if (name) named.set(formatId(kind, id), { name, exists: deletedAt === null });
  };
  for (const { id, name, url, deletedAt } of endpoints) put("endpoint", id, name || new URL(url).host, deletedAt);
  for (const { id, email, urlOrigin, deletedAt } of recipients)
    put("alertRecipient", id, email === null ? urlOrigin && new URL(urlOrigin).host : maskedEmail(email), deletedAt);
  for (const { id, name } of replays) put("task", id, name);
  return named;
}
