import type { Capability } from "@/lib/contract/operation.ts";
import { hashToken } from "@/lib/crypto.ts";
import { pool } from "@/lib/db.ts";
import type { Actor } from "@/lib/domain/context.ts";
import { log } from "@/lib/log.ts";

/**
 * `cookie`: bought with a link by a browser. `token`: handed to the operator, used as a bearer. `visit`: of a member of staff who
 * looks at what the customer sees. One is never the other.
 */
export type SessionKind = "cookie" | "token" | "visit";

export interface PortalSession {
  actor: Extract<Actor, { kind: "portal" }>;
  applicationName: string;
  /** Since when the operator holds everything of the application. */
  suspendedAt: Date | null;
  expiresAt: Date;
}

interface Row {
  id: string;
  application_id: string;
  organization_id: string;
  application_name: string;
  suspended_at: Date | null;
  capabilities: Capability[];
  feature_flags: string[];
  label: string | null;
  expires_at: Date;
  staff_id: string | null;
  is_unseen: boolean;
}

/** The live session of this token: not expired, not revoked, of an application that exists. Asked at every request. */
export async function findPortalSession(token: string, kind: SessionKind): Promise<PortalSession | null> {
  const { rows } = await pool().query<Row>({
    name: "find-portal-session",
    text: `select s.id, s.application_id, a.organization_id, a.name as application_name, a.suspended_at, s.capabilities, s.feature_flags,
        s.label, s.expires_at, s.staff_id, s.last_seen_at is null or s.last_seen_at < now() - interval '1 minute' as is_unseen
      from portal_session s join application a on a.id = s.application_id
      where s.token_hash = $1 and s.kind = $2 and s.revoked_at is null and s.expires_at > now() and a.deleted_at is null`,
    values: [hashToken(token), kind],
  });
  const row = rows[0];
  if (!row) return null;
  if (row.is_unseen) touch(row.id);
  const { id, organization_id: organizationId, application_id: applicationId } = row;
  const { capabilities, feature_flags: featureFlags } = row;
  const label = row.label ?? "Portal";
  return {
    actor: {
      ...({ kind: "portal", id, label, organizationId, applicationId, capabilities, featureFlags } as const),
      ...(row.staff_id === null ? {} : { visitorId: row.staff_id }),
    },
    applicationName: row.application_name,
    suspendedAt: row.suspended_at,
    expiresAt: row.expires_at,
  };
}

/** Beside the request, which does not wait for it; simultaneous requests write once. */
function touch(id: string): void {
  pool()
    .query(
      `update portal_session set last_seen_at = now()
        where id = $1 and (last_seen_at is null or last_seen_at < now() - interval '1 minute')`,
      [id],
    )
    .catch((error: unknown) => log.debug("portal_session.touch_failed", { error }));
}
