import type { ListQuery, Page } from "@/lib/contract/common.ts";
import type { StaffOut, StaffSessionOut } from "@/lib/contract/staff.ts";
import { db } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { idScan, pageOf, parseIterator } from "@/lib/domain/list.ts";
import { toStaffOut, toStaffSessionOut } from "@/lib/domain/staff/out.ts";
import { requireAdmin, requireSelf } from "@/lib/domain/staff/require.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId, parseId } from "@/lib/ids.ts";

/** Everybody who may sign in to the console, or is invited or disabled; who came last stands first. */
export async function listStaff(ctx: Context, input: ListQuery): Promise<Page<StaffOut>> {
  requireAdmin(ctx);
  const iterator = parseIterator("staff", input.iterator);
  const rows = await db().staff.findMany(idScan("descending", iterator, input.limit));
  return pageOf(rows, {
    limit: input.limit,
    iterator,
    toOut: toStaffOut,
    idOf: ({ id }) => formatId("staff", id),
  });
}

/** @throws NotFound */
export async function getStaff(ctx: Context, input: { staffId: string }): Promise<StaffOut> {
  requireAdmin(ctx);
  const id = parseId("staff", input.staffId);
  const row = id && (await db().staff.findUnique({ where: { id } }));
  if (!row) throw new NotFound();
  return toStaffOut(row);
}

/** The browsers in which a person is signed in, the latest first. */
export async function listStaffSessions(
  ctx: Context,
  input: ListQuery & { staffId: string },
): Promise<Page<StaffSessionOut>> {
  requireAdmin(ctx);
  const id = parseId("staff", input.staffId);
  if (!id || !(await db().staff.findUnique({ where: { id }, select: { id: true } }))) throw new NotFound();
  return sessionsOf(ctx, id, input);
}

/** The browsers in which one is signed in oneself. */
export async function listOwnSessions(ctx: Context, input: ListQuery): Promise<Page<StaffSessionOut>> {
  return sessionsOf(ctx, requireSelf(ctx).id, input);
}

async function sessionsOf(ctx: Context, staffId: string, input: ListQuery): Promise<Page<StaffSessionOut>> {
  const iterator = parseIterator("staffSession", input.iterator);
  const { where, ...scan } = idScan("descending", iterator, input.limit);
  const rows = await db().staffSession.findMany({
    where: { ...where, staffId, expiresAt: { gt: new Date() } },
    ...scan,
  });
  const current = ctx.actor.kind === "staff" ? ctx.actor.sessionId : undefined;
  return pageOf(rows, {
    limit: input.limit,
    iterator,
    toOut: (row) => toStaffSessionOut(row, current),
    idOf: ({ id }) => formatId("staffSession", id),
  });
}
