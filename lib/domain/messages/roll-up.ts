import { db, pool } from "@/lib/db.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { uuidFloor, uuidTime } from "@/lib/ids.ts";

/** How often the worker adds up. */
export const ROLL_UP_MS = 15_000;
const MINUTE_MS = 60_000;
/** Of ids, which are given out before the commit: what takes longer to commit is not counted. */
const SETTLED_MS = MINUTE_MS;
/** One step, so that a worker that was away for a day does not hold a transaction for long. */
const STEP_MS = 10 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Of what is not added up yet. */
const MAX_COUNTED = 10_000;

/** Adds up messages until a minute ago. Of several workers one does it at a time. */
export async function rollUpMessagesUnscoped(): Promise<void> {
  while (await rollUpOnce());
}

/** @returns whether there is more to add up */
function rollUpOnce(): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const [mark] = await ask<{ below_id: string }>(
      tx,
      "select below_id from message_rollup_mark for update skip locked",
      [],
    );
    if (!mark) return false;
    const markMs = uuidTime(mark.below_id);
    const fromMs = Math.max(markMs, Date.now() - DAY_MS);
    const untilMs = Math.min(fromMs + STEP_MS, Date.now() - SETTLED_MS);
    if (untilMs <= fromMs) return false;
    const below = uuidFloor(untilMs);
    await ask(
      tx,
      `insert into message_rollup as r (application_id, bucket, messages)
       select application_id, date_trunc('hour', uuid_v7_time(id)), count(*) from message
       where id >= $1::uuid and id < $2::uuid and not is_test group by 1, 2
       on conflict (application_id, bucket) do update set messages = r.messages + excluded.messages`,
      [fromMs === markMs ? mark.below_id : uuidFloor(fromMs), below],
    );
    await ask(tx, "update message_rollup_mark set below_id = $1::uuid", [below]);
    await ask(tx, "delete from message_rollup where bucket < date_trunc('hour', now() - interval '24 hours')", []);
    return untilMs < Date.now() - SETTLED_MS;
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
