import { exampleOf } from "@/lib/contract/example.ts";
import type { Context } from "@/lib/domain/context.ts";
import { findEventType } from "@/lib/domain/event-types/get.ts";
import { onCatalogueOf } from "@/lib/domain/event-types/scope.ts";
import { InvalidInput } from "@/lib/errors.ts";

/** Types that need no entry in the catalogue: they say that something arrived, and nothing else. */
const BUILT_IN: Record<string, Record<string, unknown>> = {
  "svix.ping": { success: true },
  "webhook.test": { message: "This is a test. If you can read it, your endpoint works." },
};

/**
 * @param applicationId UUID of the one that it is shown or sent to
 * @throws InvalidInput when the type does not exist for this actor, or has no example of this index
 */
export async function examplePayload(
  ctx: Context,
  applicationId: string,
  name: string,
  index?: number,
): Promise<Record<string, unknown>> {
  const eventType = await findEventType(await onCatalogueOf(ctx, applicationId), name);
  if (!eventType) {
    const builtIn = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
    if (builtIn) return builtIn;
    throw new InvalidInput(["body", "eventType"], `The following event types don't exist: ${name}`);
  }
  const example = exampleOf(eventType, index);
  if (!example) throw new InvalidInput(["body", "exampleIndex"], `${name} has no example of this index.`);
  return example;
}
