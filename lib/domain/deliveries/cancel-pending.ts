import type { Tx } from "@/lib/db.ts";
import { cancelChunk } from "@/lib/domain/deliveries/cancel-chunk.ts";
import { type DeliveryReason, reasonCode } from "@/lib/domain/deliveries/reason.ts";
import { enqueue, holdBack } from "@/lib/queue.ts";

/** Looked at within a request; what is beyond that is the job's. */
const MAX_AT_ONCE = 2_000;

type Scope =
  | { endpointId: string; which?: "due" }
  | { endpointId: string; madeBefore: Date }
  | { applicationId: string };

export interface Canceled {
  canceled: number;
  /** More waits than one request can end: a job ends it, and until then nothing of it is sent. */
  goesOn: boolean;
}

/**
 * Ends what waits for an endpoint or a whole application as canceled; it stays visible and can be replayed.
 * A try in flight is left alone: it is recorded, and the claim that would follow finds the endpoint off.
 */
export async function cancelPendingDeliveries(
  tx: Tx,
  scope: Scope,
  reason: Extract<
    DeliveryReason,
    "endpoint_off" | "endpoint_deleted" | "application_deleted" | "gone" | "dropped" | "stopped"
  >,
): Promise<Canceled> {
  const endpointIds = await mark(tx, scope, reasonCode(reason));
  if (endpointIds.length === 0) return { canceled: 0, goesOn: false };
  await holdBack(tx, endpointIds);
  const { seen, ended } = await cancelChunk(tx, scope, { limit: MAX_AT_ONCE });
  const goesOn = seen === MAX_AT_ONCE;
  if (goesOn) await enqueue(tx, "cancel_waiting", {}, { jobKey: "cancel_waiting" });
  else await unmark(tx, endpointIds);
  return { canceled: ended, goesOn };
}

/** Says on the endpoints what is to end; a job that is under way for an earlier change goes on with this one. */
async function mark(tx: Tx, scope: Scope, reason: number): Promise<string[]> {
  const endpointId = "endpointId" in scope ? scope.endpointId : null;
  const applicationId = "applicationId" in scope ? scope.applicationId : null;
  // What is still to be ended of an earlier change is not less than this.
  const before = "madeBefore" in scope ? scope.madeBefore : null;
  const rows =
    "which" in scope
      ? await tx.$queryRaw<{ id: string }[]>`
          update endpoint set drop_before = now() where id = ${endpointId}::uuid returning id`
      : await tx.$queryRaw<{ id: string }[]>`
          update endpoint set cancel_before = greatest(cancel_before, least(now(), ${before}::timestamptz)), cancel_reason = ${reason}::smallint
          where ${endpointId}::uuid is not null and id = ${endpointId}::uuid
            or ${applicationId}::uuid is not null and application_id = ${applicationId}::uuid
          returning id`;
  return rows.map(({ id }) => id);
}

async function unmark(tx: Tx, endpointIds: string[]): Promise<void> {
  await tx.$executeRaw`
    update endpoint set cancel_before = null, cancel_reason = null, drop_before = null where id = any (${endpointIds}::uuid[])`;
}
