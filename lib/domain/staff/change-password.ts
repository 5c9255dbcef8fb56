import { db } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { countFailedTry, forgetFailedTries, type Try } from "@/lib/domain/staff/failed-sign-ins.ts";
import { hashPassword, matchesPassword } from "@/lib/domain/staff/password.ts";
import { weaknessOf } from "@/lib/domain/staff/password-policy.ts";
import { refuseTooMany } from "@/lib/domain/staff/refuse-too-many.ts";
import { requireSelf } from "@/lib/domain/staff/require.ts";
import { Conflict, InvalidInput } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

/**
 * Changes one's own password and ends one's other sessions: whoever has learnt the old one is out.
 * @throws InvalidInput for a wrong old password, or a new one that nobody may choose.
 * @throws Conflict for who has no password, but comes from the identity provider.
 */
export async function changeOwnPassword(
  ctx: Context,
  input: { oldPassword: string; newPassword: string; address: string },
): Promise<void> {
  const { id, sessionId } = requireSelf(ctx);
  const { email, name, passwordHash } = await db().staff.findUniqueOrThrow({ where: { id } });
  if (passwordHash === null)
    throw new Conflict("You have no password here. An admin can send you a link to choose one.");
  const tried: Try = { kind: "password", account: email, address: input.address };
  refuseTooMany(tried);
  countFailedTry(tried, Date.now());
  if (!(await matchesPassword(input.oldPassword, passwordHash)))
    throw new InvalidInput(["body", "oldPassword"], "is not your password");
  forgetFailedTries(tried);
  const weakness = await weaknessOf(input.newPassword, { email, name });
  if (weakness) throw new InvalidInput(["body", "newPassword"], weakness);
  const newHash = await hashPassword(input.newPassword);

  await withTransaction(ctx, async (tx) => {
    // Of two changes at once the one that still finds the old password wins.
    const { count } = await tx.staff.updateMany({ where: { id, passwordHash }, data: { passwordHash: newHash } });
    if (count === 0) throw new Conflict("Your password was changed meanwhile.");
    await tx.staffSession.deleteMany({ where: { staffId: id, id: { not: sessionId } } });
    const objectId = formatId("staff", id);
    await recordAudit(ctx, tx, { action: "staff.password_changed", objectKind: "staff", objectId });
  });
}
