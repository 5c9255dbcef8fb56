import type { StaffRole } from "@/lib/contract/operation.ts";
import type { StaffOut } from "@/lib/contract/staff.ts";

export const ROLE_OPTIONS: { value: StaffRole; label: string }[] = [
  { value: "viewer", label: "Viewer: no payloads, no secrets" },
  { value: "support", label: "Support: payloads and replays" },
  { value: "engineer", label: "Engineer: event types, keys, links" },
  { value: "admin", label: "Admin: everything, staff too" },
];

/** What they are called, or until they have joined their e-mail. */
export function nameOf({ name, email }: Pick<StaffOut, "name" | "email">): string {
  return name ?? email;
}

/** Whether somebody can come in, in a word or two. */
export function stateWords({ state, linkExpiresAt }: Pick<StaffOut, "state" | "linkExpiresAt">, nowMs: number): string {
  if (state === "disabled") return "turned off";
  if (state === "active") return "active";
  return linkExpiresAt !== null && Date.parse(linkExpiresAt) > nowMs ? "invited" : "invitation ended";
}
