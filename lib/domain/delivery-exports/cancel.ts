import type { DeliveryExport } from "@/generated/prisma/client.ts";
import type { DeliveryExportOut } from "@/lib/contract/delivery-export.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { type ExportOwner, eventOf } from "@/lib/domain/delivery-exports/owner.ts";
import { requireStaff } from "@/lib/domain/delivery-exports/staff.ts";
import { toExportOut } from "@/lib/domain/delivery-exports/to-out.ts";
import { Conflict, NotFound } from "@/lib/errors.ts";

/** Canceled twice is canceled. @throws NotFound; Conflict when it had ended otherwise */
export async function cancelDeliveryExport(
  ctx: Context,
  { exportId }: { exportId: string },
): Promise<DeliveryExportOut> {
  requireStaffRole(ctx, "viewer");
  return toExportOut(await cancelExport(ctx, exportId, { staffId: requireStaff(ctx).id }));
}

/** @throws NotFound; Conflict */
export function cancelExport(ctx: Context, exportId: string, owner: ExportOwner): Promise<DeliveryExport> {
  return withTransaction(ctx, async (tx) => {
    // A step that commits at the same time loses: it writes only while the export runs.
    const { count } = await tx.deliveryExport.updateMany({
      where: { id: exportId, ...owner, state: "running" },
      data: { state: "canceled", finishedAt: new Date(), bytes: 0 },
    });
    const row = await tx.deliveryExport.findFirst({ where: { id: exportId, ...owner } });
    if (!row) throw new NotFound();
    if (count > 0) {
      await tx.deliveryExportPart.deleteMany({ where: { exportId } });
      await recordAudit(ctx, tx, eventOf("canceled", exportId, owner));
    } else if (row.state !== "canceled") throw new Conflict("The export is over.");
    return row;
  });
}
