import type { AuditLog } from "@/generated/prisma/client.ts";
import { db } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { formatId, parseId } from "@/lib/ids.ts";

/** Says of each visit by staff how much they looked at, and for how long: known only once it is over, so not in its row. */
export async function withVisits(ctx: Context, applicationId: string, rows: AuditLog[]): Promise<AuditLog[]> {
  const started = rows.filter(({ action }) => action === "portal_visit.started");
  const ids = started.flatMap(({ objectId }) => (objectId && parseId("portalSession", objectId)) || []);
  if (ids.length === 0) return rows;
  const found = await (ctx.tx ?? db()).portalSession.findMany({
    where: { applicationId, id: { in: ids } },
    select: { id: true, pageCount: true, createdAt: true, lastSeenAt: true },
  });
  const visits = new Map(
    found.map(({ id, pageCount, createdAt, lastSeenAt }) => {
      const lookedMs = (lastSeenAt ?? createdAt).getTime() - createdAt.getTime();
      return [formatId("portalSession", id), { after: { pages: pageCount, minutes: Math.ceil(lookedMs / 60_000) } }];
    }),
  );
  return rows.map((row) => {
    const visit = row.objectId ? visits.get(row.objectId) : undefined;
    return visit && row.action === "portal_visit.started" ? { ...row, change: visit } : row;
  });
}
