import type { Prisma } from "@/generated/prisma/client.ts";
import type { Tx } from "@/lib/db.ts";
import { type Actor, type Context, organizationOf } from "@/lib/domain/context.ts";
import { owningOrganizationOf } from "@/lib/domain/operational-webhooks/organization.ts";
import { formatId, newUuid } from "@/lib/ids.ts";

export interface AuditEntry {
  /** Noun and past tense, `endpoint.created`. */
  action: string;
  applicationId?: string | null;
  objectKind: string;
  /** As on the wire, or the name of what has no id. */
  objectId?: string | null;
  /** JSON of what changed, `{ before, after }`; secrets are masked by the caller. */
  change?: unknown;
  /** In place of what the request gave. */
  reason?: string | null;
}

function actorId(actor: Actor): string | null {
  switch (actor.kind) {
    case "apiKey":
      return actor.id && formatId("apiKey", actor.id);
    case "portal":
      return formatId("portalSession", actor.id);
    case "staff":
      return formatId("staff", actor.id);
    case "system":
      return null;
  }
}

/** Writes who did what, in the transaction of the change: neither is there without the other. */
export async function recordAudit(ctx: Context, tx: Tx, entry: AuditEntry): Promise<void> {
  const organizationId = organizationOf(ctx);
  await tx.auditLog.create({
    data: {
      id: newUuid(),
      organizationId: organizationId === undefined ? null : owningOrganizationOf(organizationId),
      applicationId: entry.applicationId ?? null,
      actorKind: ctx.actor.kind,
      actorId: actorId(ctx.actor),
      actorLabel: ctx.actor.label,
      action: entry.action,
      objectKind: entry.objectKind,
      objectId: entry.objectId ?? null,
      ...(entry.change === undefined
        ? {}
        : { change: JSON.parse(JSON.stringify(entry.change)) as Prisma.InputJsonValue }),
      requestId: ctx.requestId,
      remoteAddress: ctx.origin?.remoteAddress ?? null,
      reason: entry.reason ?? ctx.origin?.reason ?? null,
    },
  });
}
