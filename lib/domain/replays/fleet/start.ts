import type { FleetReplayIn, FleetReplayOut } from "@/lib/contract/fleet-replay.ts";
import { GUARDS } from "@/lib/contract/replay-guards.ts";
import { type Context, organizationOf, withTransaction } from "@/lib/domain/context.ts";
import { requireConfirmer } from "@/lib/domain/replays/fleet/decide.ts";
import { findFleetScope } from "@/lib/domain/replays/fleet/find-scope.ts";
import { getFleetReplay } from "@/lib/domain/replays/fleet/get.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { actorIdOf } from "@/lib/domain/tasks/actor-id.ts";
import { startTask } from "@/lib/domain/tasks/start.ts";
import { InvalidInput } from "@/lib/errors.ts";

/**
 * Starts a replay across applications: what it will send is fixed by this moment. What it needs before the first is sent is found
 * out once that is counted, so a count that is given here is only a word in advance.
 * @throws InvalidInput; Forbidden for a count that is above the role
 */
export async function startFleetReplay(ctx: Context, body: FleetReplayIn): Promise<FleetReplayOut> {
  requireOperator(ctx, "support");
  const scope = await findFleetScope(ctx, body);
  const { name, startInSeconds, reason = null, confirmedCount = null } = body;
  if (confirmedCount !== null) {
    requireConfirmer(ctx, confirmedCount);
    if (reason === null) throw new InvalidInput(["body", "reason"], "is needed beside a count");
  }
  const isConfirmed = confirmedCount !== null;

  return withTransaction(ctx, async (tx) => {
    const task = await startTask(ctx, tx, {
      kind: "endpoint.bulk-replay",
      applicationId: null,
      scope,
      name,
      startInSeconds,
      ...(reason === null ? {} : { reason }),
    });
    await tx.fleetReplay.create({
      data: {
        taskId: task.id,
        organizationId: organizationOf(ctx) ?? null,
        endpointRate: body.ratePerEndpoint ?? GUARDS.usualRate,
        reason,
        requestedById: actorIdOf(ctx),
        confirmedCount,
        confirmedBy: isConfirmed ? ctx.actor.label : null,
        confirmedById: isConfirmed ? actorIdOf(ctx) : null,
      },
    });
    return getFleetReplay({ ...ctx, tx }, { taskId: task.id });
  });
}
