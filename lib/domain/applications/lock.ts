import type { Application } from "@/generated/prisma/client.ts";
import type { Tx } from "@/lib/db.ts";
import { type Context, organizationOf } from "@/lib/domain/context.ts";
import { NotFound } from "@/lib/errors.ts";

/**
 * Loads an application and holds it until the transaction ends, so that changes of it and of what is counted within it
 * come one after the other. `no key update` lets rows that refer to it be inserted meanwhile.
 */
export async function lockApplication(ctx: Context, tx: Tx, applicationId: string): Promise<Application> {
  await tx.$queryRaw`select 1 from application where id = ${applicationId}::uuid for no key update`;
  const application = await tx.application.findFirst({
    where: { id: applicationId, organizationId: organizationOf(ctx), deletedAt: null },
  });
  if (!application) throw new NotFound();
  return application;
}
