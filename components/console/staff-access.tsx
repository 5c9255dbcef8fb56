"use client";

import type { ReactNode } from "react";
import { useStaff } from "@/components/console/staff.tsx";
import { hasRole } from "@/components/console/staff-role.ts";
import { AccessProvider } from "@/components/portal/access.tsx";
import type { Capability, StaffRole } from "@/lib/contract/operation.ts";

/** What a role may do on the screens that customers see too, as the operations of the API say. */
const LEAST_ROLE: [Capability, StaffRole][] = [
  ["ViewBase", "viewer"],
  ["CreateAttempts", "support"],
  ["ManageEndpoint", "support"],
  ["ManageTransformations", "engineer"],
  ["ViewEndpointSecret", "engineer"],
  ["ManageEndpointSecret", "engineer"],
];

type StaffAccessProps = { application: { id: string; name: string }; children: ReactNode };

/** The customer's screens of one application, seen and used by staff. */
export function StaffAccess({ application, children }: StaffAccessProps) {
  const { role } = useStaff();
  const capabilities = LEAST_ROLE.filter(([, least]) => hasRole(role, least)).map(([capability]) => capability);
  return (
    <AccessProvider
      surface="console"
      applicationId={application.id}
      applicationName={application.name}
      capabilities={capabilities}
    >
      {children}
    </AccessProvider>
  );
}
