import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { type EndpointRef, lockEndpoint } from "@/lib/domain/endpoints/lock.ts";
import { writeVersion } from "@/lib/domain/endpoints/write.ts";
import { formatId } from "@/lib/ids.ts";

/** Ends the overlap now: only the current secret signs. */
export async function expireEndpointSecrets(ctx: Context, input: EndpointRef): Promise<void> {
  const { applicationId, endpointId } = input;
  requirePortalAccess(ctx, applicationId, "ManageEndpointSecret");
  requireStaffRole(ctx, "engineer");

  await withTransaction(ctx, async (tx) => {
    await lockEndpoint(tx, input);
    const now = new Date();
    const ended = await tx.endpointSecret.updateManyAndReturn({
      where: { endpointId, expiresAt: { gt: now } },
      data: { expiresAt: now },
      select: { last4: true },
    });
    if (ended.length > 0) await writeVersion(tx, endpointId);

    await recordAudit(ctx, tx, {
      action: "endpoint.secrets_expired",
      applicationId,
      objectKind: "endpoint",
      objectId: formatId("endpoint", endpointId),
      change: { before: { last4: ended.map((row) => row.last4) }, after: { last4: [] } },
    });
  });
}
