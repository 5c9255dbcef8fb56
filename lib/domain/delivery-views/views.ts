import type { DeliveryView } from "@/generated/prisma/client.ts";
import type { DeliveryViewIn, DeliveryViewOut } from "@/lib/contract/delivery-view.ts";
import { db } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { NotFound, ProblemError } from "@/lib/errors.ts";
import { formatId, newUuid } from "@/lib/ids.ts";

const MOST = 200;

const toOut = ({ id, name, query, createdBy, updatedAt }: DeliveryView): DeliveryViewOut => ({
  id: formatId("deliveryView", id),
  name,
  query,
  createdBy,
  updatedAt: updatedAt.toISOString(),
});

export async function listDeliveryViews(ctx: Context): Promise<DeliveryViewOut[]> {
  requireStaffRole(ctx, "support");
  const rows = await db().deliveryView.findMany({ orderBy: { name: "asc" }, take: MOST });
  return rows.map(toOut);
}

/** Under a name that is taken it replaces: two who save at once do not make two. @throws ProblemError `limit_reached` */
export function saveDeliveryView(ctx: Context, { name, query }: DeliveryViewIn): Promise<DeliveryViewOut> {
  requireStaffRole(ctx, "support");
  return withTransaction(ctx, async (tx) => {
    const before = await tx.deliveryView.findUnique({ where: { name } });
    if (!before && (await tx.deliveryView.count()) >= MOST)
      throw new ProblemError("limit_reached", `There are ${MOST} saved views. Delete one that nobody needs.`);
    const data = { query, createdBy: ctx.actor.label, updatedAt: new Date() };
    const row = await tx.deliveryView.upsert({
      where: { name },
      create: { id: newUuid(), name, ...data },
      update: data,
    });
    await recordAudit(ctx, tx, {
      action: before ? "delivery_view.updated" : "delivery_view.created",
      objectKind: "delivery_view",
      objectId: formatId("deliveryView", row.id),
      change: { before: before && { name, query: before.query }, after: { name, query } },
    });
    return toOut(row);
  });
}

/** @throws NotFound */
export function deleteDeliveryView(ctx: Context, { viewId }: { viewId: string }): Promise<void> {
  requireStaffRole(ctx, "support");
  return withTransaction(ctx, async (tx) => {
    const before = await tx.deliveryView.findUnique({ where: { id: viewId } });
    if (!before) throw new NotFound();
    await tx.deliveryView.deleteMany({ where: { id: viewId } });
    await recordAudit(ctx, tx, {
      action: "delivery_view.deleted",
      objectKind: "delivery_view",
      objectId: formatId("deliveryView", viewId),
      change: { before: { name: before.name, query: before.query }, after: null },
    });
  });
}
