import { db } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { countFailedTry, forgetFailedTries, type Try } from "@/lib/domain/staff/failed-sign-ins.ts";
import { matchesPassword } from "@/lib/domain/staff/password.ts";
import { PASSWORD_MAX_LENGTH } from "@/lib/domain/staff/password-policy.ts";
import { refuseTooMany } from "@/lib/domain/staff/refuse-too-many.ts";
import { noteRefusedSignIn } from "@/lib/domain/staff/refused-sign-ins.ts";
import { acceptCode } from "@/lib/domain/staff/second-factor.ts";
import { giveTicket, spendTicket, tryTicket, type Way } from "@/lib/domain/staff/tickets.ts";
import { formatId } from "@/lib/ids.ts";

/**
 * What a proof of who somebody is leads to. A ticket of either step opens nothing by itself: one buys a session, the
 * other is shown together with the code.
 *
 *   password or identity provider ──► has a second factor? ── no ──► sign_in ticket ──► session
 *                                              └── yes ──► second_step ticket + code ──┘
 */
export type NextStep = { step: "sign_in" | "second_step"; ticket: string };

/**
 * Checks e-mail and password. null means no: unknown, disabled, without a password and mistyped look and take the same.
 * @throws ProblemError `rate_limited` after five wrong passwords for this account from this address in 15 minutes, and
 * by the other limits of failed-sign-ins.ts.
 */
export async function signInStaff(
  ctx: Context,
  input: { email: string; password: string; address: string },
): Promise<NextStep | null> {
  const email = input.email.trim().toLowerCase();
  const tried: Try = { kind: "password", account: email, address: input.address };
  const refuse = (why: string) => noteRefusedSignIn(ctx, { way: "password", why, account: { email } });
  refuseTooMany(tried, () => refuse("too_many"));
  // Counted before the slow comparison, so that simultaneous tries cannot slip under the limit.
  countFailedTry(tried, Date.now());

  const staff = await db().staff.findUnique({ where: { email } });
  const password = input.password.slice(0, PASSWORD_MAX_LENGTH);
  const matches = await matchesPassword(password, staff?.passwordHash ?? null);
  if (!staff || !matches || staff.disabledAt || input.password.length > PASSWORD_MAX_LENGTH) {
    refuse(matches && staff?.disabledAt ? "disabled" : "wrong");
    return null;
  }
  forgetFailedTries(tried);
  return nextStepOf(ctx, { staffId: staff.id, way: "password" });
}

/** The ticket for whoever has shown a first proof. */
export async function nextStepOf(ctx: Context, input: { staffId: string; way: Way }): Promise<NextStep> {
  return withTransaction(ctx, async (tx) => {
    const { secondFactorSince } = await tx.staff.findUniqueOrThrow({ where: { id: input.staffId } });
    const step = secondFactorSince ? "second_step" : "sign_in";
    return { step, ticket: await giveTicket(tx, { ...input, purpose: step }) };
  });
}

export type CodeAnswer = { kind: "ticket"; ticket: string } | { kind: "wrong" } | { kind: "ended" };

/**
 * The code of the second step, from the app or one of the recovery codes. `ended`: the ticket is too old, or was tried too often,
 * and the password is asked for again.
 * @throws ProblemError `rate_limited`
 */
export async function takeSecondStep(
  ctx: Context,
  input: { ticket: string; code: string; address: string },
): Promise<CodeAnswer> {
  // Committed by itself: a wrong code must count, also when what comes after it fails.
  const ticket = await tryTicket(db(), input.ticket);
  if (!ticket) return { kind: "ended" };
  const tried: Try = { kind: "code", account: ticket.staffId, address: input.address };
  const refuse = (why: string) => noteRefusedSignIn(ctx, { way: "code", why, account: { staffId: ticket.staffId } });
  refuseTooMany(tried, () => refuse("too_many"));
  countFailedTry(tried, Date.now());

  const answer = await withTransaction(ctx, async (tx): Promise<CodeAnswer> => {
    const accepted = await acceptCode(tx, ticket.staffId, input.code);
    if (!accepted) return { kind: "wrong" };
    if (!(await spendTicket(tx, input.ticket, "second_step"))) return { kind: "ended" };
    forgetFailedTries(tried);
    if (accepted === "recovery") {
      const objectId = formatId("staff", ticket.staffId);
      await recordAudit(ctx, tx, { action: "staff.recovery_code_used", objectKind: "staff", objectId });
    }
    return { kind: "ticket", ticket: await giveTicket(tx, { ...ticket, purpose: "sign_in" }) };
  });
  if (answer.kind === "wrong") refuse("wrong");
  return answer;
}
