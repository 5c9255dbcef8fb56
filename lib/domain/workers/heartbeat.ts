import { type PoolUsage, pool } from "@/lib/db.ts";

/** A worker that has not been seen for so long is dead: its queue jobs are freed (its deliveries free themselves). */
const DEAD_AFTER = "30 seconds";

export interface WorkerIdentity {
  id: string;
  pid: number;
  version: string;
  host: string;
}

export interface Heartbeat {
  inFlight: number;
  /** The queue's names for its lock owners in this process. */
  poolIds: readonly string[];
  connections: PoolUsage;
  /** It was told to drain before: a row that others took for dead is written anew with this. */
  orders: Orders | null;
  /** It takes on nothing more. */
  isResting: boolean;
  /** What is the matter with the egress proxy, as this worker finds it. */
  proxyTrouble: { since: Date; says: string } | null;
}

/** What staff told a worker; null for nothing, so it works. */
export interface Orders {
  drainAt: Date;
  drainBy: string | null;
}

/** Says that this worker lives, hears what it was told, and cleans up after those that do not live. */
export async function beat(
  worker: WorkerIdentity,
  { inFlight, poolIds, connections, orders, isResting, proxyTrouble }: Heartbeat,
): Promise<{ dead: string[]; orders: Orders | null }> {
  const own = await pool().query<{ drain_at: Date | null; drain_by: string | null }>(
    `insert into worker (id, pid, version, host, in_flight, pool_ids, connections, drain_at, drain_by, drained_at,
       proxy_failing_since, proxy_says)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, case when $10 then now() end, $11, $12)
     on conflict (id) do update set seen_at = now(), in_flight = excluded.in_flight, pool_ids = excluded.pool_ids,
       connections = excluded.connections, proxy_failing_since = excluded.proxy_failing_since,
       proxy_says = excluded.proxy_says, drained_at = case when $10 then coalesce(worker.drained_at, now()) end
     returning drain_at, drain_by`,
    [
      ...[worker.id, worker.pid, worker.version, worker.host, inFlight, poolIds, JSON.stringify(connections)],
      ...[orders?.drainAt ?? null, orders?.drainBy ?? null, isResting],
      ...[proxyTrouble?.since ?? null, proxyTrouble?.says ?? null],
    ],
  );
  const { rows } = await pool().query<{ id: string; pool_ids: string[] }>(
    `delete from worker where seen_at < now() - interval '${DEAD_AFTER}' returning id, pool_ids`,
  );
  const dead = rows.flatMap((row) => row.pool_ids);
  // The queue alone would keep a dead worker's jobs locked for four hours.
  if (dead.length > 0) await pool().query("select graphile_worker.force_unlock_workers($1::text[])", [dead]);
  const [row] = own.rows;
  return {
    dead: rows.map(({ id }) => id),
    orders: row?.drain_at ? { drainAt: row.drain_at, drainBy: row.drain_by } : null,
  };
}

/** A worker that stopped in good order. */
export async function sayGoodbye(workerId: string): Promise<void> {
  await pool().query("delete from worker where id = $1", [workerId]);
}
