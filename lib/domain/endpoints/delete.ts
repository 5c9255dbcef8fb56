import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { cancelPendingDeliveries } from "@/lib/domain/deliveries/cancel-pending.ts";
import { type EndpointRef, lockEndpoint } from "@/lib/domain/endpoints/lock.ts";
import { requireUnmanaged } from "@/lib/domain/endpoints/managed.ts";
import { toEndpointOut } from "@/lib/domain/endpoints/to-out.ts";
import { tellOfEndpoint } from "@/lib/domain/operational-webhooks/tell.ts";

/** The row stays, because its deliveries go on being shown; its uid is free again. */
export async function deleteEndpoint(ctx: Context, input: EndpointRef): Promise<void> {
  const { applicationId, endpointId } = input;
  requirePortalAccess(ctx, applicationId, "ManageEndpoint");
  requireStaffRole(ctx, "support");

  await withTransaction(ctx, async (tx) => {
    const endpoint = await lockEndpoint(tx, input);
    requireUnmanaged(ctx, endpoint);
    const before = toEndpointOut(endpoint);
    await tx.endpoint.update({ where: { id: endpointId }, data: { deletedAt: new Date() } });
    await cancelPendingDeliveries(tx, { endpointId }, "endpoint_deleted");
    await recordAudit(ctx, tx, {
      action: "endpoint.deleted",
      applicationId,
      objectKind: "endpoint",
      objectId: before.id,
      change: { before, after: null },
    });
    await tellOfEndpoint(tx, "endpoint.deleted", endpoint);
  });
}
