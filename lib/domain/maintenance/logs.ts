import { type Ask, LOCK_TIMEOUT, runBetween } from "@/lib/domain/maintenance/run-between.ts";
import { EXPUNGED } from "@/lib/domain/messages/expunge-content.ts";
import { payloadDays, responseDays, type Settings } from "@/lib/domain/settings/snapshot.ts";
import { log } from "@/lib/log.ts";

const CATCH_ALL_CHUNK = 10_000;
/** The logs of which each day is a partition: days that a row is kept, and that its content is. */
interface Log {
  table: string;
  days: (settings: Settings) => number;
  content?: {
    days: (settings: Settings) => number;
    /** What stands in the place of these columns once their content is gone. */
    columns: Readonly<Record<string, string>>;
    /** Rows of the catch-all that still have some. */
    has: string;
  };
}

const LOGS: readonly Log[] = [
  {
    table: "message",
    days: (settings) => settings.messageDays,
    content: { days: payloadDays, columns: { payload: "null" }, has: "payload is not null" },
  },
  { table: "delivery_history", days: (settings) => settings.messageDays },
  {
    table: "attempt",
    days: (settings) => settings.messageDays,
    content: {
      days: responseDays,
      // As expunging leaves them: a reply that never came, or was not kept, stays one.
      columns: {
        response_body: `case when response_headers is not null then '${EXPUNGED}' end`,
        response_headers: "case when response_headers is not null then '{}' end",
        response_base64: "false",
        response_truncated: "false",
      },
      has: `response_headers is not null and response_body is distinct from '${EXPUNGED}'`,
    },
  },
  // What formats and transformations made of payloads.
  { table: "attempt_request", days: payloadDays },
  { table: "source_request", days: (settings) => settings.inboundDays ?? settings.messageDays },
];

interface Day {
  name: string;
  parent: string;
  bound: string;
  is_slim: boolean;
}

/** Marks a day whose content is gone. */
const SLIM = "posthorn: without content";

const DAYS = `select c.relname as name, p.relname as parent, pg_get_expr(c.relpartbound, c.oid) as bound,
  coalesce(obj_description(c.oid, 'pg_class') = '${SLIM}', false) as is_slim
from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
where c.relnamespace = 'posthorn_partitions'::regnamespace and c.relname ~ '_\\d{8}$'
  and to_date(right(c.relname, 8), 'YYYYMMDD') < (now() at time zone 'UTC')::date - $2::int and p.relname = $1
order by right(c.relname, 8)`;

/**
 * Ends what is past its time, by days: a day that nobody may see any more is dropped, one that is to lose its content is
 * written anew without it and exchanged for the old one. No row of a log is updated or deleted, so nothing is left to clean
 * up, and the space is free at once. What is in use by others for long is left to the next run.
 */
export async function endLogs(ask: Ask, settings: Settings): Promise<{ dropped: string[]; emptied: string[] }> {
  const dropped: string[] = [];
  const emptied: string[] = [];
  for (const { table, days, content } of LOGS) {
    const kept = days(settings);
    dropped.push(...(await eachDay(ask, { table, days: kept }, ({ name }) => drop(ask, name))));
    if (!content || content.days(settings) >= kept) continue;
    const past = { table, days: content.days(settings) };
    emptied.push(
      ...(await eachDay(ask, past, (day) => !day.is_slim && empty(ask, day, { ...past, columns: content.columns }))),
    );
  }
  await clearCatchAlls(ask, settings);
  return { dropped, emptied };
}

/** @returns the days with which something was done; who is in the way of one is in the way of the others of its log too */
async function eachDay(
  ask: Ask,
  { table, days }: { table: string; days: number },
  act: (day: Day) => Promise<boolean> | false,
): Promise<string[]> {
  const done: string[] = [];
  for (const day of (await ask<Day>(DAYS, [table, days])).rows) {
    const outcome = act(day);
    if (outcome === false) continue;
    if (!(await outcome)) {
      log.warn("maintenance_postponed", { partition: day.name });
      break;
    }
    done.push(day.name);
  }
  return done;
}

