import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { lockSource, type SourceRef } from "@/lib/domain/sources/lock.ts";
import { auditedSource } from "@/lib/domain/sources/to-out.ts";
import { formatId } from "@/lib/ids.ts";

/** The address answers 404 from now on. What it has taken was answered with success, and is still forwarded. */
export async function deleteSource(ctx: Context, ref: SourceRef): Promise<void> {
  requireOperator(ctx, "engineer");
  const { applicationId, sourceId } = ref;

  await withTransaction(ctx, async (tx) => {
    const before = await lockSource(tx, ref);
    await tx.source.update({ where: { id: sourceId }, data: { deletedAt: new Date() } });
    await tx.sourceSecret.deleteMany({ where: { sourceId } });
    await recordAudit(ctx, tx, {
      action: "source.deleted",
      applicationId,
      objectKind: "source",
      objectId: formatId("source", sourceId),
      change: { before: auditedSource(before), after: null },
    });
  });
}
