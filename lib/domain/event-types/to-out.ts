import { z } from "zod";
import type { EventType } from "@/generated/prisma/client.ts";
import type { EventTypeOut } from "@/lib/contract/event-type.ts";

const StoredSchemas = z.record(z.string(), z.unknown());

export function toEventTypeOut(row: EventType): EventTypeOut {
  return {
    name: row.name,
    description: row.description,
    archived: row.archived,
    deprecated: row.deprecated,
    schemas: row.schemas === null ? null : StoredSchemas.parse(JSON.parse(row.schemas)),
    groupName: row.groupName,
    featureFlags: row.featureFlags.length === 0 ? null : row.featureFlags,
    featureFlag: row.featureFlags[0] ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
