import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { requireAdmin, requireSelf } from "@/lib/domain/staff/require.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId, parseId } from "@/lib/ids.ts";

/** Ends one's own sessions: the one named, or all but the one that asks. Each end bites at the next request. */
export async function endOwnSessions(ctx: Context, input: { session: string } | "others"): Promise<void> {
  const self = requireSelf(ctx);
  const which = input === "others" ? { id: { not: self.sessionId } } : { id: sessionIdOf(input.session) };
  await end(ctx, { staffId: self.id, which, mustExist: input !== "others" });
}

/** Ends the session that asks: the way out. */
export async function signOutStaff(ctx: Context): Promise<void> {
  const self = requireSelf(ctx);
  await withTransaction(ctx, async (tx) => {
    const { count } = await tx.staffSession.deleteMany({ where: { id: self.sessionId, staffId: self.id } });
    if (count === 0) return;
    const objectId = formatId("staff", self.id);
    await recordAudit(ctx, tx, { action: "staff.signed_out", objectKind: "staff", objectId });
  });
}

/** Ends sessions of anybody: the one named, or all of them. */
export async function endStaffSessions(
  ctx: Context,
  input: { staffId: string; session?: string | undefined },
): Promise<void> {
  requireAdmin(ctx);
  const staffId = parseId("staff", input.staffId);
  if (!staffId) throw new NotFound();
  const which = input.session === undefined ? {} : { id: sessionIdOf(input.session) };
  await end(ctx, { staffId, which, mustExist: input.session !== undefined });
}

function sessionIdOf(wireId: string): string {
  const id = parseId("staffSession", wireId);
  if (!id) throw new NotFound();
  return id;
}

type Which = { id?: string | { not: string } };

async function end(ctx: Context, input: { staffId: string; which: Which; mustExist: boolean }): Promise<void> {
  const { staffId, which, mustExist } = input;
  await withTransaction(ctx, async (tx) => {
    const { count } = await tx.staffSession.deleteMany({ where: { ...which, staffId } });
    if (count === 0) {
      if (mustExist || !(await tx.staff.findUnique({ where: { id: staffId }, select: { id: true } })))
        throw new NotFound();
      return;
    }
    await recordAudit(ctx, tx, {
      action: "staff.sessions_ended",
      objectKind: "staff",
      objectId: formatId("staff", staffId),
      change: { after: { sessions: count } },
    });
  });
}
