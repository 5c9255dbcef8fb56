import type { PortalVisitIn, PortalVisitOut } from "@/lib/contract/portal-visit.ts";
import { hashToken, newToken } from "@/lib/crypto.ts";
import { lockApplication } from "@/lib/domain/applications/lock.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { isOperationalOrganization } from "@/lib/domain/operational-webhooks/organization.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { Forbidden, NotFound } from "@/lib/errors.ts";
import { formatId, newUuid } from "@/lib/ids.ts";

const VISIT_MS = 30 * 60_000;

/**
 * Begins the visit of a member of staff to a customer's portal: it may look at what every customer may look at, sees no secret,
 * changes nothing, and counts only beside the console session of the same person. Event types that the customer's last
 * session was shown are shown to it too.
 */
export async function startPortalVisit(
  ctx: Context,
  input: PortalVisitIn & { applicationId: string },
): Promise<PortalVisitOut & { token: string }> {
  requireOperator(ctx, "support");
  const { actor } = ctx;
  if (actor.kind !== "staff") throw new Forbidden();
  const { applicationId } = input;
  const id = newUuid();
  const token = newToken("ph_visit_");
  const expiresAt = new Date(Date.now() + VISIT_MS);

  return withTransaction(ctx, async (tx) => {
    const { organizationId } = await lockApplication(ctx, tx, applicationId);
    if (isOperationalOrganization(organizationId)) throw new NotFound();
    const last = await tx.portalSession.findFirst({
      where: { applicationId, kind: "cookie" },
      orderBy: { id: "desc" },
      select: { featureFlags: true },
    });
    const wireId = formatId("portalSession", id);
    const application = formatId("application", applicationId);
    await tx.portalSession.create({
      data: {
        ...{ id, applicationId, expiresAt, kind: "visit", capabilities: ["ViewBase"], label: actor.label },
        ...{ staffId: actor.id, cameFrom: input.from ?? null, featureFlags: last?.featureFlags ?? [] },
        tokenHash: new Uint8Array(hashToken(token)),
      },
    });
    await recordAudit(ctx, tx, {
      action: "portal_visit.started",
      applicationId,
      objectKind: "portal_visit",
      objectId: wireId,
    });
    const path = `/portal/${application}${input.next ?? "/endpoints"}`;
    return { id: wireId, path, expiresAt: expiresAt.toISOString(), token };
  });
}
