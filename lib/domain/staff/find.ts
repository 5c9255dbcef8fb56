import type { StaffRole } from "@/lib/contract/operation.ts";
import { pool } from "@/lib/db.ts";
import type { Actor } from "@/lib/domain/context.ts";
import { env } from "@/lib/env.ts";
import { log } from "@/lib/log.ts";

export interface StaffMember {
  actor: Extract<Actor, { kind: "staff" }> & { sessionId: string };
  email: string;
  /** Their role needs a second factor and they have none: until then they may only set one up. */
  mustEnrol: boolean;
}

interface Row {
  id: string;
  name: string;
  email: string;
  role: StaffRole;
  way: string;
  has_second_factor: boolean;
  is_unseen: boolean;
}

/** After so long without a request somebody has to sign in again, whatever the session's end. */
const IDLE = "2 hours";

/**
 * The member of staff whom a session names; null when it was ended or has expired, or when they are disabled: each of
 * that bites at the next request. Asked at every request.
 */
export async function findStaff(sessionId: string): Promise<StaffMember | null> {
  const { rows } = await pool().query<Row>({
    name: "find-staff",
    text: `select s.id, s.name, s.email, s.role, x.way, s.second_factor_since is not null as has_second_factor,
        x.last_seen_at < now() - interval '5 minutes' as is_unseen
      from staff_session x join staff s on s.id = x.staff_id
      where x.id = $1 and x.expires_at > now() and x.last_seen_at > now() - interval '${IDLE}' and s.disabled_at is null`,
    values: [sessionId],
  });
  const row = rows[0];
  if (!row) return null;
  if (row.is_unseen) touch(sessionId);
  return {
    actor: { kind: "staff", id: row.id, label: row.name, role: row.role, sessionId },
    email: row.email,
    // Who signs in at an identity provider shows there what it asks for.
    mustEnrol: row.way === "password" && !row.has_second_factor && needsSecondFactor(row.role),
  };
}

/** Whether people of this role who sign in with a password must show a second factor. */
export function needsSecondFactor(role: StaffRole): boolean {
  return env().STAFF_SECOND_FACTOR_ROLES.includes(role);
}

/** Beside the request, which does not wait for it; simultaneous requests write once. */
function touch(sessionId: string): void {
  pool()
    .query(
      "update staff_session set last_seen_at = now() where id = $1 and last_seen_at < now() - interval '5 minutes'",
      [sessionId],
    )
    .catch((error: unknown) => log.debug("staff_session.touch_failed", { error }));
}
