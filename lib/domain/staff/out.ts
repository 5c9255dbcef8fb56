import type { Staff, StaffSession } from "@/generated/prisma/client.ts";
import type { StaffRole } from "@/lib/contract/operation.ts";
import type { StaffOut, StaffSessionOut } from "@/lib/contract/staff.ts";
import { formatId } from "@/lib/ids.ts";

export function toStaffOut(row: Staff): StaffOut {
  const hasJoined = row.passwordHash !== null || row.ssoIdentity !== null;
  return {
    id: formatId("staff", row.id),
    email: row.email,
    name: hasJoined ? row.name : null,
    role: row.role as StaffRole,
    state: row.disabledAt ? "disabled" : hasJoined ? "active" : "invited",
    hasPassword: row.passwordHash !== null,
    hasSingleSignOn: row.ssoIdentity !== null,
    hasSecondFactor: row.secondFactorSince !== null,
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
    linkExpiresAt: row.setupExpiresAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

export function toStaffSessionOut(row: StaffSession, currentId: string | undefined): StaffSessionOut {
  return {
    id: formatId("staffSession", row.id),
    isCurrent: row.id === currentId,
    way: row.way as StaffSessionOut["way"],
    browser: row.browser,
    address: row.address,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}
