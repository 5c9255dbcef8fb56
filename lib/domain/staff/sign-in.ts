import type { StaffRole } from "@/lib/contract/operation.ts";
import { db } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import type { Context } from "@/lib/domain/context.ts";
import { countFailedSignIn, forgetFailedSignIns, secondsUntilSignIn } from "@/lib/domain/staff/failed-sign-ins.ts";
import { matchesPassword, PASSWORD_MAX_LENGTH } from "@/lib/domain/staff/password.ts";
import { ProblemError } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

export interface StaffIdentity {
  /** UUID */
  id: string;
  email: string;
  name: string;
  role: StaffRole;
  sessionVersion: number;
}

/**
 * Checks e-mail and password. null means no: unknown, disabled, without a password and mistyped look and take the same.
 * @throws ProblemError `rate_limited` after five wrong passwords for this account from this address in 15 minutes, and
 * by the other limits of failed-sign-ins.ts.
 */
export async function signInStaff(
  ctx: Context,
  input: { email: string; password: string; address: string },
): Promise<StaffIdentity | null> {
  const email = input.email.trim().toLowerCase();
  const { address } = input;
  const retryAfterSeconds = secondsUntilSignIn(email, address, Date.now());
  if (retryAfterSeconds > 0) {
    throw new ProblemError("rate_limited", "Too many wrong passwords. Try again later.", { retryAfterSeconds });
  }
  // Counted before the slow comparison, so that simultaneous tries cannot slip under the limit.
  countFailedSignIn(email, address, Date.now());

  const staff = await db().staff.findUnique({ where: { email } });
  const password = input.password.slice(0, PASSWORD_MAX_LENGTH);
  const matches = await matchesPassword(password, staff?.passwordHash ?? null);
  if (!staff || !matches || staff.disabledAt || input.password.length > PASSWORD_MAX_LENGTH) return null;
  forgetFailedSignIns(email, address);

  const { id, name, sessionVersion } = staff;
  const role = staff.role as StaffRole;
  await db().$transaction(async (tx) => {
    await tx.staff.update({ where: { id }, data: { lastSignInAt: new Date() } });
    await recordAudit({ ...ctx, actor: { kind: "staff", id, label: name, role } }, tx, {
      action: "staff.signed_in",
      objectKind: "staff",
      objectId: formatId("staff", id),
    });
  });
  return { id, email, name, role, sessionVersion };
}
