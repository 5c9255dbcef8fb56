import type { Inbox } from "@/generated/prisma/client.ts";
import { type InboxOut, InboxReply } from "@/lib/contract/inbox.ts";
import { inboxUrl } from "@/lib/domain/inboxes/own-url.ts";
import { env } from "@/lib/env.ts";
import { formatId } from "@/lib/ids.ts";

export function toInboxOut(row: Inbox): InboxOut {
  return {
    id: formatId("inbox", row.id),
    url: inboxUrl(row.token, env().PUBLIC_URL),
    reply: readReply(row.reply),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}

/** @param stored null is as usual */
export function readReply(stored: unknown): InboxReply {
  return InboxReply.parse(stored ?? {});
}
