import type { DeliveryExportOut } from "@/lib/contract/delivery-export.ts";
import { db } from "@/lib/db.ts";
import { type Context, requireStaffRole } from "@/lib/domain/context.ts";
import { requireStaff } from "@/lib/domain/delivery-exports/staff.ts";
import { EXPORTS_KEPT } from "@/lib/domain/delivery-exports/start.ts";
import { toExportOut } from "@/lib/domain/delivery-exports/to-out.ts";

/** The exports of whoever asks, newest first. */
export async function listDeliveryExports(ctx: Context): Promise<DeliveryExportOut[]> {
  requireStaffRole(ctx, "viewer");
  const { id: staffId } = requireStaff(ctx);
  const rows = await db().deliveryExport.findMany({
    where: { staffId },
    orderBy: { id: "desc" },
    take: EXPORTS_KEPT,
  });
  return rows.map(toExportOut);
}
