import { randomUUID } from "node:crypto";
import { type Context, DEFAULT_ORGANIZATION } from "@/lib/domain/context.ts";
import { env } from "@/lib/env.ts";

/**
 * Somebody who reads the public catalogue; null where the operator does not publish it. A visitor knows what a customer
 * without feature flags knows of event types, and belongs to no application: every other verb finds nothing.
 */
export function publicVisitor(): Context | null {
  if (!env().POSTHORN_PUBLIC_CATALOGUE) return null;
  const actor = { kind: "portal", id: randomUUID(), label: "visitor", organizationId: DEFAULT_ORGANIZATION } as const;
  return {
    actor: { ...actor, applicationId: randomUUID(), capabilities: [], featureFlags: [] },
    requestId: randomUUID(),
  };
}
