import type { ApplicationIn } from "@/lib/contract/application.ts";
import { type CreatedApplication, insertApplication } from "@/lib/domain/applications/create.ts";
import { updateApplication } from "@/lib/domain/applications/patch.ts";
import { findApplication } from "@/lib/domain/applications/resolve.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { uidForUpsert, uidTaken } from "@/lib/domain/uid.ts";
import { NotFound } from "@/lib/errors.ts";
import { ID_PREFIXES } from "@/lib/ids.ts";

/** Replaces an application; a uid that nobody has yet creates one. Only the uid itself stays when the body is silent. */
export async function upsertApplication(
  ctx: Context,
  input: { applicationIdOrUid: string; application: ApplicationIn },
): Promise<CreatedApplication> {
  requireOperator(ctx, "engineer");
  const { applicationIdOrUid, application } = input;

  return withTransaction(ctx, async (tx) => {
    const existing = await findApplication({ ...ctx, tx }, applicationIdOrUid);
    if (existing) {
      const { name, uid, throttleRate = null, metadata } = application;
      const replaced = { name, throttleRate, metadata, ...(uid === undefined ? {} : { uid }) };
      return { created: false, application: await updateApplication(ctx, tx, existing.id, replaced) };
    }

    if (applicationIdOrUid.startsWith(ID_PREFIXES.application)) throw new NotFound();
    const uid = uidForUpsert(applicationIdOrUid, application.uid);
    const created = await insertApplication(ctx, tx, { ...application, uid });
    if (!created) throw uidTaken("application");
    return { created: true, application: created };
  });
}
