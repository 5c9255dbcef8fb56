import type { StaffRole } from "@/lib/contract/operation.ts";
import { type Context, requireStaffRole } from "@/lib/domain/context.ts";
import { Forbidden } from "@/lib/errors.ts";

/** @throws Forbidden for a customer, and for a member of staff with less than this role. */
export function requireOperator(ctx: Context, least: StaffRole): void {
  if (ctx.actor.kind === "portal") throw new Forbidden();
  requireStaffRole(ctx, least);
}
