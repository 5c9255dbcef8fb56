import type { StaffRole } from "@/lib/contract/operation.ts";
import { type Context, DEFAULT_ORGANIZATION, organizationOf } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { Forbidden } from "@/lib/errors.ts";

/**
 * For what is about the whole installation.
 * @throws Forbidden for customers, for staff of a lesser role, and for keys of an organization that is one of several
 */
export function requireInstallation(ctx: Context, least: StaffRole): void {
  requireOperator(ctx, least);
  const organizationId = organizationOf(ctx);
  if (organizationId !== undefined && organizationId !== DEFAULT_ORGANIZATION) throw new Forbidden();
}
