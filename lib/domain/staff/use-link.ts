import { z } from "zod";
import type { StaffRole } from "@/lib/contract/operation.ts";
import { hashToken } from "@/lib/crypto.ts";
import { db, type Tx } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { countFailedTry, type Try } from "@/lib/domain/staff/failed-sign-ins.ts";
import { hashPassword } from "@/lib/domain/staff/password.ts";
import { PASSWORD_MAX_LENGTH, weaknessOf } from "@/lib/domain/staff/password-policy.ts";
import { refuseTooMany } from "@/lib/domain/staff/refuse-too-many.ts";
import { HAS_JOINED, NO_EMAIL_YET } from "@/lib/domain/staff/set-up.ts";
import { type NextStep, nextStepOf } from "@/lib/domain/staff/sign-in.ts";
import { Conflict, InvalidInput, ProblemError } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

/** `first`: nobody can sign in yet, and its owner says which e-mail they have. */
type LinkKind = "first" | "invitation" | "reset";

export interface LinkFacts {
  kind: LinkKind;
  /** null for a first account, whose owner says it. */
  email: string | null;
  name: string;
  role: StaffRole;
}

export const UseLinkIn = z.object({
  token: z.string().min(1).max(512),
  /** Of a first account and an invitation. */
  name: z.string().trim().min(1, "Say what you are called.").max(128, "The name may have at most 128 characters."),
  /** Of a first account. */
  email: z.email("This is not an e-mail address.").max(254),
  password: z
    .string()
    .min(1, "Choose a password.")
    .max(PASSWORD_MAX_LENGTH * 4),
});

const ACTIONS: Record<LinkKind, string> = {
  first: "staff.set_up",
  invitation: "staff.joined",
  reset: "staff.password_reset",
};

/**
 * What a link is for, without spending it: programs that look at links must not use them up.
 * @throws ProblemError `link_expired` when it is unknown, spent or too old; `rate_limited` for who guesses.
 */
export async function readLink(input: { token: string; address: string }): Promise<LinkFacts> {
  const tried: Try = { kind: "link", address: input.address };
  refuseTooMany(tried);
  const staff = await db().staff.findFirst({ where: isSpendable(input.token) });
  if (!staff) {
    countFailedTry(tried, Date.now());
    throw linkExpired();
  }
  return factsOf(db(), staff);
}

/**
 * Spends a link for a password and, where it makes an account, a name; once, as the update says.
 * @throws ProblemError `link_expired`, `rate_limited`.
 * @throws InvalidInput when the password is one that nobody may choose.
 * @throws Conflict when somebody else has this e-mail.
 */
export async function applyLink(
  ctx: Context,
  input: { token: string; address: string; name?: string; email?: string; password: string },
): Promise<NextStep> {
  // The page is open to everybody and hashing a password is slow: not for who has no link.
  const facts = await readLink(input);
  const email = facts.email ?? input.email?.trim().toLowerCase() ?? "";
  const name = facts.kind === "reset" ? facts.name : (input.name ?? facts.name);
  const weakness = await weaknessOf(input.password, { email, name });
  if (weakness) throw new InvalidInput(["body", "password"], weakness);
  const passwordHash = await hashPassword(input.password);

  return withTransaction(ctx, async (tx) => {
    const [staff] = await tx.staff.updateManyAndReturn({
      where: isSpendable(input.token),
      data: { name, passwordHash, setupTokenHash: null, setupExpiresAt: null, linkSealed: null },
    });
    if (!staff) throw linkExpired();
    // Only who holds the token learns whether the e-mail is taken; the conflict gives the token back.
    const other = await tx.staff.findFirst({ where: { email, id: { not: staff.id } }, select: { id: true } });
    if (other) throw new Conflict("Somebody with this e-mail exists already.");
    await tx.staff.update({ where: { id: staff.id }, data: { email } });
    await tx.staffSession.deleteMany({ where: { staffId: staff.id } });
    const actor = { kind: "staff", id: staff.id, label: name, role: facts.role } as const;
    const objectId = formatId("staff", staff.id);
    await recordAudit({ ...ctx, actor }, tx, { action: ACTIONS[facts.kind], objectKind: "staff", objectId });
    return nextStepOf({ ...ctx, tx }, { staffId: staff.id, way: "password" });
  });
}

interface Row {
  email: string;
  name: string;
  role: string;
  passwordHash: string | null;
  ssoIdentity: string | null;
}

async function factsOf(tx: Tx, { email, name, role, passwordHash, ssoIdentity }: Row): Promise<LinkFacts> {
  const of = { email, name, role: role as StaffRole };
  if (passwordHash !== null || ssoIdentity !== null) return { ...of, kind: "reset" };
  const anybody = await tx.staff.findFirst({ where: HAS_JOINED, select: { id: true } });
  return anybody && email !== NO_EMAIL_YET ? { ...of, kind: "invitation" } : { ...of, kind: "first", email: null };
}

function isSpendable(token: string) {
  const setupTokenHash = new Uint8Array(hashToken(token));
  return { setupTokenHash, setupExpiresAt: { gt: new Date() }, disabledAt: null };
}

function linkExpired(): ProblemError {
  return new ProblemError("link_expired", "This link has been used, was replaced by a newer one, or has expired.");
}
