import type { ReplayedOut } from "@/lib/contract/source-request.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { DEAD, WAITING } from "@/lib/domain/source-requests/state.ts";
import { getSourceOrThrow, type SourceRef } from "@/lib/domain/sources/lock.ts";
import { formatId } from "@/lib/ids.ts";
import { SOURCE_CHANNEL } from "@/lib/queue.ts";

/** In one commit, which nobody waits for long. */
const AT_ONCE = 10_000;

/** Puts the dead letters of a source back into the line, oldest first. */
export async function replaySourceRequests(ctx: Context, ref: SourceRef): Promise<ReplayedOut> {
  requireOperator(ctx, "support");
  return withTransaction(ctx, async (tx) => {
    await getSourceOrThrow(tx, ref);
    const replayed = await tx.$executeRawUnsafe(
      `update source_request set state = ${WAITING}, reason = null, detail = null, processed_at = null, event_type = null
       where id in (select id from source_request where source_id = $1::uuid and state = ${DEAD} order by id limit ${AT_ONCE})
         and state = ${DEAD}`,
      ref.sourceId,
    );
    await tx.$queryRawUnsafe(`select from (select pg_notify('${SOURCE_CHANNEL}', '')) as told`);
    await recordAudit(ctx, tx, {
      action: "source.replayed",
      applicationId: ref.applicationId,
      objectKind: "source",
      objectId: formatId("source", ref.sourceId),
      change: { before: null, after: { replayed } },
    });
    return { replayed, done: replayed < AT_ONCE };
  });
}
