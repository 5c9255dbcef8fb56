import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { lockSource, type SourceRef } from "@/lib/domain/sources/lock.ts";
import { formatId } from "@/lib/ids.ts";

/** Ends the overlap now: only the current secret is accepted. */
export async function expireSourceSecrets(ctx: Context, ref: SourceRef): Promise<void> {
  requireOperator(ctx, "engineer");
  const { applicationId, sourceId } = ref;

  await withTransaction(ctx, async (tx) => {
    await lockSource(tx, ref);
    const now = new Date();
    const ended = await tx.sourceSecret.updateManyAndReturn({
      where: { sourceId, expiresAt: { gt: now } },
      data: { expiresAt: now },
      select: { last4: true },
    });
    await recordAudit(ctx, tx, {
      action: "source.secrets_expired",
      applicationId,
      objectKind: "source",
      objectId: formatId("source", sourceId),
      change: { before: { last4: ended.map((row) => row.last4) }, after: { last4: [] } },
    });
  });
}
