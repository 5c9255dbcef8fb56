import type { LivePortalSessionOut } from "@/lib/contract/authentication.ts";
import { CAPABILITIES } from "@/lib/contract/operation.ts";

export const SESSION_KINDS: Record<LivePortalSessionOut["kind"], string> = {
  cookie: "Browser",
  token: "Bearer token",
  visit: "Visit of staff",
};

/** By its label, and what it is when it has none. */
export function sessionName({ label, kind }: Pick<LivePortalSessionOut, "label" | "kind">): string {
  return label ?? SESSION_KINDS[kind];
}

export function mayDo(capabilities: readonly string[]): string {
  if (capabilities.length === CAPABILITIES.length) return "everything";
  return capabilities.length === 1 ? "look" : `${capabilities.length} of ${CAPABILITIES.length} rights`;
}
