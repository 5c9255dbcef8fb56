import { hashToken } from "@/lib/crypto.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { formatId } from "@/lib/ids.ts";

/** Ends the visit of this token. @returns where its visitor came from; null when it never was, or nobody said */
export async function endPortalVisit(ctx: Context, token: string): Promise<string | null> {
  return withTransaction(ctx, async (tx) => {
    const visit = await tx.portalSession.findUnique({ where: { tokenHash: new Uint8Array(hashToken(token)) } });
    if (visit?.kind !== "visit" || !visit.staffId) return null;
    const { count } = await tx.portalSession.updateMany({
      where: { id: visit.id, revokedAt: null, expiresAt: { gt: new Date() } },
      data: { revokedAt: new Date() },
    });
    if (count > 0) {
      const actor = { kind: "staff", id: visit.staffId, label: visit.label ?? "", role: "support" } as const;
      await recordAudit({ ...ctx, actor }, tx, {
        action: "portal_visit.ended",
        applicationId: visit.applicationId,
        objectKind: "portal_visit",
        objectId: formatId("portalSession", visit.id),
        change: { after: { pages: visit.pageCount } },
      });
    }
    return visit.cameFrom;
  });
}
