import type { ExpireLabelOut } from "@/lib/contract/portal-links.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, organizationOf, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { formatId } from "@/lib/ids.ts";

interface Ended {
  application_id: string;
  count: number;
}

/** Ends the links and sessions with a label at once, of every application that the actor may see. */
export async function expireLabelledPortalSessions(ctx: Context, input: { label: string }): Promise<ExpireLabelOut> {
  requireOperator(ctx, "support");
  const { label } = input;
  const organizationId = organizationOf(ctx) ?? null;

  return withTransaction(ctx, async (tx) => {
    const sessions = await tx.$queryRaw<Ended[]>`
      with ended as (
        update portal_session s set revoked_at = now() from application a
        where s.label = ${label} and s.kind <> 'visit' and s.revoked_at is null and s.expires_at > now()
          and a.id = s.application_id and (${organizationId}::text is null or a.organization_id = ${organizationId})
        returning s.application_id
      )
      select application_id, count(*)::integer as count from ended group by 1`;
    const links = await tx.$queryRaw<Ended[]>`
      with ended as (
        update portal_link l set revoked_at = now() from application a
        where l.label = ${label} and l.used_at is null and l.revoked_at is null and l.expires_at > now()
          and a.id = l.application_id and (${organizationId}::text is null or a.organization_id = ${organizationId})
        returning l.application_id
      )
      select application_id, count(*)::integer as count from ended group by 1`;
    for (const applicationId of new Set([...sessions, ...links].map((one) => one.application_id))) {
      const countIn = (ended: Ended[]) => ended.find((one) => one.application_id === applicationId)?.count ?? 0;
      await recordAudit(ctx, tx, {
        action: "portal_session.expired_all",
        applicationId,
        objectKind: "application",
        objectId: formatId("application", applicationId),
        change: { after: { inSeconds: 0, labels: [label], sessions: countIn(sessions), links: countIn(links) } },
      });
    }
    const total = (ended: Ended[]) => ended.reduce((sum, { count }) => sum + count, 0);
    return { sessions: total(sessions), links: total(links) };
  });
}
