import { db } from "@/lib/db.ts";
import { createApplication } from "@/lib/domain/applications/create.ts";
import { type Context, organizationForNew } from "@/lib/domain/context.ts";
import { NotFound } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";

/** The application of those who have one customer, themselves: of the short API and of endpoints from the environment. */
const DEFAULT_APPLICATION_UID = "default";

/** Its id; null when nobody has needed it yet. */
export async function findDefaultApplication(ctx: Context): Promise<string | null> {
  const row = await (ctx.tx ?? db()).application.findFirst({
    where: { organizationId: organizationForNew(ctx), uid: DEFAULT_APPLICATION_UID, deletedAt: null },
    select: { id: true },
  });
  return row?.id ?? null;
}

/** Its id; made when it is not there, whatever the key may do else: nobody chooses anything about it. */
export async function ensureDefaultApplication(ctx: Context): Promise<string> {
  const known = await findDefaultApplication(ctx);
  if (known) return known;
  const { application } = await createApplication(withoutLimits(ctx), {
    application: { name: "Default", uid: DEFAULT_APPLICATION_UID, metadata: {} },
    whenTaken: "get",
  });
  const id = parseId("application", application.id);
  if (!id) throw new NotFound();
  return id;
}

function withoutLimits(ctx: Context): Context {
  if (ctx.actor.kind !== "apiKey") return ctx;
  const { limits: _, ...actor } = ctx.actor;
  return { ...ctx, actor };
}
