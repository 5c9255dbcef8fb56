import type { EnvironmentIn } from "@/lib/contract/environment.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { upsertEventType } from "@/lib/domain/event-types/upsert.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { InvalidInput } from "@/lib/errors.ts";

/**
 * Adds and replaces event types, all in one commit; deletes nothing.
 * @throws InvalidInput when a name comes twice
 */
export async function importEnvironment(ctx: Context, input: EnvironmentIn): Promise<void> {
  requireOperator(ctx, "engineer");
  const eventTypes = input.eventTypes ?? [];
  const names = new Set<string>();
  for (const [i, { name }] of eventTypes.entries()) {
    if (names.has(name)) throw new InvalidInput(["body", "eventTypes", String(i), "name"], "comes twice");
    names.add(name);
  }
  await withTransaction(ctx, async (tx) => {
    // By name, so that two imports at once do not wait for each other in a circle.
    for (const eventType of eventTypes.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const { name, createdAt: _, updatedAt: __, featureFlag: ___, ...fields } = eventType;
      await upsertEventType({ ...ctx, tx }, { name, eventType: fields });
    }
  });
}
