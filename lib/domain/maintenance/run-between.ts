import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

/** Runs a statement on the connection that maintenance holds, with its patience. */
export type Ask = <R extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<pg.QueryResult<R>>;

/** How long others may have to stand in line behind us when somebody else holds the log: a long query, a backup. */
const LOCK_MS = 100;
const TRIES = 20;
const PAUSE_MS = 500;
/** SQLSTATEs lock_not_available, the lock timeout was reached, and deadlock_detected, two stood in each other's way. */
export const LOCK_TIMEOUT = "55P03";
const PASSING: readonly unknown[] = [LOCK_TIMEOUT, "40P01"];

const isInTheWay = (error: unknown): boolean =>
  error instanceof Error && "code" in error && PASSING.includes(error.code);

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
      if (!isInTheWay(error)) throw error;
      if (tries === TRIES) return false;
      await sleep(PAUSE_MS);
    }
  }
}
