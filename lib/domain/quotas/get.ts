import type { QuotaOut } from "@/lib/contract/quota.ts";
import { db } from "@/lib/db.ts";
import { type Context, organizationOf } from "@/lib/domain/context.ts";
import { toQuotaOut } from "@/lib/domain/quotas/quota.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { NotFound } from "@/lib/errors.ts";

export async function getQuota(ctx: Context, { applicationId }: { applicationId: string }): Promise<QuotaOut> {
  requireOperator(ctx, "viewer");
  const [application, endpointCount] = await Promise.all([
    db().application.findFirst({ where: { id: applicationId, organizationId: organizationOf(ctx), deletedAt: null } }),
    db().endpoint.count({ where: { applicationId, deletedAt: null } }),
  ]);
  if (!application) throw new NotFound();
  return toQuotaOut(application, endpointCount);
}
