import type { EventTypePatch, EventTypeUpsertIn } from "@/lib/contract/event-type.ts";

/** Every column of a full description; what is absent is unset. */
export function columnsOf(input: EventTypeUpsertIn) {
  return {
    description: input.description,
    archived: input.archived,
    deprecated: input.deprecated,
    groupName: input.groupName ?? null,
    schemas: schemasText(input.schemas ?? null),
    featureFlags: input.featureFlags ?? [],
  };
}

/** The columns that a patch names; Prisma leaves out what is undefined. */
export function changedColumnsOf(patch: EventTypePatch) {
  return {
    description: patch.description,
    archived: patch.archived,
    deprecated: patch.deprecated,
    groupName: patch.groupName,
    schemas: patch.schemas === undefined ? undefined : schemasText(patch.schemas),
    featureFlags: patch.featureFlags === null ? [] : patch.featureFlags,
  };
}

/** Text, because the database's JSON would reorder keys; an empty record is no schema. */
function schemasText(schemas: Record<string, unknown> | null): string | null {
  return schemas === null || Object.keys(schemas).length === 0 ? null : JSON.stringify(schemas);
}
