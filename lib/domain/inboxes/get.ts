import type { InboxOut } from "@/lib/contract/inbox.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { findInboxOrThrow, type InboxRef } from "@/lib/domain/inboxes/find.ts";
import { toInboxOut } from "@/lib/domain/inboxes/to-out.ts";

export async function getInbox(ctx: Context, input: InboxRef): Promise<InboxOut> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "support");
  return toInboxOut(await findInboxOrThrow(ctx.tx, input));
}
