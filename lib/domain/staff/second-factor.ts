import { seal, unseal } from "@/lib/crypto.ts";
import { db, type Tx } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { countFailedTry, forgetFailedTries, type Try } from "@/lib/domain/staff/failed-sign-ins.ts";
import { hashRecoveryCode, newRecoveryCodes } from "@/lib/domain/staff/recovery-codes.ts";
import { refuseTooMany } from "@/lib/domain/staff/refuse-too-many.ts";
import { requireSelf } from "@/lib/domain/staff/require.ts";
import { newTotpSecret, stepOfCode, totpUri } from "@/lib/domain/staff/totp.ts";
import { Conflict, InvalidInput } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

const rowOf = (id: string) => ({ id, applicationId: null });

/** A new secret to put into an authenticator app. It counts for nothing until a code of it has been said. */
export async function beginSecondFactor(ctx: Context): Promise<{ secret: string; uri: string }> {
  const { id } = requireSelf(ctx);
  const secret = newTotpSecret();
  const [staff] = await db().staff.updateManyAndReturn({
    where: { id, secondFactorSince: null },
    data: { secondFactorPending: seal("staff.second_factor_pending", rowOf(id), secret) },
  });
  if (!staff) throw new Conflict("You have a second factor already. Remove it first.");
  return { secret, uri: totpUri(secret, staff.email) };
}

/** Turns the second factor on, with a code that shows that the app has the secret. @returns the recovery codes, once. */
export async function confirmSecondFactor(ctx: Context, input: { code: string }): Promise<string[]> {
  const { id } = requireSelf(ctx);
  const codes = newRecoveryCodes();
  await withTransaction(ctx, async (tx) => {
    await tx.$queryRaw`select 1 from staff where id = ${id}::uuid for no key update`;
    const { secondFactorPending, secondFactorSince } = await tx.staff.findUniqueOrThrow({ where: { id } });
    if (secondFactorSince || !secondFactorPending) throw new Conflict("There is nothing to confirm. Begin again.");
    const secret = unseal("staff.second_factor_pending", rowOf(id), secondFactorPending);
    const step = stepOfCode({ secret, code: input.code, nowMs: Date.now() });
    if (step === null) throw wrongCode();
    const { count } = await tx.staff.updateMany({
      where: { id, secondFactorSince: null },
      data: {
        secondFactorSecret: seal("staff.second_factor_secret", rowOf(id), secret),
        secondFactorPending: null,
        secondFactorSince: new Date(),
        secondFactorStep: step,
        recoveryCodeHashes: hashesOf(codes),
      },
    });
    if (count === 0) throw new Conflict("There is nothing to confirm. Begin again.");
    await record(ctx, tx, id, "staff.second_factor_added");
  });
  return codes;
}

/** New recovery codes in place of those there were, for a code. @returns them, once. */
export async function renewRecoveryCodes(ctx: Context, input: { code: string; address: string }): Promise<string[]> {
  const { id } = requireSelf(ctx);
  await checkOwnCode(ctx, id, input);
  const codes = newRecoveryCodes();
  await withTransaction(ctx, async (tx) => {
    const { count } = await tx.staff.updateMany({
      where: { id, secondFactorSince: { not: null } },
      data: { recoveryCodeHashes: hashesOf(codes) },
    });
    if (count === 0) throw new Conflict("You have no second factor.");
    await record(ctx, tx, id, "staff.recovery_codes_renewed");
  });
  return codes;
}

/** Turns one's own second factor off, for a code. */
export async function removeOwnSecondFactor(ctx: Context, input: { code: string; address: string }): Promise<void> {
  const { id } = requireSelf(ctx);
  await checkOwnCode(ctx, id, input);
  await withTransaction(ctx, async (tx) => {
    await forgetSecondFactor(tx, id);
    await record(ctx, tx, id, "staff.second_factor_removed");
  });
}

/** @returns whether there was one */
export async function forgetSecondFactor(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.staff.updateMany({
    where: { id, secondFactorSince: { not: null } },
    data: {
      secondFactorSecret: null,
      secondFactorPending: null,
      secondFactorSince: null,
      recoveryCodeHashes: [],
    },
  });
  return count > 0;
}

/**
 * Takes a code of the app or a recovery code; each works once. Of simultaneous tries with one code the conditional update
 * lets one through.
 */
export async function acceptCode(tx: Tx, id: string, code: string): Promise<"app" | "recovery" | null> {
  const staff = await tx.staff.findUnique({ where: { id }, select: { secondFactorSecret: true } });
  if (!staff?.secondFactorSecret) return null;
  const secret = unseal("staff.second_factor_secret", rowOf(id), staff.secondFactorSecret);
  const step = stepOfCode({ secret, code, nowMs: Date.now() });
  if (step !== null) {
    const { count } = await tx.staff.updateMany({
      where: { id, secondFactorStep: { lt: step } },
      data: { secondFactorStep: step },
    });
    return count === 1 ? "app" : null;
  }
  const hash = hashRecoveryCode(code);
  if (!hash) return null;
  const count = await tx.$executeRaw`
    update staff set recovery_code_hashes = array_remove(recovery_code_hashes, ${hash})
    where id = ${id}::uuid and ${hash} = any(recovery_code_hashes)`;
  return count === 1 ? "recovery" : null;
}

async function checkOwnCode(ctx: Context, id: string, input: { code: string; address: string }): Promise<void> {
  const tried: Try = { kind: "code", account: id, address: input.address };
  refuseTooMany(tried);
  countFailedTry(tried, Date.now());
  const accepted = await withTransaction(ctx, (tx) => acceptCode(tx, id, input.code));
  if (!accepted) throw wrongCode();
  forgetFailedTries(tried);
}

function wrongCode(): InvalidInput {
  return new InvalidInput(["body", "code"], "is not right at the moment, or has been used");
}

function hashesOf(codes: string[]): Uint8Array<ArrayBuffer>[] {
  return codes.flatMap((code) => hashRecoveryCode(code) ?? []);
}

async function record(ctx: Context, tx: Tx, id: string, action: string): Promise<void> {
  await recordAudit(ctx, tx, { action, objectKind: "staff", objectId: formatId("staff", id) });
}
