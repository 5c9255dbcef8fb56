import { type CatalogueEntry, groupOf } from "@/components/event-types/catalogue-search.ts";
import { fieldsOf } from "@/components/event-types/schema-fields.ts";
import { newestSchema } from "@/lib/contract/example.ts";
import type { Context } from "@/lib/domain/context.ts";
import { listEventTypes } from "@/lib/domain/event-types/list.ts";

const PAGE = 250;

/** The whole catalogue without its schemas: of those only the names of their fields are searched. */
export async function readCatalogue(ctx: Context): Promise<CatalogueEntry[]> {
  const entries: CatalogueEntry[] = [];
  let iterator: string | undefined;
  for (;;) {
    const page = await listEventTypes(ctx, { limit: PAGE, iterator, order: "ascending", content: "schemas" });
    for (const { name, description, deprecated, groupName, schemas } of page.data) {
      const schema = newestSchema(schemas);
      const fields = schema ? fieldsOf(schema).map(({ path }) => path) : [];
      entries.push({ name, description, deprecated, group: groupOf({ name, groupName }), fields });
    }
    if (page.done || page.iterator === null) return entries;
    iterator = page.iterator;
  }
}
