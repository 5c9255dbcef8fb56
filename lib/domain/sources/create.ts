import type { SourceIn, SourceOut } from "@/lib/contract/source.ts";
import { lockApplication } from "@/lib/domain/applications/lock.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { newSourceToken } from "@/lib/domain/sources/address.ts";
import { getSourceOrThrow } from "@/lib/domain/sources/lock.ts";
import { insertSourceSecret, requireSourceSecret } from "@/lib/domain/sources/secret-rows.ts";
import { changeSettings, isKindAllowed } from "@/lib/domain/sources/settings.ts";
import { auditedSource, toSourceOut } from "@/lib/domain/sources/to-out.ts";
import { InvalidInput, ProblemError } from "@/lib/errors.ts";
import { formatId, newUuid } from "@/lib/ids.ts";

const MAX_PER_APPLICATION = 50;

/** @throws InvalidInput for settings that do not go together; ProblemError limit_reached at 50 sources. */
export async function createSource(
  ctx: Context,
  { applicationId, source }: { applicationId: string; source: SourceIn },
): Promise<SourceOut> {
  requireOperator(ctx, "engineer");
  const { name, kind, secret, disabled, ...given } = source;
  if (!isKindAllowed(kind)) {
    throw new InvalidInput(["body", "kind"], "Unsigned sources need POSTHORN_ALLOW_UNSIGNED_SOURCES=1.");
  }
  const settings = changeSettings(kind, {}, given);
  if (secret) requireSourceSecret(kind, secret);

  return withTransaction(ctx, async (tx) => {
    await lockApplication(ctx, tx, applicationId);
    if ((await tx.source.count({ where: { applicationId, deletedAt: null } })) >= MAX_PER_APPLICATION) {
      throw new ProblemError("limit_reached", `An application can have at most ${MAX_PER_APPLICATION} sources.`);
    }
    const sourceId = newUuid();
    const disabledAt = disabled ? new Date() : null;
    const source = await tx.source.create({
      data: { id: sourceId, applicationId, token: newSourceToken(), name, kind, settings, disabledAt },
    });
    if (secret) await insertSourceSecret(tx, source, secret);

    const row = await getSourceOrThrow(tx, { applicationId, sourceId });
    await recordAudit(ctx, tx, {
      action: "source.created",
      applicationId,
      objectKind: "source",
      objectId: formatId("source", sourceId),
      change: { before: null, after: auditedSource(row) },
    });
    return toSourceOut(row);
  });
}
