import { USAGE_DAYS } from "@/lib/contract/event-type-usage.ts";
import { pool } from "@/lib/db.ts";
import { addUpMessages } from "@/lib/domain/messages/add-up.ts";
import { uuidTime } from "@/lib/ids.ts";

const MINUTE_MS = 60_000;
/** What is past is not needed any more: so much and an hour is added up at the most. */
const KEPT_MS = USAGE_DAYS * 24 * 60 * MINUTE_MS;
/** Of what is not added up yet. */
const MAX_COUNTED = 10_000;

/** Adds up messages by type until a minute ago. */
export function rollUpEventTypesUnscoped(): Promise<void> {
  return addUpMessages({
    mark: "event_type_rollup_mark",
    addSql: `insert into event_type_rollup as r (organization_id, event_type, bucket, messages)
      select a.organization_id, m.event_type, date_trunc('hour', uuid_v7_time(m.id)), count(*)
      from message m join application a on a.id = m.application_id
      where m.id >= $1::uuid and m.id < $2::uuid and not m.is_test group by 1, 2, 3
      on conflict (organization_id, event_type, bucket) do update set messages = r.messages + excluded.messages`,
    forgetSql: `delete from event_type_rollup where bucket < date_trunc('hour', now() - interval '${USAGE_DAYS} days')`,
    keptMs: KEPT_MS,
  });
}

const COUNTS = `
select name, sum(messages)::float8 as messages from (
  select event_type as name, messages from event_type_rollup
  where organization_id = $1 and ($2::text is null or event_type = $2)
    and bucket >= date_trunc('hour', now() - interval '${USAGE_DAYS} days')
  union all
  select m.event_type, count(*) from (
    select application_id, event_type from message
    where id >= (select below_id from event_type_rollup_mark) and not is_test limit ${MAX_COUNTED}
  ) m join application a on a.id = m.application_id
  where a.organization_id = $1 and ($2::text is null or m.event_type = $2) group by 1
) counted group by 1`;

/** Messages of the last seven days by type: what is added up, and what has come since. @param name undefined for all */
export async function readTypeCounts(organizationId: string, name?: string): Promise<Map<string, number>> {
  const { rows } = await pool().query<{ name: string; messages: number }>(COUNTS, [organizationId, name ?? null]);
  return new Map(rows.map((row) => [row.name, row.messages]));
}

/** Moments between which messages of a type came, the latest first: hours that were added up, and what has come since. */
export async function readTypeHours(
  organizationId: string,
  name: string,
  most: number,
): Promise<{ fromMs: number; untilMs: number }[]> {
  const { rows } = await pool().query<{ from_ms: number; until_ms: number }>(
    `select extract(epoch from b.bucket)::float8 * 1000 as from_ms, extract(epoch from b.bucket)::float8 * 1000 + 3600000 as until_ms
     from event_type_rollup b where b.organization_id = $1 and b.event_type = $2
       and b.bucket >= date_trunc('hour', now() - interval '${USAGE_DAYS} days')
     order by b.bucket desc limit $3`,
    [organizationId, name, most],
  );
  const { rows: marks } = await pool().query<{ below_id: string }>("select below_id from event_type_rollup_mark");
  const [mark] = marks;
  const newestMs = mark ? uuidTime(mark.below_id) : 0;
  return [
    { fromMs: newestMs, untilMs: Date.now() + MINUTE_MS },
    ...rows.map(({ from_ms, until_ms }) => ({ fromMs: from_ms, untilMs: Math.min(until_ms, newestMs) })),
  ];
}
