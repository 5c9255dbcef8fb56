import type { EventTypeOut, EventTypeUpsertIn } from "@/lib/contract/event-type.ts";
import type {
  EventTypeImportPreviewIn,
  EventTypeImportPreviewOut,
  FieldChangeOut,
  PreviewedEventTypeOut,
} from "@/lib/contract/event-type-import.ts";
import { newestSchema } from "@/lib/contract/example.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { asUpsert, isSame, readCatalogue, requireUsable } from "@/lib/domain/event-types/import.ts";
import { jsonChanges } from "@/lib/domain/event-types/json-changes.ts";
import { readDocument } from "@/lib/domain/event-types/openapi/read-document.ts";
import { type ReadWebhook, readWebhooks } from "@/lib/domain/event-types/openapi/read-webhooks.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { InvalidInput } from "@/lib/errors.ts";

/** What an import would do, webhook by webhook, so that one that cannot be imported does not hide what the others would change. */
export async function previewImport(ctx: Context, input: EventTypeImportPreviewIn): Promise<EventTypeImportPreviewOut> {
  requireOperator(ctx, "engineer");
  const webhooks = readWebhooks(await readDocument({ ...input, dryRun: true, replaceAll: false }));
  const existing = await withTransaction(ctx, (tx) => readCatalogue(ctx, tx));
  const data: PreviewedEventTypeOut[] = [];
  for (const webhook of webhooks) data.push(await previewOf(webhook, existing));
  const names = new Set(data.map(({ name }) => name));
  const missing = [...existing.values()].filter(({ name, archived }) => !archived && !names.has(name));
  return { data, missing: missing.map(({ name }) => name) };
}

async function previewOf({ key, found }: ReadWebhook, all: Map<string, EventTypeOut>): Promise<PreviewedEventTypeOut> {
  const nothing = { key, name: null, description: "", problem: null, changes: [], fields: 0 };
  if (found instanceof InvalidInput) return { ...nothing, action: "problem", problem: found.message };
  const { name, description, place } = found;
  const existing = all.get(name);
  const eventType = asUpsert(found, existing);
  const shown = { ...nothing, name, description };
  if (isSame(eventType, existing)) return { ...shown, action: "leave" };
  try {
    await requireUsable(eventType, existing, place);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return { ...shown, action: "problem", problem: error.message };
  }
  if (existing) return { ...shown, action: "change", changes: changesOf(existing, eventType) };
  const { properties } = newestSchema(eventType.schemas ?? null) ?? {};
  return { ...shown, action: "add", fields: Object.keys(properties ?? {}).length };
}

function changesOf(before: EventTypeOut, after: EventTypeUpsertIn): FieldChangeOut[] {
  const fields = (["description", "groupName", "deprecated", "archived", "featureFlags"] as const).flatMap((field) =>
    jsonChanges(before[field] ?? undefined, after[field] ?? undefined, field),
  );
  const schema = jsonChanges(
    newestSchema(before.schemas) ?? undefined,
    newestSchema(after.schemas ?? null) ?? undefined,
    "schema",
  );
  return [...fields, ...schema].slice(0, 100);
}
