import { type CatalogueEntry, groupOf, isNew } from "@/components/event-types/catalogue-search.ts";
import { fieldsOf } from "@/components/event-types/schema-fields.ts";
import type { EventTypeOut } from "@/lib/contract/event-type.ts";
import { newestSchema } from "@/lib/contract/example.ts";
import type { Context } from "@/lib/domain/context.ts";
import { listEventTypes } from "@/lib/domain/event-types/list.ts";
import { plainDescription } from "@/lib/plain-description.ts";

const PAGE = 250;

/** Every event type that the actor may know, by name, with its schemas. */
export async function readEventTypes(ctx: Context, show: "all" | "not-archived" = "not-archived") {
  const all: EventTypeOut[] = [];
  let iterator: string | undefined;
  for (;;) {
    const page = await listEventTypes(ctx, { limit: PAGE, iterator, order: "ascending", show, content: "schemas" });
    all.push(...page.data);
    if (page.done || page.iterator === null) return all;
    iterator = page.iterator;
  }
}

/** The whole catalogue without its schemas: of those only the names of their fields are searched. */
export async function readCatalogue(ctx: Context): Promise<CatalogueEntry[]> {
  return toEntries(await readEventTypes(ctx));
}

export function toEntries(all: EventTypeOut[]): CatalogueEntry[] {
  const nowMs = Date.now();
  return all.map((eventType) => {
    const { name, deprecated, sunsetAt, groupName, schemas } = eventType;
    const schema = newestSchema(schemas);
    const fields = schema ? fieldsOf(schema).map(({ path }) => path) : [];
    const group = groupOf({ name, groupName });
    const description = plainDescription(eventType.description);
    return { name, description, deprecated, sunsetAt, group, fields, isNew: isNew(eventType, all, nowMs) };
  });
}
