import type { ExpireAllIn } from "@/lib/contract/authentication.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { formatId } from "@/lib/ids.ts";

/**
 * Ends the portal links and sessions of an application, now or after some seconds; all, or those with the given labels.
 * A link that is exchanged in the meantime buys no more than the rest of that time.
 */
export async function expireAllPortalSessions(
  ctx: Context,
  input: ExpireAllIn & { applicationId: string },
): Promise<void> {
  requireOperator(ctx, "support");
  const { applicationId } = input;
  const seconds = input.expiry ?? 0;
  const labels = input.sessionIds?.length ? input.sessionIds : null;

  await withTransaction(ctx, async (tx) => {
    const sessions = await tx.$executeRaw`
      update portal_session
      set expires_at = least(expires_at, now() + make_interval(secs => ${seconds})),
        revoked_at = case when ${seconds} = 0 then now() else revoked_at end
      where application_id = ${applicationId}::uuid and revoked_at is null and expires_at > now()
        and (${labels}::text[] is null or label = any (${labels}::text[]))`;
    const links = await tx.$executeRaw`
      update portal_link
      set expires_at = least(expires_at, now() + make_interval(secs => ${seconds})),
        session_seconds = least(session_seconds, greatest(${seconds}::integer, 1)),
        revoked_at = case when ${seconds} = 0 then now() else revoked_at end
      where application_id = ${applicationId}::uuid and used_at is null and revoked_at is null and expires_at > now()
        and (${labels}::text[] is null or label = any (${labels}::text[]))`;
    await recordAudit(ctx, tx, {
      action: "portal_session.expired_all",
      applicationId,
      objectKind: "application",
      objectId: formatId("application", applicationId),
      change: { after: { inSeconds: seconds, labels, sessions, links } },
    });
  });
}
