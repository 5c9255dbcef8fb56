import { PUBLIC, type Row } from "./access-row.ts";
import { TO_INSTALLATION } from "./access-to-installation.ts";
import { TO_WEBHOOKS } from "./access-to-webhooks.ts";
import type { Capability, StaffRole } from "./operation.ts";
import type { OperationId } from "./operations.ts";
import type { Scope } from "./scopes.ts";

/**
 * The one place that says who may do what. The router, API keys, the OpenAPI document, docs/access.md and the pages of
 * the console read it; `e2e/api/access.spec.ts` asks the service about every cell.
 *
 * A viewer reads, without payloads and secrets. Support replays, tests, makes portal links and may reveal payloads. An
 * engineer configures. An admin decides about what cannot be undone, about the look of every portal, and about staff.
 */
export const ACCESS = { ...TO_WEBHOOKS, ...TO_INSTALLATION } as const satisfies Record<
  OperationId | "metrics",
  Row | typeof PUBLIC
>;

export type AccessId = keyof typeof ACCESS;

export interface Access {
  isPublic: boolean;
  staff: StaffRole | null;
  key: Scope | null;
  portal: Capability | "any" | null;
}

export function accessOf(id: AccessId): Access {
  const row: Row | typeof PUBLIC = ACCESS[id];
  if (row === PUBLIC) return { isPublic: true, staff: null, key: null, portal: null };
  const [staff, key, portal] = row;
  return { isPublic: false, staff, key, portal };
}
