import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

/** Runs a statement on the connection that maintenance holds, with its patience. */
export type Ask = <R extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<pg.QueryResult<R>>;

/** How long others may have to stand in line behind us when somebody else holds the log: a long query, a backup. */
const LOCK_MS = 100;
const TRIES = 20;
const PAUSE_MS = 500;
/** SQLSTATE lock_not_available: the lock timeout was reached. */
const LOCK_TIMEOUT = "55P03";

const isLockTimeout = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === LOCK_TIMEOUT;

/**
 * Runs a statement that locks a whole log. While it waits for its lock everybody queues behind it, ingest and claims too; so it
 * waits for a moment only, steps aside, and comes again.
 * @returns whether it got through within ten seconds
 */
export async function runBetween(ask: Ask, statement: () => Promise<unknown>): Promise<boolean> {
  await ask(`set lock_timeout = ${LOCK_MS}`);
  for (let tries = 1; ; tries++) {
    try {
      await statement();
      return true;
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      if (tries === TRIES) return false;
      await sleep(PAUSE_MS);
    }
  }
}

/**
 * Drops the days of all logs that are older than so many whole days (UTC), oldest first. Each in a commit of its own: a month at
 * once would hold the locks of the first until the last has gone.
 * @returns the names of the partitions; what is locked for long is left for the next time
 */
export async function dropDays(ask: Ask, keptDays: number): Promise<string[]> {
  const { rows } = await ask<{ name: string; statement: string }>(
    `select c.relname as name, format('drop table if exists posthorn_partitions.%I', c.relname) as statement
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'posthorn_partitions' and c.relkind = 'r' and c.relname ~ '_\\d{8}$'
       and to_date(right(c.relname, 8), 'YYYYMMDD') < (now() at time zone 'UTC')::date - $1::int
     order by right(c.relname, 8), c.relname`,
    [keptDays],
  );
  const dropped: string[] = [];
  for (const { name, statement } of rows) {
    if (!(await runBetween(ask, () => ask(statement)))) break;
    dropped.push(name);
  }
  return dropped;
}
