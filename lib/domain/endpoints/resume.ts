import type { EndpointOut, ResumeEndpointIn } from "@/lib/contract/endpoint.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { changeOf } from "@/lib/domain/change.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { cancelPendingDeliveries } from "@/lib/domain/deliveries/cancel-pending.ts";
import { type EndpointRef, lockEndpoint } from "@/lib/domain/endpoints/lock.ts";
import { toEndpointOut } from "@/lib/domain/endpoints/to-out.ts";
import { tellOfEndpoint } from "@/lib/domain/operational-webhooks/tell.ts";
import { wake } from "@/lib/queue.ts";

/**
 * Ends the pause of an endpoint. What became due meanwhile is sent, or ends as canceled and can be replayed. While a job is still
 * ending it nothing is sent.
 * One that is not paused is left as it is. One that is off can be resumed too: nothing waits, and it stays off.
 */
export async function resumeEndpoint(ctx: Context, input: EndpointRef & ResumeEndpointIn): Promise<EndpointOut> {
  requirePortalAccess(ctx, input.applicationId, "ManageEndpoint");
  requireStaffRole(ctx, "support");

  return withTransaction(ctx, async (tx) => {
    const endpoint = await lockEndpoint(tx, input);
    const before = toEndpointOut(endpoint);
    if (!endpoint.pausedAt) return before;

    const row = await tx.endpoint.update({ where: { id: endpoint.id }, data: { pausedAt: null } });
    const { canceled: dropped, goesOn } =
      input.waiting === "drop"
        ? await cancelPendingDeliveries(tx, { endpointId: endpoint.id, which: "due" }, "dropped")
        : { canceled: 0, goesOn: false };
    await wake(tx, [endpoint.id]);

    const after = toEndpointOut(row);
    await recordAudit(ctx, tx, {
      action: "endpoint.resumed",
      applicationId: input.applicationId,
      objectKind: "endpoint",
      objectId: after.id,
      change: { ...changeOf(before, after), waiting: input.waiting, dropped, ...(goesOn ? { goesOn } : {}) },
    });
    await tellOfEndpoint(tx, "endpoint.updated", row);
    return after;
  });
}
