import { db } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import type { Context } from "@/lib/domain/context.ts";
import { formatId } from "@/lib/ids.ts";

/** Signs the acting member of staff out everywhere: a copied cookie is worth nothing afterwards. */
export async function endStaffSessions(ctx: Context): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "staff") return;

  await db().$transaction(async (tx) => {
    await tx.staff.update({ where: { id: actor.id }, data: { sessionVersion: { increment: 1 } } });
    await recordAudit(ctx, tx, {
      action: "staff.signed_out",
      objectKind: "staff",
      objectId: formatId("staff", actor.id),
    });
  });
}
