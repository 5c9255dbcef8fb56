import type { ApiKeyCreatedOut, ApiKeyIn, ApiKeyRollIn } from "@/lib/contract/api-key.ts";
import { createApiKey } from "@/lib/domain/api-keys/create.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, organizationOf, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { Conflict, NotFound } from "@/lib/errors.ts";
import { formatId, parseId } from "@/lib/ids.ts";

/**
 * Makes a key that may do the same, and lets the old one end after the overlap: whoever uses it has that long to change
 * over. The new one lives as long from now on as the old one was made to live.
 */
export async function rollApiKey(
  ctx: Context,
  { keyId, overlapSeconds }: ApiKeyRollIn & { keyId: string },
): Promise<ApiKeyCreatedOut> {
  requireOperator(ctx, "engineer");
  const id = parseId("apiKey", keyId);
  if (!id) throw new NotFound();

  return withTransaction(ctx, async (tx) => {
    const old = await tx.apiKey.findFirst({ where: { id, organizationId: organizationOf(ctx) } });
    if (!old) throw new NotFound();
    const now = new Date();
    const isOver = old.revokedAt !== null || (old.expiresAt !== null && old.expiresAt <= now);
    if (isOver) throw new Conflict("This key does not work any more. Create another one.");

    const created = await createApiKey(contextOf(ctx, old.organizationId, tx), {
      name: old.name,
      scopes: old.scopes as ApiKeyIn["scopes"],
      networks: old.networks,
      applicationId: old.applicationId && formatId("application", old.applicationId),
      expiresAt: old.expiresAt && new Date(now.getTime() + lifetimeMs(old.createdAt, old.expiresAt)).toISOString(),
    });
    const overlapEnds = new Date(now.getTime() + overlapSeconds * 1000);
    const expiresAt = old.expiresAt && old.expiresAt < overlapEnds ? old.expiresAt : overlapEnds;
    // Of two at once the second loses, and its new key with it.
    const { count } = await tx.apiKey.updateMany({
      where: { id, revokedAt: null, replacedById: null },
      data: { expiresAt, replacedById: parseId("apiKey", created.id) },
    });
    if (count === 0) throw new Conflict("This key was rolled already. Roll the one that took its place.");
    await recordAudit(ctx, tx, {
      action: "api_key.rolled",
      objectKind: "api_key",
      objectId: keyId,
      change: { before: { expiresAt: old.expiresAt }, after: { expiresAt, replacedBy: created.id } },
    });
    return created;
  });
}

/** Staff are of every organization, and the new key is of the old one's. */
function contextOf(ctx: Context, organizationId: string, tx: Context["tx"] & object): Context {
  return { ...ctx, tx, actor: ctx.actor.kind === "staff" ? { ...ctx.actor, organizationId } : ctx.actor };
}

const lifetimeMs = (from: Date, to: Date) => to.getTime() - from.getTime();
