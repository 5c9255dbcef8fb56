import type { PortalSessionOut } from "@/lib/contract/authentication.ts";
import type { Capability } from "@/lib/contract/operation.ts";
import { db } from "@/lib/db.ts";
import { type Context, requirePortalAccess } from "@/lib/domain/context.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

/** Who the acting portal session is. */
export async function getPortalSession(ctx: Context, input: { applicationId: string }): Promise<PortalSessionOut> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  if (ctx.actor.kind !== "portal") throw new NotFound();

  const session = await db().portalSession.findFirst({
    where: { id: ctx.actor.id, applicationId: input.applicationId },
    include: { application: { select: { name: true } } },
  });
  if (!session) throw new NotFound();
  return {
    applicationId: formatId("application", session.applicationId),
    applicationName: session.application.name,
    capabilities: session.capabilities as Capability[],
    expiresAt: session.expiresAt.toISOString(),
    next: null,
  };
}