function drop(ask: Ask, name: string): Promise<boolean> {
  return runBetween(ask, () => ask(`drop table posthorn_partitions.${quoted(name)}`));
}

/**
 * Copies a day without its content and puts the copy in its place. Meanwhile the day can be read, and who would change a row
 * of it (an expunge) waits. The exchange alone locks the log, for as long as it takes to change the catalogue.
 */
async function empty(
  ask: Ask,
  { name, parent, bound }: Day,
  { table, days, columns }: { table: string; days: number; columns: Readonly<Record<string, string>> },
): Promise<boolean> {
  const [day, copy] = [quoted(name), quoted(`${name}_new`)];
  const range = /FROM \('([0-9a-f-]+)'\) TO \('([0-9a-f-]+)'\)/.exec(bound);
  if (!range) return false;
  const { rows } = await ask<{ name: string }>(
    "select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum",
    [`posthorn_partitions.${day}`],
  );
  const names = rows.map((row) => quoted(row.name)).join(", ");
  const values = rows.map((row) => columns[row.name] ?? quoted(row.name)).join(", ");
  return runBetween(ask, async () => {
    await ask("begin");
    try {
      await ask(`lock table posthorn_partitions.${day} in share row exclusive mode`);
      await ask(`create table posthorn_partitions.${copy} (like posthorn_partitions.${day} including all)`);
      // Known to hold, so that attaching need not read it.
      await ask(
        `alter table posthorn_partitions.${copy} add constraint within_day check (id is not null and id >= '${range[1]}' and id < '${range[2]}')`,
      );
      await ask(`insert into posthorn_partitions.${copy} (${names}) select ${values} from posthorn_partitions.${day}`);
      await ask(`analyze posthorn_partitions.${copy}`);
      await exchange(ask, { day, copy, parent, range: `from ('${range[1]}') to ('${range[2]}')` });
      await ask(
        `insert into emptied_day (log, day, kept_days) values ($1, to_date(right($2, 8), 'YYYYMMDD'), $3)
         on conflict (log, day) do update set kept_days = excluded.kept_days, emptied_at = now()`,
        [table, name, days],
      );
      await ask("commit");
    } catch (error) {
      await ask("rollback");
      throw error;
    }
  });
}

/** Tried again by itself: the copy behind it was more work. */
async function exchange(
  ask: Ask,
  { day, copy, parent, range }: { day: string; copy: string; parent: string; range: string },
) {
  const isDone = await runBetween(ask, async () => {
    await ask("savepoint exchange");
    try {
      await ask(`alter table ${quoted(parent)} detach partition posthorn_partitions.${day}`);
      await ask(`alter table ${quoted(parent)} attach partition posthorn_partitions.${copy} for values ${range}`);
      await ask(`drop table posthorn_partitions.${day}`);
      await ask(`alter table posthorn_partitions.${copy} rename to ${day}`);
      await ask(`alter table posthorn_partitions.${day} drop constraint within_day`);
      await ask(`comment on table posthorn_partitions.${day} is '${SLIM}'`);
    } catch (error) {
      await ask("rollback to savepoint exchange");
      throw error;
    }
  });
  if (!isDone) throw Object.assign(new Error("The log was in use all the time."), { code: LOCK_TIMEOUT });
}

/** Rows that no day took, because a clock was wrong or maintenance had not run: few, so one by one. */
async function clearCatchAlls(ask: Ask, settings: Settings): Promise<void> {
  for (const { table, days, content } of LOGS) {
    const other = `posthorn_partitions.${quoted(`${table}_other`)}`;
    const older = (n: number) =>
      `id < uuid_v7_floor((now() at time zone 'UTC')::date::timestamp at time zone 'UTC' - ${n} * interval '1 day')`;
    const some = (condition: string) => `id in (select id from ${other} where ${condition} limit ${CATCH_ALL_CHUNK})`;
    await ask(`delete from ${other} where ${some(older(days(settings)))}`);
    if (!content) continue;
    const changes = Object.entries(content.columns).map(([column, value]) => `${column} = ${value}`);
    await ask(
      `update ${other} set ${changes.join(", ")} where ${some(`${older(content.days(settings))} and ${content.has}`)}`,
    );
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
