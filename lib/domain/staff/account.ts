import type { Staff } from "@/generated/prisma/client.ts";
import type { StaffRole } from "@/lib/contract/operation.ts";
import type { AccountOut, AccountPatch } from "@/lib/contract/staff.ts";
import { db } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { needsSecondFactor } from "@/lib/domain/staff/find.ts";
import { requireSelf } from "@/lib/domain/staff/require.ts";
import { formatId } from "@/lib/ids.ts";

/** One's own account. */
export async function getAccount(ctx: Context): Promise<AccountOut> {
  const { id } = requireSelf(ctx);
  return toAccountOut(await db().staff.findUniqueOrThrow({ where: { id } }));
}

/** Changes what one is called. */
export async function patchAccount(ctx: Context, input: AccountPatch): Promise<AccountOut> {
  const { id } = requireSelf(ctx);
  return withTransaction(ctx, async (tx) => {
    const before = await tx.staff.findUniqueOrThrow({ where: { id } });
    if (before.name === input.name) return toAccountOut(before);
    const after = await tx.staff.update({ where: { id }, data: { name: input.name } });
    await recordAudit(ctx, tx, {
      action: "staff.renamed",
      objectKind: "staff",
      objectId: formatId("staff", id),
      change: { before: { name: before.name }, after: { name: after.name } },
    });
    return toAccountOut(after);
  });
}

function toAccountOut(row: Staff): AccountOut {
  const role = row.role as StaffRole;
  return {
    id: formatId("staff", row.id),
    email: row.email,
    name: row.name,
    role,
    hasPassword: row.passwordHash !== null,
    hasSingleSignOn: row.ssoIdentity !== null,
    secondFactorSince: row.secondFactorSince?.toISOString() ?? null,
    recoveryCodesLeft: row.recoveryCodeHashes.length,
    needsSecondFactor: needsSecondFactor(role),
  };
}
