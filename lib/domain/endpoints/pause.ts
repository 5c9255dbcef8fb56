import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { changeOf } from "@/lib/domain/change.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { type EndpointRef, lockEndpoint } from "@/lib/domain/endpoints/lock.ts";
import { toEndpointOut } from "@/lib/domain/endpoints/to-out.ts";
import { tellOfEndpoint } from "@/lib/domain/operational-webhooks/tell.ts";
import { Conflict } from "@/lib/errors.ts";
import { holdBack } from "@/lib/queue.ts";

/**
 * Holds the deliveries of an endpoint: they are made and wait. Tries under way finish; replays and tests pass.
 * Paused again, it stays paused since when it was.
 * @throws Conflict when it is off: then nothing is held, what comes ends as canceled.
 */
export async function pauseEndpoint(ctx: Context, input: EndpointRef): Promise<EndpointOut> {
  requirePortalAccess(ctx, input.applicationId, "ManageEndpoint");
  requireStaffRole(ctx, "support");

  return withTransaction(ctx, async (tx) => {
    const endpoint = await lockEndpoint(tx, input);
    if (endpoint.disabledAt) throw new Conflict("The endpoint is turned off: there is nothing to hold.");
    const before = toEndpointOut(endpoint);
    if (endpoint.pausedAt) return before;

    const row = await tx.endpoint.update({ where: { id: endpoint.id }, data: { pausedAt: new Date() } });
    await holdBack(tx, [endpoint.id]);
    const after = toEndpointOut(row);
    await recordAudit(ctx, tx, {
      action: "endpoint.paused",
      applicationId: input.applicationId,
      objectKind: "endpoint",
      objectId: after.id,
      change: changeOf(before, after),
    });
    await tellOfEndpoint(tx, "endpoint.updated", row);
    return after;
  });
}
