import type { Inbox } from "@/generated/prisma/client.ts";
import { db, type Tx } from "@/lib/db.ts";
import { NotFound } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";

export interface InboxRef {
  applicationId: string;
  /** `inbox_…` */
  inboxId: string;
}

/** @throws NotFound also for one that has expired: it takes nothing any more. */
export async function findInboxOrThrow(tx: Tx | undefined, { applicationId, inboxId }: InboxRef): Promise<Inbox> {
  const id = parseId("inbox", inboxId);
  const inbox =
    id && (await (tx ?? db()).inbox.findFirst({ where: { id, applicationId, expiresAt: { gt: new Date() } } }));
  if (!inbox) throw new NotFound();
  return inbox;
}
