import { pool } from "@/lib/db.ts";
import { readQueue } from "@/lib/domain/metrics/read.ts";

/** Of one moment in ten seconds, whoever comes first. */
export const SAMPLE_SECONDS = 10;
const KEEP_HOURS = 24;
/** The latest tries are enough to judge how long one takes. */
const MOST_TRIES = 5_000;

const TAKE = `insert into system_sample (at)
select to_timestamp(floor(extract(epoch from now()) / ${SAMPLE_SECONDS}) * ${SAMPLE_SECONDS}) on conflict do nothing returning at`;

const FILL = `update system_sample set due = $2, oldest_due_seconds = $3,
  deliveries_in = c.deliveries_in, deliveries_out = c.deliveries_out, tries = c.tries,
  p50_ms = p.ms[1], p95_ms = p.ms[2], p99_ms = p.ms[3]
from (
  select sum(n_tup_ins) filter (where relname = 'delivery_pending') as deliveries_in,
    sum(n_tup_ins) filter (where relname ~ '^delivery_history_') as deliveries_out,
    sum(n_tup_ins) filter (where relname ~ '^attempt_(\\d|other)') as tries
  from pg_stat_user_tables where schemaname in (current_schema(), 'posthorn_partitions')
) c, (
  select percentile_cont(array[0.5, 0.95, 0.99]) within group (order by duration_ms)::integer[] as ms from (
    select duration_ms from attempt where id > uuid_v7_floor(now() - interval '1 minute') order by id desc limit ${MOST_TRIES}
  ) latest
) p
where at = $1`;

/** Writes down how the system does. Any number of workers may do it: one of them does, for each ten seconds. */
export async function takeSample(): Promise<void> {
  const { rows } = await pool().query<{ at: Date }>(TAKE);
  const [taken] = rows;
  if (!taken) return;
  const { due, oldestDueSeconds } = await readQueue();
  await pool().query(FILL, [taken.at, due, oldestDueSeconds]);
  await pool().query(`delete from system_sample where at < now() - interval '${KEEP_HOURS} hours'`);
}
