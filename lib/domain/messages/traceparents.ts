import { pool } from "@/lib/db.ts";

/** The spans that made these messages, in their order; of messages whose trace is not recorded there is none. */
export async function readTraceparents(messageIds: string[]): Promise<string[]> {
  const { rows } = await pool().query<{ traceparent: string }>(
    `select o.traceparent from unnest($1::uuid[]) with ordinality as m(id, n)
     join message_option o on o.message_id = m.id where o.traceparent is not null order by m.n`,
    [messageIds],
  );
  return rows.map(({ traceparent }) => traceparent);
}
