import type { Application } from "@/generated/prisma/client.ts";
import { db } from "@/lib/db.ts";
import { type Context, organizationOf } from "@/lib/domain/context.ts";
import { NotFound } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";

/**
 * The application that a path names by id or uid, within what the actor may know: the own organization, and for a
 * portal session, and a key of one application, that one only.
 * @throws NotFound for everything else, whether it exists or not.
 */
export async function resolveApplication(ctx: Context, idOrUid: string): Promise<Application> {
  const application = await findApplication(ctx, idOrUid);
  if (!application) throw new NotFound();
  return application;
}

export async function findApplication(ctx: Context, idOrUid: string): Promise<Application | null> {
  const id = parseId("application", idOrUid);
  const own = onlyApplicationOf(ctx);
  return (ctx.tx ?? db()).application.findFirst({
    where: {
      AND: [id ? { id } : { uid: idOrUid }, own ? { id: own } : {}],
      organizationId: organizationOf(ctx),
      deletedAt: null,
    },
    // Only staff can meet one uid in two organizations; the older one answers.
    orderBy: { id: "asc" },
  });
}

function onlyApplicationOf({ actor }: Context): string | null {
  if (actor.kind === "portal") return actor.applicationId;
  return actor.kind === "apiKey" ? (actor.limits?.applicationId ?? null) : null;
}
