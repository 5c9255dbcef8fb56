import { SourceKind, type SourceSecretRotateIn } from "@/lib/contract/source.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { lockSource, type SourceRef } from "@/lib/domain/sources/lock.ts";
import { insertSourceSecret, openSourceSecret, requireSourceSecret } from "@/lib/domain/sources/secret-rows.ts";
import { InvalidInput, ProblemError } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";
import { secretLast4 } from "@/lib/webhook/secret.ts";

const DEFAULT_GRACE_SECONDS = 86_400;
/** Each of them is tried at every request. */
const MAX_OLD_SECRETS = 10;

/** From now on the new secret is accepted, and until the grace period ends the old one too. */
export async function rotateSourceSecret(ctx: Context, input: SourceRef & SourceSecretRotateIn): Promise<void> {
  requireOperator(ctx, "engineer");
  const { applicationId, sourceId, secret } = input;
  const graceSeconds = input.gracePeriodSeconds ?? DEFAULT_GRACE_SECONDS;

  await withTransaction(ctx, async (tx) => {
    const source = await lockSource(tx, input);
    requireSourceSecret(SourceKind.parse(source.kind), secret);
    const now = new Date();
    const live = source.secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
    if (live.some((row) => openSourceSecret({ id: row.id, applicationId }, row.secretSealed) === secret)) {
      throw new InvalidInput(["body", "secret"], "The source accepts this secret already.");
    }
    const current = live.find((row) => row.expiresAt === null);
    const oldAfterwards = live.length - (current && graceSeconds === 0 ? 1 : 0);
    if (oldAfterwards > MAX_OLD_SECRETS) {
      throw new ProblemError(
        "limit_reached",
        `More than ${MAX_OLD_SECRETS} old secrets would be accepted. End them first.`,
      );
    }
    await tx.sourceSecret.updateMany({
      where: { sourceId, expiresAt: null },
      data: { expiresAt: new Date(now.getTime() + graceSeconds * 1000) },
    });
    await insertSourceSecret(tx, source, secret);

    await recordAudit(ctx, tx, {
      action: "source.secret_rotated",
      applicationId,
      objectKind: "source",
      objectId: formatId("source", sourceId),
      change: { before: { last4: current?.last4 ?? null }, after: { last4: secretLast4(secret), graceSeconds } },
    });
  });
}
