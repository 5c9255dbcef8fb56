import { isDeepStrictEqual } from "node:util";
import type { EventTypeOut, EventTypeUpsertIn } from "@/lib/contract/event-type.ts";
import type { EventTypeImportOpenApiIn, EventTypeImportOpenApiOut } from "@/lib/contract/event-type-import.ts";
import { newestVersion } from "@/lib/contract/example.ts";
import type { Tx } from "@/lib/db.ts";
import { type Context, organizationForNew } from "@/lib/domain/context.ts";
import { changeEventTypes } from "@/lib/domain/event-types/change.ts";
import { readDocument } from "@/lib/domain/event-types/openapi/read-document.ts";
import { type FoundEventType, type ReadWebhook, readWebhooks } from "@/lib/domain/event-types/openapi/read-webhooks.ts";
import { updateEventType } from "@/lib/domain/event-types/patch.ts";
import { requireSchemas } from "@/lib/domain/event-types/require-schemas.ts";
import { schemasText } from "@/lib/domain/event-types/schemas-text.ts";
import { toEventTypeOut } from "@/lib/domain/event-types/to-out.ts";
import { putEventType } from "@/lib/domain/event-types/upsert.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { InvalidInput } from "@/lib/errors.ts";

/**
 * Makes the catalogue what an OpenAPI document says of webhooks: all of it, or nothing when anything is wrong. What is there
 * and the same already is left alone. An event type that has versions keeps them; its newest is replaced.
 */
export async function importEventTypes(
  ctx: Context,
  input: EventTypeImportOpenApiIn,
): Promise<EventTypeImportOpenApiOut> {
  requireOperator(ctx, "engineer");
  const found = chosenOf(readWebhooks(await readDocument(input)), input.only ?? null);

  return changeEventTypes(ctx, async (tx) => {
    const existing = await readCatalogue(ctx, tx);
    const changed = found
      .map((one) => ({ ...one, eventType: asUpsert(one, existing.get(one.name)) }))
      .filter(({ name, eventType }) => !isSame(eventType, existing.get(name)));
    const names = new Set(found.map(({ name }) => name));
    const archived = input.replaceAll
      ? [...existing.values()].filter((one) => !one.archived && !names.has(one.name)).map(({ name }) => name)
      : [];

    for (const { name, place, eventType } of changed) {
      if (input.dryRun) await requireUsable(eventType, existing.get(name), place);
      else await putEventType(ctx, tx, { name, eventType }, place);
    }
    if (!input.dryRun) for (const name of archived) await updateEventType(ctx, tx, name, { archived: true }, ["body"]);
    const to_modify = changed.map(({ name, eventType: { description, deprecated, ...rest } }) => ({
      name,
      description,
      deprecated,
      schemas: rest.schemas ?? null,
      groupName: rest.groupName ?? null,
      featureFlags: rest.featureFlags ?? null,
      featureFlag: rest.featureFlags?.[0] ?? null,
    }));
    return {
      data: {
        modified: input.dryRun ? [] : changed.map(({ name }) => name),
        to_modify: input.dryRun ? to_modify : null,
        archived,
      },
    };
  });
}

/**
 * @param only names; null is all
 * @throws InvalidInput of the first that cannot be imported, and of a name that is not in the document
 */
function chosenOf(webhooks: ReadWebhook[], only: string[] | null): FoundEventType[] {
  const chosen = webhooks.filter(
    ({ key, found }) => !only || only.includes(found instanceof InvalidInput ? key : found.name),
  );
  const found = chosen.map((webhook) => {
    if (webhook.found instanceof InvalidInput) throw webhook.found;
    return webhook.found;
  });
  const missing = only?.find((name) => !found.some((one) => one.name === name));
  if (missing !== undefined) throw new InvalidInput(["body", "only"], `is not in the document: ${missing}`);
  return found;
}

export async function readCatalogue(ctx: Context, tx: Tx): Promise<Map<string, EventTypeOut>> {
  const rows = await tx.eventType.findMany({
    where: { organizationId: organizationForNew(ctx) },
    orderBy: { name: "asc" },
  });
  return new Map(rows.map((row) => [row.name, toEventTypeOut(row)]));
}

export function asUpsert(found: FoundEventType, existing: EventTypeOut | undefined): EventTypeUpsertIn {
  const { description, deprecated, groupName, featureFlags, schema } = found;
  const version = newestVersion(existing?.schemas ?? null) ?? "1";
  const schemas = schema && { ...(existing?.schemas as EventTypeUpsertIn["schemas"]), [version]: schema };
  return { description, archived: false, deprecated, groupName, featureFlags, schemas };
}

export function isSame(eventType: EventTypeUpsertIn, existing: EventTypeOut | undefined): boolean {
  if (!existing) return false;
  const { description, archived, deprecated, groupName, featureFlags, schemas } = existing;
  return isDeepStrictEqual(eventType, { description, archived, deprecated, groupName, featureFlags, schemas });
}

/** What the import itself would find out. */
export async function requireUsable(eventType: EventTypeUpsertIn, existing: EventTypeOut | undefined, place: string[]) {
  const validation = existing?.validation ?? "off";
  await requireSchemas({ schemas: schemasText(eventType.schemas ?? null), validation }, place);
}
