import { pool } from "@/lib/db.ts";
import { settings } from "@/lib/domain/settings/snapshot.ts";

/** Removes what is older than the audit log is kept, unless that is for good. @returns how many entries */
export async function purgeAuditLog(): Promise<number> {
  const days = settings().auditDays;
  if (days === null) return 0;
  const { rows } = await pool().query<{ removed: number }>(
    "select posthorn.purge_audit_log(now() - $1::int * interval '1 day')::int as removed",
    [days],
  );
  return rows[0]?.removed ?? 0;
}
