import type { EventType } from "@/generated/prisma/client.ts";
import { EventTypeOut } from "@/lib/contract/event-type.ts";
import { readSchemas } from "@/lib/domain/event-types/schemas-text.ts";

const StoredValidation = EventTypeOut.shape.validation;

export function toEventTypeOut(row: EventType): EventTypeOut {
  return {
    name: row.name,
    description: row.description,
    archived: row.archived,
    deprecated: row.deprecated,
    validation: StoredValidation.parse(row.validation),
    sunsetAt: row.sunsetAt?.toISOString() ?? null,
    schemas: readSchemas(row.schemas),
    groupName: row.groupName,
    featureFlags: row.featureFlags.length === 0 ? null : row.featureFlags,
    featureFlag: row.featureFlags[0] ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
