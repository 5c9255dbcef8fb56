import type { StaffRole } from "@/lib/contract/operation.ts";
import { pool } from "@/lib/db.ts";
import type { Actor } from "@/lib/domain/context.ts";

export interface StaffMember {
  actor: Extract<Actor, { kind: "staff" }>;
  email: string;
}

/**
 * The member of staff whom a session names; null when disabled or when the session is of an older version,
 * so that ending someone's sessions bites at the next request. Asked at every request.
 */
export async function findStaff(id: string, sessionVersion: number): Promise<StaffMember | null> {
  const { rows } = await pool().query<{ id: string; name: string; email: string; role: StaffRole }>({
    name: "find-staff",
    text: "select id, name, email, role from staff where id = $1 and session_version = $2 and disabled_at is null",
    values: [id, sessionVersion],
  });
  const row = rows[0];
  return row ? { actor: { kind: "staff", id: row.id, label: row.name, role: row.role }, email: row.email } : null;
}
