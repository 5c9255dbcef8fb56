import type { BackgroundTask, FleetReplay } from "@/generated/prisma/client.ts";
import type { FleetReplayOut } from "@/lib/contract/fleet-replay.ts";
import { STAFF_ROLES } from "@/lib/contract/operation.ts";
import { guardsOf } from "@/lib/contract/replay-guards.ts";
import type { Context } from "@/lib/domain/context.ts";
import { actorIdOf } from "@/lib/domain/tasks/actor-id.ts";
import { ASKS, leftOf } from "@/lib/domain/tasks/row.ts";
import { toTaskOut } from "@/lib/domain/tasks/to-out.ts";
import { formatId } from "@/lib/ids.ts";

/** How it goes with one application. */
export interface Share {
  application_id: string;
  name: string;
  total: number;
  succeeded: number;
  failed: number;
  skipped: number;
  queued: number;
}

export function toFleetReplayOut(
  ctx: Context,
  task: BackgroundTask,
  fleet: FleetReplay,
  { customers, shares }: { customers: number; shares: Share[] },
): FleetReplayOut {
  const asks = task.state === "paused" ? (ASKS.find((one) => one === task.waitsFor) ?? null) : null;
  return {
    ...toTaskOut(task),
    ratePerEndpoint: fleet.endpointRate,
    reason: fleet.reason,
    asks,
    needs: guardsOf({ deliveries: task.total, customers }),
    confirmedBy: fleet.confirmedBy,
    approvedBy: fleet.approvedBy,
    approvalUntil: fleet.approvalUntil?.toISOString() ?? null,
    mayApprove: asks === "approval" && mayApprove(ctx, fleet),
    customers: shares.map(({ application_id, ...counts }) => ({
      applicationId: formatId("application", application_id),
      ...counts,
      left: leftOf(counts),
    })),
    customerCount: customers,
  };
}

function mayApprove(ctx: Context, fleet: FleetReplay): boolean {
  const { actor } = ctx;
  if (actor.kind !== "staff" || STAFF_ROLES.indexOf(actor.role) < STAFF_ROLES.indexOf("engineer")) return false;
  const own = actorIdOf(ctx);
  return own !== fleet.requestedById && own !== fleet.confirmedById;
}
