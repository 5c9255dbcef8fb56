import type pg from "pg";

/**
 * Lets the time pass until the next lease or wait of a delivery ends, by moving all of them: a test of many leases takes
 * seconds then. What is due stays in its order. For when no worker runs, or none is meant to notice.
 */
export async function skipToNextDue(sql: pg.Pool): Promise<void> {
  await sql.query(`
    with gap as (
      select greatest(min(greatest(next_at, coalesce(lease_until, next_at))) - now(), interval '0') as skipped from delivery_pending
    )
    update delivery_pending set next_at = next_at - skipped, lease_until = lease_until - skipped from gap`);
}
