import { Prisma } from "@/generated/prisma/client.ts";
import type { InboxOut, InboxPatch } from "@/lib/contract/inbox.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { changeOf } from "@/lib/domain/change.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { findInboxOrThrow, type InboxRef } from "@/lib/domain/inboxes/find.ts";
import { toInboxOut } from "@/lib/domain/inboxes/to-out.ts";

/** From the next request on it answers like this. */
export async function patchInbox(ctx: Context, input: InboxRef & { patch: InboxPatch }): Promise<InboxOut> {
  const { applicationId, patch } = input;
  requirePortalAccess(ctx, applicationId, "ManageEndpoint");
  requireStaffRole(ctx, "support");

  return withTransaction(ctx, async (tx) => {
    const before = await findInboxOrThrow(tx, input);
    const after = toInboxOut(
      await tx.inbox.update({ where: { id: before.id }, data: { reply: patch.reply ?? Prisma.DbNull } }),
    );
    await recordAudit(ctx, tx, {
      action: "inbox.updated",
      applicationId,
      objectKind: "inbox",
      objectId: after.id,
      change: changeOf({ reply: toInboxOut(before).reply }, { reply: after.reply }),
    });
    return after;
  });
}
