import type { Page } from "@/lib/contract/common.ts";
import type { InboxOut } from "@/lib/contract/inbox.ts";
import { db } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { toInboxOut } from "@/lib/domain/inboxes/to-out.ts";
import { idScan, pageOf, parseIterator } from "@/lib/domain/list.ts";
import { formatId } from "@/lib/ids.ts";

/** Those that are alive, newest first. */
export async function listInboxes(
  ctx: Context,
  input: { applicationId: string; limit: number; iterator?: string | undefined },
): Promise<Page<InboxOut>> {
  const { applicationId, limit } = input;
  requirePortalAccess(ctx, applicationId, "ViewBase");
  requireStaffRole(ctx, "support");

  const position = parseIterator("inbox", input.iterator);
  const { where, ...scan } = idScan("descending", position, limit);
  const rows = await (ctx.tx ?? db()).inbox.findMany({
    where: { ...where, applicationId, expiresAt: { gt: new Date() } },
    ...scan,
  });
  return pageOf(rows, { limit, iterator: position, toOut: toInboxOut, idOf: (row) => formatId("inbox", row.id) });
}
