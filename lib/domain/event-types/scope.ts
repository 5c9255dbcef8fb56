import type { Prisma } from "@/generated/prisma/client.ts";
import { db } from "@/lib/db.ts";
import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { type Context, organizationForNew } from "@/lib/domain/context.ts";
import { requireEngineerForOperational } from "@/lib/domain/operational-webhooks/require-engineer.ts";
import { NotFound } from "@/lib/errors.ts";

/**
 * The event types that this actor may know. Staff work on the catalogue of the installation's own organization, unless
 * what they do is about an application: names are unique within one only. A customer sees what is not archived and meant for everybody or for its feature flags.
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

/**
 * Who acts, on the catalogue that an application chooses from: staff are of no organization, and the operator's own
 * endpoints choose from another catalogue than customers do.
 * @param applicationId UUID of one that exists
 */
export async function onCatalogueOf(ctx: Context, applicationId: string): Promise<Context> {
  const { actor } = ctx;
  if (actor.kind !== "staff") return ctx;
  const { organizationId } = await (ctx.tx ?? db()).application.findUniqueOrThrow({
    where: { id: applicationId },
    select: { organizationId: true },
  });
  return { ...ctx, actor: { ...actor, organizationId } };
}

/**
 * The same for an application that a request names.
 * @throws NotFound when there is none, or none that the actor may know of
 */
export async function onNamedCatalogue(ctx: Context, app: string | undefined): Promise<Context> {
  if (app === undefined) return ctx;
  await requireEngineerForOperational(ctx, app);
  const { id } = await resolveApplication(ctx, app);
  const limitedTo = ctx.actor.kind === "apiKey" ? (ctx.actor.limits?.applicationId ?? id) : id;
  if (limitedTo !== id) throw new NotFound();
  return onCatalogueOf(ctx, id);
}
