import type { ApplicationOut } from "@/lib/contract/application.ts";
import { lockApplication } from "@/lib/domain/applications/lock.ts";
import { toApplicationOut } from "@/lib/domain/applications/to-out.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { changeOf } from "@/lib/domain/change.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { putBackSuspended } from "@/lib/domain/outbox/put-back.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { wake } from "@/lib/queue.ts";

/**
 * Ends a suspension: messages are taken again, and what waited is sent, with the events that were emitted from SQL
 * meanwhile. Requests of sources stay dead letters until a person replays them. One that is not suspended is left as it is.
 */
export async function resumeApplication(ctx: Context, input: { applicationId: string }): Promise<ApplicationOut> {
  requireOperator(ctx, "engineer");
  const { applicationId } = input;

  return withTransaction(ctx, async (tx) => {
    const before = toApplicationOut(await lockApplication(ctx, tx, applicationId));
    if (!before.suspendedAt) return before;

    const row = await tx.application.update({ where: { id: applicationId }, data: { suspendedAt: null } });
    const emitted = await putBackSuspended(tx, applicationId);
    const endpoints = await tx.endpoint.findMany({ where: { applicationId, deletedAt: null }, select: { id: true } });
    await wake(
      tx,
      endpoints.map(({ id }) => id),
    );
    const after = toApplicationOut(row);
    await recordAudit(ctx, tx, {
      action: "application.resumed",
      applicationId,
      objectKind: "application",
      objectId: after.id,
      change: { ...changeOf(before, after), ...(emitted > 0 ? { emitted } : {}) },
    });
    return after;
  });
}
