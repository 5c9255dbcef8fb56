import { type Capability, STAFF_ROLES, type StaffRole } from "./operation.ts";

/** The role that stands for a capability on the screens that customers see too. A test holds the table to it. */
export const ROLE_OF_CAPABILITY: Record<Capability, StaffRole> = {
  ViewBase: "viewer",
  CreateAttempts: "support",
  ManageEndpoint: "support",
  ManageTransformations: "engineer",
  ViewEndpointSecret: "engineer",
  ManageEndpointSecret: "engineer",
};

/** The least role that may see values of payloads, requests and replies, which is recorded each time. */
export const PAYLOAD_ROLE: StaffRole = "support";

export function hasRole(role: StaffRole, least: StaffRole): boolean {
  return STAFF_ROLES.indexOf(role) >= STAFF_ROLES.indexOf(least);
}
