import type { DeliveryExportOut } from "@/lib/contract/delivery-export.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { requireStaff } from "@/lib/domain/delivery-exports/staff.ts";
import { toExportOut } from "@/lib/domain/delivery-exports/to-out.ts";
import { Conflict, NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

/** Canceled twice is canceled. @throws NotFound; Conflict when it had ended otherwise */
export function cancelDeliveryExport(ctx: Context, { exportId }: { exportId: string }): Promise<DeliveryExportOut> {
  requireStaffRole(ctx, "viewer");
  const { id: staffId } = requireStaff(ctx);
  return withTransaction(ctx, async (tx) => {
    // A step that commits at the same time loses: it writes only while the export runs.
    const { count } = await tx.deliveryExport.updateMany({
      where: { id: exportId, staffId, state: "running" },
      data: { state: "canceled", finishedAt: new Date() },
    });
    const row = await tx.deliveryExport.findFirst({ where: { id: exportId, staffId } });
    if (!row) throw new NotFound();
    if (count > 0) {
      await tx.deliveryExportPart.deleteMany({ where: { exportId } });
      await recordAudit(ctx, tx, {
        action: "delivery_export.canceled",
        objectKind: "delivery_export",
        objectId: formatId("deliveryExport", exportId),
      });
    } else if (row.state !== "canceled") throw new Conflict("The export is over.");
    return toExportOut(row);
  });
}
