import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { NotFound } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";

/** Ends one portal session of an application; its next request is refused. Ending it again changes nothing. */
export async function revokePortalSession(
  ctx: Context,
  input: { applicationId: string; sessionId: string },
): Promise<void> {
  requireOperator(ctx, "support");
  const { applicationId } = input;
  const id = parseId("portalSession", input.sessionId);
  if (!id) throw new NotFound();

  await withTransaction(ctx, async (tx) => {
    const { count } = await tx.portalSession.updateMany({
      where: { id, applicationId, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) {
      if (!(await tx.portalSession.findFirst({ where: { id, applicationId }, select: { id: true } })))
        throw new NotFound();
      return;
    }
    await recordAudit(ctx, tx, {
      action: "portal_session.revoked",
      applicationId,
      objectKind: "portal_session",
      objectId: input.sessionId,
    });
  });
}
