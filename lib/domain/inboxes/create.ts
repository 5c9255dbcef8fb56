import { randomBytes } from "node:crypto";
import type { InboxOut } from "@/lib/contract/inbox.ts";
import { lockApplication } from "@/lib/domain/applications/lock.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { toInboxOut } from "@/lib/domain/inboxes/to-out.ts";
import { ProblemError } from "@/lib/errors.ts";
import { newUuid } from "@/lib/ids.ts";

const DAY_MS = 24 * 3600 * 1000;
const LIFETIME_MS = 7 * DAY_MS;
const MAX_PER_APPLICATION = 20;

/** @throws ProblemError limit_reached when the application has 20 that are alive. */
export async function createInbox(ctx: Context, input: { applicationId: string }): Promise<InboxOut> {
  const { applicationId } = input;
  requirePortalAccess(ctx, applicationId, "ManageEndpoint");
  requireStaffRole(ctx, "support");

  return withTransaction(ctx, async (tx) => {
    await lockApplication(ctx, tx, applicationId);
    const now = new Date();
    const alive = await tx.inbox.count({ where: { applicationId, expiresAt: { gt: now } } });
    if (alive >= MAX_PER_APPLICATION) {
      throw new ProblemError("limit_reached", `There are ${MAX_PER_APPLICATION} debug inboxes already.`);
    }

    const token = randomBytes(16).toString("base64url");
    const expiresAt = new Date(now.getTime() + LIFETIME_MS);
    const inbox = toInboxOut(await tx.inbox.create({ data: { id: newUuid(), applicationId, token, expiresAt } }));
    await recordAudit(ctx, tx, {
      action: "inbox.created",
      applicationId,
      objectKind: "inbox",
      objectId: inbox.id,
      // The URL is the key to what it receives.
      change: { before: null, after: { expiresAt: inbox.expiresAt } },
    });
    return inbox;
  });
}
