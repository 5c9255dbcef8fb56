import type { Prisma } from "@/generated/prisma/client.ts";
import { type Context, organizationOf } from "@/lib/domain/context.ts";

/**
 * The tasks that an actor may see: a customer the replays of the own application, an operator those of the organization, a key
 * of one application those of that one.
 */
export function visibleTasks(ctx: Context): Prisma.BackgroundTaskWhereInput {
  const { actor } = ctx;
  if (actor.kind === "portal") return { applicationId: actor.applicationId, kind: { startsWith: "endpoint." } };
  const organizationId = organizationOf(ctx);
  const applicationId = actor.kind === "apiKey" ? actor.limits?.applicationId : null;
  return { ...(organizationId ? { organizationId } : {}), ...(applicationId ? { applicationId } : {}) };
}
