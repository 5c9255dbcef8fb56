import { type CatalogueEntry, groupOf, isNew } from "@/components/event-types/catalogue-search.ts";
import { fieldsOf } from "@/components/event-types/schema-fields.ts";
import type { EventTypeOut } from "@/lib/contract/event-type.ts";
import { newestSchema } from "@/lib/contract/example.ts";
import type { Context } from "@/lib/domain/context.ts";
import { listEventTypes } from "@/lib/domain/event-types/list.ts";

const PAGE = 250;

/** The whole catalogue without its schemas: of those only the names of their fields are searched. */
export async function readCatalogue(ctx: Context): Promise<CatalogueEntry[]> {
  const all: EventTypeOut[] = [];
  let iterator: string | undefined;
  for (;;) {
    const page = await listEventTypes(ctx, { limit: PAGE, iterator, order: "ascending", content: "schemas" });
    all.push(...page.data);
    if (page.done || page.iterator === null) break;
    iterator = page.iterator;
  }
  const nowMs = Date.now();
  return all.map((eventType) => {
    const { name, description, deprecated, sunsetAt, groupName, schemas } = eventType;
    const schema = newestSchema(schemas);
    const fields = schema ? fieldsOf(schema).map(({ path }) => path) : [];
    const group = groupOf({ name, groupName });
    return { name, description, deprecated, sunsetAt, group, fields, isNew: isNew(eventType, all, nowMs) };
  });
}
