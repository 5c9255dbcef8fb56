import type { ListQuery, Page } from "@/lib/contract/common.ts";
import type { AnyPortalSessionOut } from "@/lib/contract/portal-links.ts";
import { db } from "@/lib/db.ts";
import { type Context, organizationOf } from "@/lib/domain/context.ts";
import { idScan, pageOf, parseIterator } from "@/lib/domain/list.ts";
import { toLiveSessionOut } from "@/lib/domain/portal-sessions/to-out.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { formatId, uuidFloor } from "@/lib/ids.ts";

/** Longer than any session may live: older ones need not be looked through. */
const LONGEST_MS = 8 * 24 * 3_600_000;

/** The portal sessions of every application that live, newest first. */
export async function listAllPortalSessions(
  ctx: Context,
  input: ListQuery & { label?: string | undefined },
): Promise<Page<AnyPortalSessionOut>> {
  requireOperator(ctx, "support");
  const iterator = parseIterator("portalSession", input.iterator);
  const { where, ...scan } = idScan("descending", iterator, input.limit);
  const now = Date.now();
  const rows = await db().portalSession.findMany({
    where: {
      AND: [where, { id: { gte: uuidFloor(now - LONGEST_MS) } }],
      ...{ revokedAt: null, expiresAt: { gt: new Date(now) }, label: input.label },
      application: { organizationId: organizationOf(ctx), deletedAt: null },
    },
    include: { application: { select: { name: true } } },
    ...scan,
  });
  return pageOf(rows, {
    limit: input.limit,
    iterator,
    toOut: ({ application, ...row }) => ({
      ...toLiveSessionOut(row),
      applicationId: formatId("application", row.applicationId),
      applicationName: application.name,
    }),
    idOf: (row) => formatId("portalSession", row.id),
  });
}
