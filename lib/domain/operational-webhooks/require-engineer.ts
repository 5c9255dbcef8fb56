import { findApplication } from "@/lib/domain/applications/resolve.ts";
import { type Context, requireStaffRole } from "@/lib/domain/context.ts";
import { operationalOrganizationOf } from "@/lib/domain/operational-webhooks/organization.ts";

/**
 * Operational webhooks are endpoints of an application, and whoever works on that by its id works on them.
 * @param idOrUid an application, as a path names it; one that does not exist is left to whoever looks for it
 * @throws Forbidden for a member of staff who may not set up operational webhooks
 */
export async function requireEngineerForOperational(ctx: Context, idOrUid: string): Promise<void> {
  if (ctx.actor.kind !== "staff") return;
  const application = await findApplication(ctx, idOrUid);
  if (!application) return;
  const { organizationId } = application;
  if (operationalOrganizationOf(organizationId) === organizationId) requireStaffRole(ctx, "engineer");
}
