import type { EndpointSecretExtendIn } from "@/lib/contract/endpoint-secret.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { type EndpointRef, lockEndpoint } from "@/lib/domain/endpoints/lock.ts";
import { requireUnmanaged } from "@/lib/domain/endpoints/managed.ts";
import { writeVersion } from "@/lib/domain/endpoints/write.ts";
import { ProblemError } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

/**
 * Old secrets that still sign do so for so long from now on; none ends sooner than before.
 * @throws ProblemError conflict when there is none: what has ended does not come back.
 */
export async function extendEndpointSecrets(ctx: Context, input: EndpointRef & EndpointSecretExtendIn): Promise<void> {
  const { applicationId, endpointId, gracePeriodSeconds } = input;
  requirePortalAccess(ctx, applicationId, "ManageEndpointSecret");
  requireStaffRole(ctx, "engineer");

  await withTransaction(ctx, async (tx) => {
    const endpoint = await lockEndpoint(tx, input);
    requireUnmanaged(ctx, endpoint);
    const now = new Date();
    const expiresAt = new Date(now.getTime() + gracePeriodSeconds * 1000);
    const old = await tx.endpointSecret.findMany({ where: { endpointId, expiresAt: { gt: now } } });
    if (old.length === 0) throw new ProblemError("conflict", "No old secret signs any more.");

    await tx.endpointSecret.updateMany({
      where: { endpointId, expiresAt: { gt: now, lt: expiresAt } },
      data: { expiresAt },
    });
    await writeVersion(tx, endpointId);
    await recordAudit(ctx, tx, {
      action: "endpoint.secrets_extended",
      applicationId,
      objectKind: "endpoint",
      objectId: formatId("endpoint", endpointId),
      change: {
        before: old.map((row) => ({ last4: row.last4, expiresAt: row.expiresAt })),
        after: { expiresAtLeast: expiresAt },
      },
    });
  });
}
