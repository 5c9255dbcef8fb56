import { hashToken, newToken } from "@/lib/crypto.ts";
import { db } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { hashPassword } from "@/lib/domain/staff/password.ts";
import { weaknessOf } from "@/lib/domain/staff/password-policy.ts";
import { env } from "@/lib/env.ts";
import { formatId, newUuid } from "@/lib/ids.ts";

const SET_UP_HOURS = 24;
/** Stands in the row until the owner of the set-up link says theirs; RFC 2606 makes sure that nobody has it. */
export const NO_EMAIL_YET = "first-account@set-up.invalid";

/** Whose account is in use: they have a password, or have come from the identity provider. */
export const HAS_JOINED = { OR: [{ passwordHash: { not: null } }, { ssoIdentity: { not: null } }] };

/** Whether anybody can sign in to the console. */
export async function hasStaff(): Promise<boolean> {
  return (await db().staff.findFirst({ where: HAS_JOINED, select: { id: true } })) !== null;
}

/**
 * Makes the first administrator with a password. Someone of this e-mail is left as they are. @returns whether made.
 * @throws Error when the password is one that nobody may choose.
 */
export async function createFirstStaff(ctx: Context, input: { email: string; password: string }): Promise<boolean> {
  const email = input.email.trim().toLowerCase();
  const name = email.split("@", 1)[0] ?? email;
  const weakness = await weaknessOf(input.password, { email, name });
  if (weakness) throw new Error(`POSTHORN_ADMIN_PASSWORD: the password ${weakness}.`);
  const passwordHash = await hashPassword(input.password);
  return withTransaction(ctx, async (tx) => {
    const data = { id: newUuid(), email, name, role: "admin", passwordHash };
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
  const fields = linkFields(token, SET_UP_HOURS);
  await withTransaction(ctx, async (tx) => {
    const create = { ...fields, id: newUuid(), email, name: "Administrator", role: "admin" };
    const { id } = await tx.staff.upsert({ where: { email }, create, update: fields });
    await recordAudit(ctx, tx, { action: "staff.set_up_asked", objectKind: "staff", objectId: formatId("staff", id) });
  });
  return token;
}

/** The way back in for operators: a link for an admin of this e-mail, who is made, enabled and made an admin as needed. */
export async function issueRecoveryLink(
  ctx: Context,
  input: { email: string; removeSecondFactor: boolean },
): Promise<{ url: string; isNew: boolean }> {
  const token = newToken("");
  const email = input.email.trim().toLowerCase();
  const lost = { secondFactorSecret: null, secondFactorPending: null, secondFactorSince: null, recoveryCodeHashes: [] };
  const update = {
    ...linkFields(token, SET_UP_HOURS),
    role: "admin",
    disabledAt: null,
    ...(input.removeSecondFactor ? lost : {}),
  };
  return withTransaction(ctx, async (tx) => {
    const before = await tx.staff.findUnique({ where: { email } });
    const id = before?.id ?? newUuid();
    const create = { ...update, id, email, name: email.split("@", 1)[0] ?? email };
    await tx.staff.upsert({ where: { email }, create, update });
    await recordAudit(ctx, tx, {
      action: "staff.recovery_link_issued",
      objectKind: "staff",
      objectId: formatId("staff", id),
      change: { after: { email, role: "admin", secondFactorRemoved: input.removeSecondFactor } },
    });
    return { url: linkUrl(token), isNew: before === null };
  });
}

/** The columns of a link that ends every earlier one of this person. */
export function linkFields(token: string, hours: number) {
  return {
    setupTokenHash: new Uint8Array(hashToken(token)),
    setupExpiresAt: new Date(Date.now() + hours * 3_600_000),
    linkSealed: null,
  };
}

/** The token stays in the fragment, which no server and no log sees. */
export function linkUrl(token: string): string {
  return `${env().PUBLIC_URL}/console/set-up#k=${token}`;
}
