"use client";

import type { ReactNode } from "react";
import { createContext, useContext } from "react";
import { forbiddenText, leastRole, type Needs } from "@/components/console/staff-role.ts";
import type { StaffRole } from "@/lib/contract/operation.ts";
import { hasRole } from "@/lib/contract/roles.ts";

export type Staff = { name: string; email: string; role: StaffRole };

const StaffContext = createContext<Staff>({ name: "", email: "", role: "viewer" });

export function StaffProvider({ staff, children }: { staff: Staff; children: ReactNode }) {
  return <StaffContext value={staff}>{children}</StaffContext>;
}

export function useStaff(): Staff {
  return useContext(StaffContext);
}

/** Why this person may not do it, for `unavailable` of a button or menu item; undefined when they may. */
export function useForbidden(needs: Needs): string | undefined {
  const { role } = useStaff();
  const least = leastRole(needs);
  return hasRole(role, least) ? undefined : forbiddenText(role, least);
}
