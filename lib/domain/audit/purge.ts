import { pool } from "@/lib/db.ts";
import { env } from "@/lib/env.ts";

/** Removes what is older than POSTHORN_AUDIT_RETENTION_DAYS, if that is set. @returns how many entries */
export async function purgeAuditLog(): Promise<number> {
  const days = env().POSTHORN_AUDIT_RETENTION_DAYS;
  if (days === undefined) return 0;
  const { rows } = await pool().query<{ removed: number }>(
    "select posthorn.purge_audit_log(now() - $1::int * interval '1 day')::int as removed",
    [days],
  );
  return rows[0]?.removed ?? 0;
}
