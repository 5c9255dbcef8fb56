import { pool } from "@/lib/db.ts";

/** A worker that has not been seen for so long is dead: its queue jobs are freed (its deliveries free themselves). */
const DEAD_AFTER = "30 seconds";

export interface WorkerIdentity {
  id: string;
  pid: number;
  version: string;
}

/** Says that this worker lives, and cleans up after those that do not. Returns the ids of the dead. */
export async function beat(worker: WorkerIdentity, inFlight: number, poolIds: readonly string[]): Promise<string[]> {
  await pool().query(
    `insert into worker (id, pid, version, in_flight, pool_ids) values ($1, $2, $3, $4, $5)
     on conflict (id) do update set seen_at = now(), in_flight = excluded.in_flight, pool_ids = excluded.pool_ids`,
    [worker.id, worker.pid, worker.version, inFlight, poolIds],
  );
  const { rows } = await pool().query<{ id: string; pool_ids: string[] }>(
    `delete from worker where seen_at < now() - interval '${DEAD_AFTER}' returning id, pool_ids`,
  );
  const dead = rows.flatMap((row) => row.pool_ids);
  // The queue alone would keep a dead worker's jobs locked for four hours.
  if (dead.length > 0) await pool().query("select graphile_worker.force_unlock_workers($1::text[])", [dead]);
  return rows.map((row) => row.id);
}

/** A worker that stopped in good order. */
export async function sayGoodbye(workerId: string): Promise<void> {
  await pool().query("delete from worker where id = $1", [workerId]);
}
