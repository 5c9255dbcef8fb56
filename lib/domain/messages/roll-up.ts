import { pool } from "@/lib/db.ts";
import { addUpMessages } from "@/lib/domain/messages/add-up.ts";

/** How often the worker adds up. */
export const ROLL_UP_MS = 15_000;
const DAY_MS = 24 * 60 * 60_000;
/** Of what is not added up yet. */
const MAX_COUNTED = 10_000;

/** Adds up messages by application until a minute ago. */
export function rollUpMessagesUnscoped(): Promise<void> {
  return addUpMessages({
    mark: "message_rollup_mark",
    addSql: `insert into message_rollup as r (application_id, bucket, messages)
      select application_id, date_trunc('hour', uuid_v7_time(id)), count(*) from message
      where id >= $1::uuid and id < $2::uuid and not is_test group by 1, 2
      on conflict (application_id, bucket) do update set messages = r.messages + excluded.messages`,
    forgetSql: "delete from message_rollup where bucket < date_trunc('hour', now() - interval '24 hours')",
    keptMs: DAY_MS,
  });
}

/** Messages of the last 24 hours by application: what is added up, and what has come since. */
export async function readMessageCounts(applicationIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await pool().query<{ id: string; messages: number }>(
    `select a.id, (coalesce(r.messages, 0) + c.messages)::integer as messages
     from unnest($1::uuid[]) as a(id)
     cross join (select below_id from message_rollup_mark) k
     left join lateral (select sum(messages) as messages from message_rollup where application_id = a.id) r on true
     cross join lateral (
       select count(*) as messages from (
         select 1 from message m where m.application_id = a.id and m.id >= k.below_id and not m.is_test limit ${MAX_COUNTED}
       ) newest
     ) c`,
    [applicationIds],
  );
  return new Map(rows.map(({ id, messages }) => [id, messages]));
}
