import { SourceKind, type SourceOut, type SourcePatch } from "@/lib/contract/source.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { changeOf } from "@/lib/domain/change.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { getSourceOrThrow, lockSource, type SourceRef } from "@/lib/domain/sources/lock.ts";
import { changeSettings, readSettings } from "@/lib/domain/sources/settings.ts";
import { auditedSource, toSourcesOut } from "@/lib/domain/sources/to-out.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

/** Absent fields stay as they are; null is as usual for the kind, which itself never changes. */
export async function patchSource(ctx: Context, input: SourceRef & { patch: SourcePatch }): Promise<SourceOut> {
  requireOperator(ctx, "engineer");
  const { applicationId, sourceId } = input;
  const { name, disabled, ...change } = input.patch;

  return withTransaction(ctx, async (tx) => {
    const before = await lockSource(tx, input);
    const settings = changeSettings(SourceKind.parse(before.kind), readSettings(before.settings), change);
    const disabledAt = disabled === undefined ? undefined : disabled ? (before.disabledAt ?? new Date()) : null;
    await tx.source.update({ where: { id: sourceId }, data: { name, disabledAt, settings } });

    const after = await getSourceOrThrow(tx, input);
    await recordAudit(ctx, tx, {
      action: "source.updated",
      applicationId,
      objectKind: "source",
      objectId: formatId("source", sourceId),
      change: changeOf(auditedSource(before), auditedSource(after)),
    });
    const [out] = await toSourcesOut(tx, [after]);
    if (!out) throw new NotFound();
    return out;
  });
}
