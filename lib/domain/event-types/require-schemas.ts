import type { EventType } from "@/generated/prisma/client.ts";
import { newestVersion } from "@/lib/contract/example.ts";
import { checkSchemas } from "@/lib/domain/event-types/schema-thread.ts";
import { readSchemas } from "@/lib/domain/event-types/schemas-text.ts";
import { InvalidInput } from "@/lib/errors.ts";

/**
 * What is stored must be JSON Schema, and what messages are checked against must be usable for that.
 * @param place path to the event type in the request
 * @throws InvalidInput naming the version and what is wrong with it
 */
export async function requireSchemas(
  { schemas: text, validation }: Pick<EventType, "schemas" | "validation">,
  place: string[],
): Promise<void> {
  const schemas = readSchemas(text);
  const isUsed = validation !== "off";
  const newest = newestVersion(schemas);
  if (newest === null) {
    if (isUsed) throw new InvalidInput([...place, "validation"], "needs a schema that messages can be checked against");
    return;
  }
  const texts = Object.entries(schemas ?? {}).map(([version, schema]): [string, string] => [
    version,
    JSON.stringify(schema),
  ]);
  const wrong = await checkSchemas(texts, isUsed ? newest : null);
  if (wrong) throw new InvalidInput([...place, "schemas", wrong.version], wrong.problem);
}
