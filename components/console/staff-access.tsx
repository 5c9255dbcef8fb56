"use client";

import type { ReactNode } from "react";
import { useStaff } from "@/components/console/staff.tsx";
import { AccessProvider } from "@/components/portal/access.tsx";
import { CAPABILITIES } from "@/lib/contract/operation.ts";
import { hasRole, ROLE_OF_CAPABILITY } from "@/lib/contract/roles.ts";

type StaffAccessProps = { application: { id: string; name: string }; children: ReactNode };

/** The customer's screens of one application, seen and used by staff. */
export function StaffAccess({ application, children }: StaffAccessProps) {
  const { role } = useStaff();
  const capabilities = CAPABILITIES.filter((capability) => hasRole(role, ROLE_OF_CAPABILITY[capability]));
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
