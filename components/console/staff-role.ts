import { type AccessId, accessOf } from "@/lib/contract/access.ts";
import { STAFF_ROLES, type StaffRole } from "@/lib/contract/operation.ts";

/** An operation, or a role for what is none. */
export type Needs = AccessId | StaffRole;

const ROLES = new Set<string>(STAFF_ROLES);
const isRole = (needs: Needs): needs is StaffRole => ROLES.has(needs);

/** @throws Error for an operation that is not for staff: no page has a button for it. */
export function leastRole(needs: Needs): StaffRole {
  if (isRole(needs)) return needs;
  const { staff } = accessOf(needs);
  if (!staff) throw new Error(`${needs} is not for staff.`);
  return staff;
}

export function forbiddenText(role: StaffRole, least: StaffRole): string {
  return `Needs the role ${least}. Yours is ${role}; an admin can change it.`;
}
