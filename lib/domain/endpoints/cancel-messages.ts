import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { cancelPendingDeliveries } from "@/lib/domain/deliveries/cancel-pending.ts";
import { type EndpointRef, lockEndpoint } from "@/lib/domain/endpoints/lock.ts";
import { formatId } from "@/lib/ids.ts";
import { wake } from "@/lib/queue.ts";

/**
 * Ends what waits for an endpoint and was made before a moment, as canceled; it stays listed and can be replayed. A try under way
 * finishes. What is more than a request can end is ended by a job, and nothing is sent to the endpoint until that is done.
 * @throws NotFound
 */
export async function cancelEndpointMessages(
  ctx: Context,
  { createdBefore, ...ref }: EndpointRef & { createdBefore: string },
): Promise<{ canceled: number; goesOn: boolean }> {
  requireStaffRole(ctx, "support");
  requirePortalAccess(ctx, ref.applicationId, "CreateAttempts");

  return withTransaction(ctx, async (tx) => {
    const { id } = await lockEndpoint(tx, ref);
    const done = await cancelPendingDeliveries(tx, { endpointId: id, madeBefore: new Date(createdBefore) }, "stopped");
    await recordAudit(ctx, tx, {
      action: "endpoint.messages_canceled",
      applicationId: ref.applicationId,
      objectKind: "endpoint",
      objectId: formatId("endpoint", id),
      change: { createdBefore, ...done },
    });
    // What is left may be sent again.
    await wake(tx, [id]);
    return done;
  });
}
