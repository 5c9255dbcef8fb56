import type { DeletedEndpointOut } from "@/lib/contract/endpoint.ts";
import { db } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { RESTORE_DAYS } from "@/lib/domain/endpoints/restore.ts";
import { formatId } from "@/lib/ids.ts";

const DAY_MS = 86_400_000;
const MOST = 100;

/** The endpoints whose deletion can still be undone, the last one first; a hundred at most. */
export async function listDeletedEndpoints(
  ctx: Context,
  input: { applicationId: string },
): Promise<{ data: DeletedEndpointOut[] }> {
  const { applicationId } = input;
  requirePortalAccess(ctx, applicationId, "ManageEndpoint");
  requireStaffRole(ctx, "viewer");

  const rows = await (ctx.tx ?? db()).endpoint.findMany({
    where: { applicationId, deletedAt: { gt: new Date(Date.now() - RESTORE_DAYS * DAY_MS) } },
    select: { id: true, name: true, url: true, deletedAt: true },
    orderBy: { deletedAt: "desc" },
    take: MOST,
  });
  const data = rows.flatMap(({ id, name, url, deletedAt }) =>
    deletedAt === null
      ? []
      : {
          id: formatId("endpoint", id),
          name: name || new URL(url).host,
          url,
          deletedAt: deletedAt.toISOString(),
          restorableUntil: new Date(deletedAt.getTime() + RESTORE_DAYS * DAY_MS).toISOString(),
        },
  );
  return { data };
}
