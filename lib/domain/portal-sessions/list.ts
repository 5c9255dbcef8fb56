import type { LivePortalSessionOut } from "@/lib/contract/authentication.ts";
import type { ListQuery, Page } from "@/lib/contract/common.ts";
import { db } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { idScan, pageOf, parseIterator } from "@/lib/domain/list.ts";
import { toLiveSessionOut } from "@/lib/domain/portal-sessions/to-out.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { formatId } from "@/lib/ids.ts";

/** The portal sessions of an application that live, newest first. */
export async function listPortalSessions(
  ctx: Context,
  input: ListQuery & { applicationId: string },
): Promise<Page<LivePortalSessionOut>> {
  requireOperator(ctx, "support");
  const iterator = parseIterator("portalSession", input.iterator);
  const { where, ...scan } = idScan("descending", iterator, input.limit);
  const rows = await db().portalSession.findMany({
    where: { ...where, applicationId: input.applicationId, revokedAt: null, expiresAt: { gt: new Date() } },
    ...scan,
  });
  const idOf = (row: { id: string }) => formatId("portalSession", row.id);
  return pageOf(rows, { limit: input.limit, iterator, toOut: toLiveSessionOut, idOf });
}
