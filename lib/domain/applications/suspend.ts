import type { ApplicationOut } from "@/lib/contract/application.ts";
import { lockApplication } from "@/lib/domain/applications/lock.ts";
import { toApplicationOut } from "@/lib/domain/applications/to-out.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { changeOf } from "@/lib/domain/change.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { holdBack } from "@/lib/queue.ts";

/**
 * Holds everything of an application: messages are refused, deliveries wait, tests and replays are refused. Tries under
 * way finish. Suspended again, it stays suspended since when it was.
 */
export async function suspendApplication(
  ctx: Context,
  input: { applicationId: string; reason: string | null },
): Promise<ApplicationOut> {
  requireOperator(ctx, "engineer");
  const { applicationId, reason } = input;

  return withTransaction(ctx, async (tx) => {
    const before = toApplicationOut(await lockApplication(ctx, tx, applicationId));
    if (before.suspendedAt) return before;

    const row = await tx.application.update({ where: { id: applicationId }, data: { suspendedAt: new Date() } });
    const endpoints = await tx.endpoint.findMany({
      where: { applicationId, deletedAt: null, disabledAt: null },
      select: { id: true },
    });
    await holdBack(
      tx,
      endpoints.map(({ id }) => id),
    );
    const after = toApplicationOut(row);
    await recordAudit(ctx, tx, {
      action: "application.suspended",
      applicationId,
      objectKind: "application",
      objectId: after.id,
      change: { ...changeOf(before, after), ...(reason ? { reason } : {}) },
    });
    return after;
  });
}
