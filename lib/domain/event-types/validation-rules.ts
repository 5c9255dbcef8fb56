import { createHash } from "node:crypto";
import { newestVersion } from "@/lib/contract/example.ts";
import { pool } from "@/lib/db.ts";
import { readSchemas } from "@/lib/domain/event-types/schemas-text.ts";

/** How the messages of one event type are checked. */
export interface ValidationRule {
  eventTypeId: string;
  mode: "report" | "reject";
  version: string;
  /** JSON Schema as text, and a name for this text. */
  schema: string;
  key: string;
}
type Rules = ReadonlyMap<string, ValidationRule>;

/**
 * Reading them for each message would cost those too whose types are not checked. A change holds at once in the process
 * that made it, and within so long in the others.
 */
const MAX_AGE_MS = 2_000;

const known = new Map<string, { rules: Rules; readAt: number }>();
const reading = new Map<string, Promise<Rules>>();

/** The event types of an organization whose messages are checked, by name; a promise only when they have to be read. */
export function validationRules(organizationId: string): Rules | Promise<Rules> {
  const readAt = performance.now();
  const entry = known.get(organizationId);
  if (entry && readAt - entry.readAt < MAX_AGE_MS) return entry.rules;
  const underway = reading.get(organizationId);
  if (underway) return underway;

  const promise: Promise<Rules> = readRules(organizationId)
    .then((rules) => {
      // Else they were forgotten meanwhile.
      if (reading.get(organizationId) === promise) known.set(organizationId, { rules, readAt });
      return rules;
    })
    .finally(() => {
      if (reading.get(organizationId) === promise) reading.delete(organizationId);
    });
  reading.set(organizationId, promise);
  return promise;
}

/** After a change of this organization's event types. What is being read may be from before: it is used once, and not kept. */
export function forgetValidationRules(organizationId: string): void {
  known.delete(organizationId);
  reading.delete(organizationId);
}

async function readRules(organizationId: string): Promise<Rules> {
  const { rows } = await pool().query<{ id: string; name: string; validation: string; schemas: string | null }>(
    "select id, name, validation, schemas from event_type where organization_id = $1 and validation <> 'off'",
    [organizationId],
  );
  return new Map(rows.flatMap((row) => ruleOf(row)));
}

function ruleOf(row: { id: string; name: string; validation: string; schemas: string | null }) {
  const schemas = readSchemas(row.schemas);
  const version = newestVersion(schemas);
  if (version === null) return [];
  const schema = JSON.stringify(schemas?.[version]);
  const key = createHash("sha256").update(schema).digest("base64");
  const mode = row.validation === "reject" ? ("reject" as const) : ("report" as const);
  return [[row.name, { eventTypeId: row.id, mode, version, schema, key }] as const];
}
