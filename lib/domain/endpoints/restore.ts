import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import type { Tx } from "@/lib/db.ts";
import { lockApplication } from "@/lib/domain/applications/lock.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { stampFilters } from "@/lib/domain/endpoints/filter.ts";
import { toEndpointOut } from "@/lib/domain/endpoints/to-out.ts";
import { tellOfEndpoint } from "@/lib/domain/operational-webhooks/tell.ts";
import { reachedEndpointQuota } from "@/lib/domain/quotas/endpoints.ts";
import { conflictWhenTaken } from "@/lib/domain/uid.ts";
import { Conflict, NotFound } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";

/** How long a deletion can be undone. */
export const RESTORE_DAYS = 30;

/**
 * Undoes the deletion of an endpoint: it is sent to again as it was, on or off. What its deletion canceled stays
 * canceled, and can be replayed.
 * @throws NotFound when it was not deleted, or too long ago; Conflict when its uid or its place was taken meanwhile
 */
export async function restoreEndpoint(
  ctx: Context,
  input: { applicationId: string; endpointIdOrUid: string },
): Promise<EndpointOut> {
  const { applicationId } = input;
  requirePortalAccess(ctx, applicationId, "ManageEndpoint");
  requireStaffRole(ctx, "support");

  return withTransaction(ctx, async (tx) => {
    const application = await lockApplication(ctx, tx, applicationId);
    const endpointId = await findDeleted(tx, input);
    const full = await reachedEndpointQuota(tx, application);
    if (full !== null) {
      throw new Conflict(`The application has ${full} endpoints, which is as many as it can. Delete another one.`);
    }

    const row = await conflictWhenTaken("endpoint", () =>
      tx.endpoint.update({ where: { id: endpointId }, data: { deletedAt: null } }),
    );
    if (row.filter !== null) await stampFilters(tx, applicationId);
    const out = toEndpointOut(row);
    await recordAudit(ctx, tx, {
      action: "endpoint.restored",
      applicationId,
      objectKind: "endpoint",
      objectId: out.id,
      change: { before: null, after: out },
    });
    await tellOfEndpoint(tx, "endpoint.created", row);
    return out;
  });
}

/** A uid is free again once its endpoint is deleted, so there may be several of it: the last one is meant. */
async function findDeleted(
  tx: Tx,
  { applicationId, endpointIdOrUid }: { applicationId: string; endpointIdOrUid: string },
): Promise<string> {
  const id = parseId("endpoint", endpointIdOrUid);
  const [found] = await tx.$queryRaw<{ id: string }[]>`
    select id from endpoint
    where application_id = ${applicationId}::uuid and deleted_at > now() - make_interval(days => ${RESTORE_DAYS})
      and (id = ${id ?? null}::uuid or (${id === null} and uid = ${endpointIdOrUid}))
    order by deleted_at desc limit 1`;
  if (!found) throw new NotFound();
  return found.id;
}
