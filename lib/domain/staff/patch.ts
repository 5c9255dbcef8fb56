import type { StaffOut, StaffPatch } from "@/lib/contract/staff.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { requireOtherAdmin } from "@/lib/domain/staff/last-admin.ts";
import { toStaffOut } from "@/lib/domain/staff/out.ts";
import { requireAdmin } from "@/lib/domain/staff/require.ts";
import { forgetSecondFactor } from "@/lib/domain/staff/second-factor.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId, parseId } from "@/lib/ids.ts";

/**
 * Changes the role of a person, or turns their account off or on. Both bite at their next request.
 * @throws Conflict when no admin would be left.
 */
export async function patchStaff(ctx: Context, input: { staffId: string } & StaffPatch): Promise<StaffOut> {
  requireAdmin(ctx);
  const id = parseId("staff", input.staffId);
  if (!id) throw new NotFound();

  return withTransaction(ctx, async (tx) => {
    const before = await tx.staff.findUnique({ where: { id } });
    if (!before) throw new NotFound();
    const role = input.role ?? before.role;
    const isDisabled = input.disabled ?? before.disabledAt !== null;
    if (before.role === "admin" && !before.disabledAt && (role !== "admin" || isDisabled))
      await requireOtherAdmin(tx, id);

    const disabledAt = isDisabled ? (before.disabledAt ?? new Date()) : null;
    const after = await tx.staff.update({ where: { id }, data: { role, disabledAt } });
    if (isDisabled) await tx.staffSession.deleteMany({ where: { staffId: id } });
    const objectId = formatId("staff", id);
    if (before.role !== role) {
      const change = { before: { role: before.role }, after: { role } };
      await recordAudit(ctx, tx, { action: "staff.role_changed", objectKind: "staff", objectId, change });
    }
    if ((before.disabledAt !== null) !== isDisabled) {
      const action = isDisabled ? "staff.disabled" : "staff.enabled";
      await recordAudit(ctx, tx, { action, objectKind: "staff", objectId });
    }
    return toStaffOut(after);
  });
}

/** Takes the second factor off somebody who has lost it; they sign in with the password alone and can add another one. */
export async function removeStaffSecondFactor(ctx: Context, input: { staffId: string }): Promise<void> {
  requireAdmin(ctx);
  const id = parseId("staff", input.staffId);
  if (!id) throw new NotFound();

  await withTransaction(ctx, async (tx) => {
    if (!(await tx.staff.findUnique({ where: { id }, select: { id: true } }))) throw new NotFound();
    if (!(await forgetSecondFactor(tx, id))) return;
    await recordAudit(ctx, tx, {
      action: "staff.second_factor_removed",
      objectKind: "staff",
      objectId: formatId("staff", id),
    });
  });
}
