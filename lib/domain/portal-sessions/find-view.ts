import { PortalView } from "@/lib/contract/authentication.ts";
import { hashToken } from "@/lib/crypto.ts";
import { pool } from "@/lib/db.ts";

/**
 * How the portal of this session is to look, and who may frame it. Of an ended session too: the page that says so stands
 * in the same frame. null for a token that never was.
 */
export async function findViewOfSession(token: string): Promise<PortalView | null> {
  const { rows } = await pool().query<{ view: unknown }>({
    name: "find-portal-view-of-session",
    text: "select view from portal_session where token_hash = $1",
    values: [hashToken(token)],
  });
  return rows[0] ? PortalView.parse(rows[0].view ?? {}) : null;
}

/** The same of a link whose code nobody has shown yet. @param linkId UUID */
export async function findViewOfLink(linkId: string): Promise<PortalView | null> {
  const { rows } = await pool().query<{ view: unknown }>({
    name: "find-portal-view-of-link",
    text: "select view from portal_link where id = $1",
    values: [linkId],
  });
  return rows[0] ? PortalView.parse(rows[0].view ?? {}) : null;
}
