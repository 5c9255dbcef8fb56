import { randomUUID } from "node:crypto";
import { db } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import type { Actor } from "@/lib/domain/context.ts";
import { formatId } from "@/lib/ids.ts";

const MAX_LENGTH = 512;

/**
 * Writes down which page of a customer's portal a member of staff opened. A page that asks again for what it shows is
 * the same opening: only another one than the last counts.
 * @param page path below the portal of the application
 */
export async function recordVisitedPage(actor: Extract<Actor, { kind: "portal" }>, page: string): Promise<void> {
  const { id, label, applicationId, visitorId } = actor;
  if (!visitorId) return;
  const path = page.slice(0, MAX_LENGTH);
  await db().$transaction(async (tx) => {
    const count = await tx.$executeRaw`
      update portal_session set page_count = page_count + 1, last_page = ${path}, last_seen_at = now()
      where id = ${id}::uuid and last_page is distinct from ${path}`;
    if (count === 0) return;
    const staff = { kind: "staff", id: visitorId, label, role: "support" } as const;
    await recordAudit({ actor: staff, requestId: randomUUID() }, tx, {
      action: "portal_visit.page_opened",
      applicationId,
      objectKind: "portal_visit",
      objectId: formatId("portalSession", id),
      change: { after: { page: path } },
    });
  });
}
