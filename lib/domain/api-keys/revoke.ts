import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, organizationOf, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { NotFound } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";

/** Revokes an API key; the next request with it is refused. Revoking it again changes nothing. */
export async function revokeApiKey(ctx: Context, input: { keyId: string }): Promise<void> {
  requireOperator(ctx, "engineer");
  const id = parseId("apiKey", input.keyId);
  if (!id) throw new NotFound();

  await withTransaction(ctx, async (tx) => {
    const mine = { id, organizationId: organizationOf(ctx) };
    const { count } = await tx.apiKey.updateMany({
      where: { ...mine, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) {
      if (!(await tx.apiKey.findFirst({ where: mine, select: { id: true } }))) throw new NotFound();
      return;
    }
    await recordAudit(ctx, tx, { action: "api_key.revoked", objectKind: "api_key", objectId: input.keyId });
  });
}
