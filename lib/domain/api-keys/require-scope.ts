import { EVERY_SCOPE, type Scope } from "@/lib/contract/scopes.ts";
import type { Context } from "@/lib/domain/context.ts";
import { Forbidden } from "@/lib/errors.ts";

/**
 * For what an operation does besides that for which its own scope was asked.
 * @throws Forbidden for an API key without this scope
 */
export function requireKeyScope({ actor }: Context, scope: Scope | typeof EVERY_SCOPE): void {
  if (actor.kind !== "apiKey" || !actor.limits) return;
  const { scopes } = actor.limits;
  if (!scopes.includes(EVERY_SCOPE) && !scopes.includes(scope)) {
    throw new Forbidden(`This API key lacks the scope ${scope}.`);
  }
}
