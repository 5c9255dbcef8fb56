import type { Queryable } from "@/lib/db.ts";

/** Events taken over in one transaction, and the bytes of their payloads after which it takes no more. */
const OUTBOX_BATCH = 200;
const BATCH_BYTES = 8 * 1024 * 1024;

export interface OutboxRow {
  position: number;
  message_id: string;
  organization_id: string;
  application_id: string;
  event_type: string;
  event_id: string | null;
  payload: string;
  channels: string[] | null;
  tags: string[] | null;
  deliver_at: Date | null;
}

/** The head of the line, locked until the transaction ends; what somebody else holds is left for later. */
export async function takeFromOutbox(tx: Queryable): Promise<{ rows: OutboxRow[]; isMore: boolean }> {
  const { rows } = await tx.query<OutboxRow & { waiting: number }>({
    name: "take-from-outbox",
    text: `with taken as materialized (
        select * from posthorn.outbox where failed_at is null order by position limit ${OUTBOX_BATCH} for update skip locked
      ),
      measured as (select *, sum(octet_length(payload)) over (order by position) - octet_length(payload) as before from taken)
      select position, message_id, organization_id, application_id, event_type, event_id, payload, channels, tags, deliver_at,
        (select count(*) from taken)::int as waiting
      from measured where before < ${BATCH_BYTES} order by position`,
  });
  const waiting = rows[0]?.waiting ?? 0;
  return { rows, isMore: waiting === OUTBOX_BATCH || waiting > rows.length };
}
