import { z } from "zod";
import { hashToken, newToken } from "@/lib/crypto.ts";
import { db } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { hashPassword, PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from "@/lib/domain/staff/password.ts";
import { Conflict, ProblemError } from "@/lib/errors.ts";
import { formatId, newUuid } from "@/lib/ids.ts";

const SET_UP_HOURS = 24;
/** Stands in the row until the owner of the set-up link says theirs; RFC 2606 makes sure that nobody has it. */
const NO_EMAIL_YET = "first-account@set-up.invalid";

export const SetUpIn = z.object({
  token: z.string().min(1).max(512),
  name: z.string().trim().min(1).max(128),
  email: z.email("must be an e-mail address").max(254),
  password: z
    .string()
    .min(PASSWORD_MIN_LENGTH, `must have at least ${PASSWORD_MIN_LENGTH} characters`)
    .max(PASSWORD_MAX_LENGTH, `may have at most ${PASSWORD_MAX_LENGTH} characters`),
});
export type SetUpIn = z.infer<typeof SetUpIn>;

/** Whether anybody can sign in to the console. */
export async function hasStaff(): Promise<boolean> {
  const found = await db().staff.findFirst({ where: { passwordHash: { not: null } }, select: { id: true } });
  return found !== null;
}

/** Makes the first administrator with a password. Someone of this e-mail is left as they are. @returns whether made. */
export async function createFirstStaff(ctx: Context, input: { email: string; password: string }): Promise<boolean> {
  const email = input.email.trim().toLowerCase();
  const passwordHash = await hashPassword(input.password);
  return withTransaction(ctx, async (tx) => {
    const data = { id: newUuid(), email, name: email.split("@", 1)[0] ?? email, role: "admin", passwordHash };
    const { count } = await tx.staff.createMany({ data, skipDuplicates: true });
    if (count === 0) return false;
    await recordAudit(ctx, tx, {
      action: "staff.created",
      objectKind: "staff",
      objectId: formatId("staff", data.id),
      change: { after: { email, role: data.role } },
    });
    return true;
  });
}

/** A fresh set-up token for the first administrator; the one before it ends. Its answer is the only copy. */
export async function issueSetUpToken(ctx: Context, input: { email: string | undefined }): Promise<string> {
  const token = newToken("");
  const email = input.email?.trim().toLowerCase() ?? NO_EMAIL_YET;
  const fields = {
    setupTokenHash: new Uint8Array(hashToken(token)),
    setupExpiresAt: new Date(Date.now() + SET_UP_HOURS * 3_600_000),
  };
  await withTransaction(ctx, async (tx) => {
    const create = { ...fields, id: newUuid(), email, name: "Administrator", role: "admin" };
    const { id } = await tx.staff.upsert({ where: { email }, create, update: fields });
    await recordAudit(ctx, tx, { action: "staff.set_up_asked", objectKind: "staff", objectId: formatId("staff", id) });
  });
  return token;
}

/**
 * Spends a set-up token for a name, an e-mail and a password; once, as the update says.
 * @throws ProblemError `link_expired` when it is unknown, spent or too old.
 * @throws Conflict when somebody else has this e-mail.
 */
export async function setUpStaff(ctx: Context, input: SetUpIn): Promise<{ email: string }> {
  const email = input.email.trim().toLowerCase();
  const setupTokenHash = new Uint8Array(hashToken(input.token));
  const isSpendable = { setupTokenHash, setupExpiresAt: { gt: new Date() }, disabledAt: null };
  // The page is open to everybody and hashing a password is slow: not for who has no link.
  if (!(await db().staff.findFirst({ where: isSpendable, select: { id: true } }))) throw linkExpired();
  const passwordHash = await hashPassword(input.password);

  return withTransaction(ctx, async (tx) => {
    const [staff] = await tx.staff.updateManyAndReturn({
      where: isSpendable,
      data: { name: input.name, passwordHash, setupTokenHash: null, setupExpiresAt: null },
    });
    if (!staff) throw linkExpired();
    // Only who holds the token learns whether the e-mail is taken; the conflict gives the token back.
    const other = await tx.staff.findFirst({ where: { email, id: { not: staff.id } }, select: { id: true } });
    if (other) throw new Conflict("Somebody with this e-mail exists already.");
    await tx.staff.update({ where: { id: staff.id }, data: { email } });
    await recordAudit(ctx, tx, { action: "staff.set_up", objectKind: "staff", objectId: formatId("staff", staff.id) });
    return { email };
  });
}

function linkExpired(): ProblemError {
  return new ProblemError("link_expired", "This set-up link has been used or has expired.");
}
