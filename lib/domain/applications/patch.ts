import type { ApplicationOut, ApplicationPatch } from "@/lib/contract/application.ts";
import type { Tx } from "@/lib/db.ts";
import { lockApplication } from "@/lib/domain/applications/lock.ts";
import { toApplicationOut } from "@/lib/domain/applications/to-out.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { changeOf } from "@/lib/domain/change.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { conflictWhenTaken, requireUid } from "@/lib/domain/uid.ts";

/** Absent fields stay as they are; null unsets. */
export async function patchApplication(
  ctx: Context,
  input: { applicationId: string; patch: ApplicationPatch },
): Promise<ApplicationOut> {
  requireOperator(ctx, "engineer");

  return withTransaction(ctx, (tx) => updateApplication(ctx, tx, input.applicationId, input.patch));
}

export async function updateApplication(
  ctx: Context,
  tx: Tx,
  applicationId: string,
  { name, uid, throttleRate, metadata }: ApplicationPatch,
): Promise<ApplicationOut> {
  requireUid("application", uid);
  const before = toApplicationOut(await lockApplication(ctx, tx, applicationId));

  const row = await conflictWhenTaken("application", () =>
    tx.application.update({
      where: { id: applicationId },
      // Prisma leaves out what is undefined.
      data: { name, uid, throttleRate, metadata },
    }),
  );

  const after = toApplicationOut(row);
  await recordAudit(ctx, tx, {
    action: "application.updated",
    applicationId,
    objectKind: "application",
    objectId: after.id,
    change: changeOf(before, after),
  });
  return after;
}
