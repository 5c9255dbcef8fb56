import type { Buffer } from "node:buffer";
import type { Queryable } from "@/lib/db.ts";

/** Requests taken in one transaction, and the bytes of their bodies after which it takes no more. */
const BATCH = 200;
const BATCH_BYTES = 8 * 1024 * 1024;

export interface WaitingRequest {
  id: string;
  headers: string;
  body: Buffer;
  kind: string;
  settings: unknown;
  application_id: string;
  organization_id: string;
  application_gone: boolean;
}

/** The oldest requests that wait, locked until the transaction ends; what somebody else holds is left for later. */
export async function takeWaitingRequests(tx: Queryable): Promise<{ rows: WaitingRequest[]; isMore: boolean }> {
  const { rows } = await tx.query<WaitingRequest & { waiting: number }>({
    name: "take-source-requests",
    text: `with taken as materialized (
        select id, source_id, headers, body from source_request where state = 0 order by id limit ${BATCH} for update skip locked
      ),
      measured as (select *, sum(octet_length(body)) over (order by id) - octet_length(body) as before from taken)
      select m.id, m.headers, m.body, s.kind, s.settings, s.application_id, a.organization_id,
        a.deleted_at is not null as application_gone, (select count(*) from taken)::int as waiting
      from measured m join source s on s.id = m.source_id join application a on a.id = s.application_id
      where m.before < ${BATCH_BYTES} order by m.id`,
  });
  const waiting = rows[0]?.waiting ?? 0;
  return { rows, isMore: waiting === BATCH || waiting > rows.length };
}
