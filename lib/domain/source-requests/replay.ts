import type { SourceRequestOut } from "@/lib/contract/source-request.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import type { SourceRequestRef } from "@/lib/domain/source-requests/resolve.ts";
import { DEAD, WAITING } from "@/lib/domain/source-requests/state.ts";
import { COLUMNS, type RequestRow, toSourceRequestOut } from "@/lib/domain/source-requests/to-out.ts";
import { getSourceOrThrow } from "@/lib/domain/sources/lock.ts";
import { Conflict, NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";
import { SOURCE_CHANNEL } from "@/lib/queue.ts";

/** Puts a dead letter back into the line. @throws Conflict for a request that is none */
export async function replaySourceRequest(ctx: Context, ref: SourceRequestRef): Promise<SourceRequestOut> {
  requireOperator(ctx, "support");
  return withTransaction(ctx, async (tx) => {
    await getSourceOrThrow(tx, ref);
    const [row] = await tx.$queryRawUnsafe<RequestRow[]>(
      `update source_request r set state = ${WAITING}, reason = null, detail = null, processed_at = null, event_type = null
       where r.id = $1::uuid and r.source_id = $2::uuid and r.state = ${DEAD} returning ${COLUMNS}`,
      ref.requestId,
      ref.sourceId,
    );
    if (!row) {
      const where = { id: ref.requestId, sourceId: ref.sourceId };
      if (!(await tx.sourceRequest.findFirst({ where, select: { id: true } }))) throw new NotFound();
      throw new Conflict("Only a dead letter can be replayed.");
    }
    await tx.$queryRawUnsafe(`select from (select pg_notify('${SOURCE_CHANNEL}', '')) as told`);
    await recordAudit(ctx, tx, {
      action: "source_request.replayed",
      applicationId: ref.applicationId,
      objectKind: "source_request",
      objectId: formatId("sourceRequest", ref.requestId),
    });
    return toSourceRequestOut(row);
  });
}
