import type { PortalSessionOut } from "@/lib/contract/authentication.ts";
import type { Capability } from "@/lib/contract/operation.ts";
import { hashToken, newToken } from "@/lib/crypto.ts";
import type { Tx } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import type { SessionKind } from "@/lib/domain/portal-sessions/find.ts";
import { NotFound, ProblemError } from "@/lib/errors.ts";
import { formatId, newUuid } from "@/lib/ids.ts";

/** A token in a page's memory cannot be kept from its scripts as a cookie can: it lives as short as a page can bear. */
const BEARER_SECONDS = 600;

interface Spent {
  id: string;
  application_id: string;
  application_name: string;
  organization_id: string;
  capabilities: Capability[];
  feature_flags: string[];
  label: string | null;
  view: unknown;
  next: string | null;
  session_seconds: number;
}

/**
 * Spends the code of a portal link for a new session; one that the caller has of this application ends with it. The
 * condition of the update is the lock: of any number of simultaneous callers one wins, and the others read that the
 * link is spent.
 * @param input.kind `token` where a browser keeps no cookie: its page holds a bearer token of ten minutes.
 * @throws NotFound for a code that never was, or of a deleted application.
 * @throws ProblemError `link_spent` or `link_expired`: only who holds the code learns which.
 */
export async function exchangePortalLink(
  ctx: Context,
  input: {
    code: string;
    kind: Exclude<SessionKind, "visit">;
    endedTokenOf: (applicationId: string) => string | undefined;
  },
): Promise<PortalSessionOut & { token: string; maxAgeSeconds: number }> {
  const { kind } = input;
  const codeHash = hashToken(input.code);
  const token = newToken(kind === "cookie" ? "ph_session_" : "ph_portal_");
  const sessionId = newUuid();

  return withTransaction(ctx, async (tx) => {
    const [link] = await tx.$queryRaw<Spent[]>`
      update portal_link l set used_at = now()
      from application a
      where l.code_hash = ${codeHash} and l.used_at is null and l.revoked_at is null and l.expires_at > now()
        and a.id = l.application_id and a.deleted_at is null
      returning l.id, l.application_id, a.name as application_name, a.organization_id, l.capabilities, l.feature_flags,
        l.label, l.view, l.next, l.session_seconds`;
    if (!link) throw await reasonOf(tx, codeHash);
    const seconds = kind === "cookie" ? link.session_seconds : Math.min(link.session_seconds, BEARER_SECONDS);

    const [session] = await tx.$queryRaw<{ expires_at: Date }[]>`
      insert into portal_session
        (id, application_id, token_hash, kind, capabilities, feature_flags, label, view, expires_at)
      values (${sessionId}::uuid, ${link.application_id}::uuid, ${hashToken(token)}, ${kind}, ${link.capabilities},
        ${link.feature_flags}, ${link.label}, ${link.view}::jsonb, now() + make_interval(secs => ${seconds}))
      returning expires_at`;
    if (!session) throw new Error("A portal session was not written.");
    const applicationId = formatId("application", link.application_id);
    const endedToken = input.endedTokenOf(applicationId);
    if (endedToken) await endSession(tx, link.application_id, endedToken);
    await recordEntrance(ctx, tx, link, sessionId);
    return {
      applicationId,
      applicationName: link.application_name,
      capabilities: link.capabilities,
      expiresAt: session.expires_at.toISOString(),
      next: link.next,
      token,
      maxAgeSeconds: seconds,
    };
  });
}

async function reasonOf(tx: Tx, codeHash: Buffer): Promise<ProblemError> {
  const [link] = await tx.$queryRaw<{ used: boolean }[]>`
    select l.used_at is not null as used from portal_link l join application a on a.id = l.application_id
    where l.code_hash = ${codeHash} and a.deleted_at is null`;
  if (!link) return new NotFound();
  return link.used
    ? new ProblemError("link_spent", "This link has been used already.")
    : new ProblemError("link_expired", "This link has expired.");
}

/** The session that the browser had for this application ends with the new one: nobody can have planted it. */
async function endSession(tx: Tx, applicationId: string, token: string): Promise<void> {
  await tx.$executeRaw`
    update portal_session set revoked_at = now()
    where token_hash = ${hashToken(token)} and application_id = ${applicationId}::uuid and kind = 'cookie'
      and revoked_at is null`;
}

function recordEntrance(ctx: Context, tx: Tx, link: Spent, sessionId: string): Promise<void> {
  const actor = {
    kind: "portal",
    id: sessionId,
    label: link.label ?? "Portal",
    organizationId: link.organization_id,
    applicationId: link.application_id,
    capabilities: link.capabilities,
    featureFlags: link.feature_flags,
  } as const;
  return recordAudit({ ...ctx, actor }, tx, {
    action: "portal_link.used",
    applicationId: link.application_id,
    objectKind: "portal_link",
    objectId: formatId("portalLink", link.id),
  });
}
