import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { findInboxOrThrow, type InboxRef } from "@/lib/domain/inboxes/find.ts";
import { formatId } from "@/lib/ids.ts";

/** Its URL answers 404 from now on, and what it received is gone. */
export async function deleteInbox(ctx: Context, input: InboxRef): Promise<void> {
  const { applicationId } = input;
  requirePortalAccess(ctx, applicationId, "ManageEndpoint");
  requireStaffRole(ctx, "support");

  await withTransaction(ctx, async (tx) => {
    const { id, expiresAt } = await findInboxOrThrow(tx, input);
    await tx.inbox.deleteMany({ where: { id } });
    await recordAudit(ctx, tx, {
      action: "inbox.deleted",
      applicationId,
      objectKind: "inbox",
      objectId: formatId("inbox", id),
      change: { before: { expiresAt }, after: null },
    });
  });
}
