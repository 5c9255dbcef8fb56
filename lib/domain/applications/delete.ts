import { lockApplication } from "@/lib/domain/applications/lock.ts";
import { toApplicationOut } from "@/lib/domain/applications/to-out.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { cancelPendingDeliveries } from "@/lib/domain/deliveries/cancel-pending.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";

/** The row stays, so that its deliveries can still be looked at until retention takes them; nobody finds it any more. */
export async function deleteApplication(ctx: Context, input: { applicationId: string }): Promise<void> {
  requireOperator(ctx, "admin");
  const { applicationId } = input;

  await withTransaction(ctx, async (tx) => {
    const before = toApplicationOut(await lockApplication(ctx, tx, applicationId));
    const now = new Date();

    await tx.application.update({ where: { id: applicationId }, data: { deletedAt: now } });
    await tx.endpoint.updateMany({ where: { applicationId, deletedAt: null }, data: { deletedAt: now } });
    await cancelPendingDeliveries(tx, { applicationId }, "application_deleted");
    await tx.portalLink.updateMany({ where: { applicationId, revokedAt: null }, data: { revokedAt: now } });
    await tx.portalSession.updateMany({ where: { applicationId, revokedAt: null }, data: { revokedAt: now } });
    await tx.inbox.updateMany({ where: { applicationId, expiresAt: { gt: now } }, data: { expiresAt: now } });
    await tx.alertRecipient.updateMany({ where: { applicationId, deletedAt: null }, data: { deletedAt: now } });
    await tx.alertDispatch.deleteMany({ where: { applicationId, state: 0 } });

    await recordAudit(ctx, tx, {
      action: "application.deleted",
      applicationId,
      objectKind: "application",
      objectId: before.id,
      change: { before, after: null },
    });
  });
}
