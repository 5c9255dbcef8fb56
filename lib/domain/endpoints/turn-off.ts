import { db } from "@/lib/db.ts";
import { alertOfTurnedOff } from "@/lib/domain/alerts/tell.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import type { Context } from "@/lib/domain/context.ts";
import { cancelPendingDeliveries } from "@/lib/domain/deliveries/cancel-pending.ts";
import { tellOfEndpoint } from "@/lib/domain/operational-webhooks/tell.ts";
import { formatId } from "@/lib/ids.ts";

/**
 * Turns an endpoint off for our own reasons. What waits is kept as canceled and can be replayed.
 * An endpoint that was changed after the try is left on: the answer was not about what it is now.
 */
export async function turnOffUnscoped(input: {
  endpointId: string;
  version: number;
  reason: "gone" | "failing";
}): Promise<boolean> {
  const ctx: Context = { actor: { kind: "system", label: "Posthorn" }, requestId: "worker" };
  // A success since we looked has stopped the clock.
  const stillFailing = input.reason === "failing" ? { health: { failureClockAt: { not: null } } } : {};
  return db().$transaction(async (tx) => {
    const { count } = await tx.endpoint.updateMany({
      where: { id: input.endpointId, version: input.version, disabledAt: null, deletedAt: null, ...stillFailing },
      data: { disabledAt: new Date(), disabledReason: input.reason },
    });
    if (count === 0) return false;
    const endpoint = await tx.endpoint.findUniqueOrThrow({
      where: { id: input.endpointId },
      include: { health: { select: { failingSince: true } } },
    });
    const { applicationId, url } = endpoint;
    const { canceled, goesOn } = await cancelPendingDeliveries(
      tx,
      { endpointId: input.endpointId },
      input.reason === "gone" ? "gone" : "endpoint_off",
    );
    await recordAudit(ctx, tx, {
      action: "endpoint.disabled",
      applicationId,
      objectKind: "endpoint",
      objectId: formatId("endpoint", input.endpointId),
      change: { reason: input.reason, url: new URL(url).origin, canceled, ...(goesOn ? { goesOn } : {}) },
    });
    const since = endpoint.health?.failingSince ?? null;
    await tellOfEndpoint(tx, "endpoint.disabled", endpoint, {
      failSince: since?.toISOString() ?? null,
      trigger: "automatic",
    });
    await alertOfTurnedOff(tx, endpoint, { reason: input.reason, since });
    return true;
  });
}
