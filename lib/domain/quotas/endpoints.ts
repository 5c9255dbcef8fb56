import type { Tx } from "@/lib/db.ts";
import { defaultQuota, type OwnQuota } from "@/lib/domain/quotas/quota.ts";

/**
 * How many endpoints the application may have, when it has as many; null while there is room. With its row locked: of two
 * that add one at once the second sees the first.
 */
export async function reachedEndpointQuota(tx: Tx, application: OwnQuota & { id: string }): Promise<number | null> {
  const most = application.maxEndpoints ?? defaultQuota().maxEndpoints;
  const count = await tx.endpoint.count({ where: { applicationId: application.id, deletedAt: null } });
  return count < most ? null : most;
}
