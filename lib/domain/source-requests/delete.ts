import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import type { SourceRequestRef } from "@/lib/domain/source-requests/resolve.ts";
import { DEAD } from "@/lib/domain/source-requests/state.ts";
import { getSourceOrThrow } from "@/lib/domain/sources/lock.ts";
import { Conflict, NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

/**
 * Deletes a dead letter. Its event id stays known, so that the provider's next try is still a duplicate.
 * @throws Conflict for a request that waits or was forwarded
 */
export async function deleteSourceRequest(ctx: Context, ref: SourceRequestRef): Promise<void> {
  requireOperator(ctx, "engineer");
  await withTransaction(ctx, async (tx) => {
    await getSourceOrThrow(tx, ref);
    const where = { id: ref.requestId, sourceId: ref.sourceId };
    const { count } = await tx.sourceRequest.deleteMany({ where: { ...where, state: DEAD } });
    if (count === 0) {
      if (!(await tx.sourceRequest.findFirst({ where, select: { id: true } }))) throw new NotFound();
      throw new Conflict("Only a dead letter can be deleted.");
    }
    await recordAudit(ctx, tx, {
      action: "source_request.deleted",
      applicationId: ref.applicationId,
      objectKind: "source_request",
      objectId: formatId("sourceRequest", ref.requestId),
    });
  });
}
