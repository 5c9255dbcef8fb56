import type pg from "pg";
import { notYet, until } from "@/e2e/delivery/deliveries.ts";

export interface Block {
  /** Resolves when a statement waits for the lock. @returns the server processes that wait. */
  untilSomebodyWaits: () => Promise<number[]>;
  /** Ends the sessions that wait: they do not commit. */
  endWaiters: () => Promise<void>;
  /** One more statement in the same transaction; a deadlock that it makes may end it or those that wait. */
  ask: (statement: string) => Promise<void>;
  release: () => Promise<void>;
}

/**
 * Takes a lock in a transaction that stays open, so that statements of the service stop at a chosen point.
 * @param statement such as `lock table message`
 */
export async function block(sql: pg.Pool, statement: string): Promise<Block> {
  const holder = await sql.connect();
  await holder.query("begin");
  await holder.query(statement);
  const { rows } = await holder.query<{ pid: number }>("select pg_backend_pid() as pid");
  const mine = rows[0]?.pid ?? 0;
  const waiters = async () => {
    const found = await sql.query<{ pid: number }>(
      "select pid from pg_stat_activity where $1 = any (pg_blocking_pids(pid))",
      [mine],
    );
    return found.rows.map(({ pid }) => pid);
  };
  return {
    untilSomebodyWaits: () =>
      until(`somebody to wait after "${statement}"`, async () => {
        const found = await waiters();
        return found.length > 0 ? found : notYet("nobody");
      }),
    endWaiters: async () => {
      for (let rounds = 0; rounds < 20; rounds++) {
        const found = await waiters();
        if (found.length === 0) return;
        await sql.query("select pg_terminate_backend(pid, 1000) from unnest($1::int[]) as pid", [found]);
      }
      throw new Error(`Somebody still waits after "${statement}".`);
    },
    ask: async (next) => {
      // Ours is not to be the victim: who waits for the shortest time before looking for deadlocks is.
      await holder.query("set local deadlock_timeout = '60s'");
      await holder.query(next);
    },
    release: async () => {
      await holder.query("rollback");
      holder.release();
    },
  };
}
