import type { EventTypePatch, EventTypeUpsertIn } from "@/lib/contract/event-type.ts";
import { schemasText } from "@/lib/domain/event-types/schemas-text.ts";

/** Every column of a full description; what is absent is unset. */
export function columnsOf(input: EventTypeUpsertIn) {
  return {
    description: input.description,
    archived: input.archived,
    deprecated: input.deprecated,
    groupName: input.groupName ?? null,
    schemas: schemasText(input.schemas ?? null),
    featureFlags: input.featureFlags ?? [],
    // Silent about them, as clients are that do not know them: they stay.
    validation: input.validation,
    sunsetAt: dateOf(input.sunsetAt),
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
    validation: patch.validation,
    sunsetAt: dateOf(patch.sunsetAt),
  };
}

function dateOf(text: string | null | undefined): Date | null | undefined {
  return typeof text === "string" ? new Date(text) : text;
}
