import type { InboxReply } from "@/lib/contract/inbox.ts";
import { pool } from "@/lib/db.ts";
import { readReply } from "@/lib/domain/inboxes/to-out.ts";
import { newUuid } from "@/lib/ids.ts";

const KEEP = 100;

/** PostgreSQL's text cannot hold U+0000; what is shown in its place is the sign for something unreadable. */
function storable(text: string): string {
  return text.replaceAll("\u0000", "\ufffd");
}

/**
 * Keeps what a debug inbox received, and of all only the newest 100.
 * @returns how it answers; null when there is no such inbox, it has expired, or its application is gone.
 */
export async function recordInboxRequest(input: {
  token: string;
  method: string;
  headers: [string, string][];
  body: string;
}): Promise<InboxReply | null> {
  const { rows } = await pool().query<{ reply: unknown }>({
    name: "record-inbox-request",
    // The delete does not see the row of the insert, hence one less. A reply without a status is as usual.
    text: `with found as (
        select i.id, i.reply from inbox i join application a on a.id = i.application_id
        where i.token = $1 and i.expires_at > now() and a.deleted_at is null
      ), dropped as (
        delete from inbox_request where inbox_id = (select id from found) and id in (
          select r.id from inbox_request r where r.inbox_id = (select id from found) order by r.id desc offset ${KEEP - 1})
      )
      insert into inbox_request (id, inbox_id, method, headers, body, reply_status)
      select $2, id, $3, $4, $5, coalesce((reply->>'status')::smallint, 200) from found
      returning (select reply from found) as reply`,
    values: [input.token, newUuid(), input.method, storable(JSON.stringify(input.headers)), storable(input.body)],
  });
  const [row] = rows;
  return row ? readReply(row.reply) : null;
}
