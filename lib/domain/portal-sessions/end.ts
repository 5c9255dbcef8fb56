import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { formatId } from "@/lib/ids.ts";

/** Signs the acting portal session out. Ending it twice is no error, and recorded once. */
export async function endPortalSession(ctx: Context): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "portal") return;

  await withTransaction(ctx, async (tx) => {
    const { count } = await tx.portalSession.updateMany({
      where: { id: actor.id, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) return;
    await recordAudit(ctx, tx, {
      action: "portal_session.ended",
      applicationId: actor.applicationId,
      objectKind: "portal_session",
      objectId: formatId("portalSession", actor.id),
    });
  });
}
