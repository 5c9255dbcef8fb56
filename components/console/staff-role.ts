import { STAFF_ROLES, type StaffRole } from "@/lib/contract/operation.ts";

export function hasRole(role: StaffRole, least: StaffRole): boolean {
  return STAFF_ROLES.indexOf(role) >= STAFF_ROLES.indexOf(least);
}

export function forbiddenText(role: StaffRole, least: StaffRole): string {
  return `Needs the role ${least}. Yours is ${role}; an admin can change it.`;
}
