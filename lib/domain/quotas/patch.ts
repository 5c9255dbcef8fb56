import type { QuotaOut, QuotaPatch } from "@/lib/contract/quota.ts";
import { lockApplication } from "@/lib/domain/applications/lock.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { changeOf } from "@/lib/domain/change.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { forgetQuotas } from "@/lib/domain/quotas/known.ts";
import { type OwnQuota, toQuotaOut } from "@/lib/domain/quotas/quota.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { Forbidden } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

const ownOf = ({ maxEndpoints, messagesPerSecond, maxPayloadBytes }: OwnQuota) => ({
  endpoints: maxEndpoints,
  messagesPerSecond,
  payloadBytes: maxPayloadBytes,
});

/**
 * Absent fields stay as they are; null returns to the installation's. What is there already stays when it is more.
 * @throws Forbidden for a key of this application alone: it would lift its own limits
 */
export async function patchQuota(
  ctx: Context,
  { applicationId, patch }: { applicationId: string; patch: QuotaPatch },
): Promise<QuotaOut> {
  requireOperator(ctx, "engineer");
  if (ctx.actor.kind === "apiKey" && ctx.actor.limits?.applicationId) {
    throw new Forbidden("A key of one application cannot change what it may use.");
  }

  const out = await withTransaction(ctx, async (tx) => {
    const before = await lockApplication(ctx, tx, applicationId);
    const after = await tx.application.update({
      where: { id: applicationId },
      // Prisma leaves out what is undefined.
      data: {
        maxEndpoints: patch.endpoints,
        messagesPerSecond: patch.messagesPerSecond,
        maxPayloadBytes: patch.payloadBytes,
      },
    });
    await recordAudit(ctx, tx, {
      action: "application.quota_changed",
      applicationId,
      objectKind: "application",
      objectId: formatId("application", applicationId),
      change: changeOf(ownOf(before), ownOf(after)),
    });
    return toQuotaOut(after, await tx.endpoint.count({ where: { applicationId, deletedAt: null } }));
  });
  forgetQuotas();
  return out;
}
