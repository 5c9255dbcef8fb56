import type { Prisma } from "@/generated/prisma/client.ts";
import { type Context, organizationForNew } from "@/lib/domain/context.ts";

/**
 * The event types that this actor may know. Staff work on the catalogue of the installation's own organization: names
 * are unique within one only. A customer sees what is not archived and meant for everybody or for its feature flags.
 */
export function visibleEventTypes(ctx: Context): Prisma.EventTypeWhereInput {
  const organizationId = organizationForNew(ctx);
  if (ctx.actor.kind !== "portal") return { organizationId };
  return {
    organizationId,
    archived: false,
    OR: [{ featureFlags: { isEmpty: true } }, { featureFlags: { hasSome: [...ctx.actor.featureFlags] } }],
  };
}
