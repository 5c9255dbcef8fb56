import type { ApplicationIn, ApplicationOut } from "@/lib/contract/application.ts";
import type { Tx } from "@/lib/db.ts";
import { requireKeyScope } from "@/lib/domain/api-keys/require-scope.ts";
import { toApplicationOut } from "@/lib/domain/applications/to-out.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, organizationForNew, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { requireUid, uidTaken } from "@/lib/domain/uid.ts";
import { newUuid } from "@/lib/ids.ts";

export interface CreatedApplication {
  created: boolean;
  application: ApplicationOut;
}

/** @throws Conflict when the uid is taken, unless that application is what was asked for (`whenTaken: "get"`). */
export async function createApplication(
  ctx: Context,
  input: { application: ApplicationIn; whenTaken: "get" | "refuse" },
): Promise<CreatedApplication> {
  requireOperator(ctx, "engineer");
  requireUid("application", input.application.uid);

  return withTransaction(ctx, async (tx) => {
    const application = await insertApplication(ctx, tx, input.application);
    if (application) return { created: true, application };

    const existing = await tx.application.findFirst({
      where: { organizationId: organizationForNew(ctx), uid: input.application.uid ?? null, deletedAt: null },
    });
    if (!existing || input.whenTaken === "refuse") throw uidTaken("application");
    return { created: false, application: toApplicationOut(existing) };
  });
}

/** Null when the uid is taken: of two who create it at once, the later one gets null once the first has committed. */
export async function insertApplication(ctx: Context, tx: Tx, input: ApplicationIn): Promise<ApplicationOut | null> {
  // Also for those that are made on the way to something else.
  requireKeyScope(ctx, "applications:write");
  const [row] = await tx.application.createManyAndReturn({
    data: {
      id: newUuid(),
      organizationId: organizationForNew(ctx),
      uid: input.uid ?? null,
      name: input.name,
      throttleRate: input.throttleRate ?? null,
      metadata: input.metadata,
    },
    skipDuplicates: true,
  });
  if (!row) return null;

  const application = toApplicationOut(row);
  await recordAudit(ctx, tx, {
    action: "application.created",
    applicationId: row.id,
    objectKind: "application",
    objectId: application.id,
    change: { before: null, after: application },
  });
  return application;
}
