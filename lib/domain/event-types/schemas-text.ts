import { z } from "zod";

const StoredSchemas = z.record(z.string(), z.unknown());

/** Schemas by version, as they are stored. */
export function readSchemas(text: string | null): Record<string, unknown> | null {
  return text === null ? null : StoredSchemas.parse(JSON.parse(text));
}

/** Text, because the database's JSON would reorder keys; an empty record is no schema. */
export function schemasText(schemas: Record<string, unknown> | null): string | null {
  return schemas === null || Object.keys(schemas).length === 0 ? null : JSON.stringify(schemas);
}
