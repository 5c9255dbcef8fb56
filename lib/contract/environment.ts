import { z } from "zod";
import { Timestamp } from "./common.ts";
import { EventTypeIn, EventTypeOut } from "./event-type.ts";
import { EXPORT_LIMIT } from "./limits.ts";
import { defineOperation } from "./operation.ts";

export const EnvironmentOut = z.object({
  version: z.number().int().describe("Of this format: 1."),
  createdAt: Timestamp.describe("When it was exported."),
  eventTypes: z.array(EventTypeOut).describe("All event types by name, archived ones and schemas included."),
  settings: z.null().describe("Always null: settings are those of the installation, not of an environment."),
  connectors: z.array(z.unknown()).describe("Always empty: there are no connectors."),
});
export type EnvironmentOut = z.infer<typeof EnvironmentOut>;

/** 1,000 event types with schemas of some kilobytes. */
const IMPORT_BODY_BYTES = 8 * 1024 * 1024;

/** What an export says of an event type besides what describes it. */
const EXPORTED = {
  createdAt: Timestamp.optional().describe("Accepted from an export; no effect."),
  updatedAt: Timestamp.optional().describe("Accepted from an export; no effect."),
  featureFlag: z.string().nullish().describe("Accepted from an export; no effect."),
};

export const EnvironmentIn = z.strictObject({
  version: z.literal(1).optional().describe("Of the format of the export."),
  createdAt: Timestamp.optional().describe("Accepted from an export; no effect."),
  eventTypes: z
    .array(EventTypeIn.extend(EXPORTED))
    .max(1000)
    .nullish()
    .describe("Each is replaced as described, or created; others are left alone. At most 1,000."),
  settings: z.null().optional().describe("null: there are none to import."),
  connectors: z.array(z.unknown()).max(0, "there are no connectors").nullish().describe("Empty: there are none."),
});
export type EnvironmentIn = z.infer<typeof EnvironmentIn>;

const operator = { tag: "Environment", method: "POST" } as const;

export const exportEnvironment = defineOperation({
  ...operator,
  id: "exportEnvironment",
  limit: EXPORT_LIMIT,
  summary: "Export the event types, to import them elsewhere",
  path: "/environment/export",
  responses: { 200: EnvironmentOut },
});
export const importEnvironment = defineOperation({
  ...operator,
  id: "importEnvironment",
  limit: EXPORT_LIMIT,
  summary: "Import event types: adds and replaces, all of them or none, and deletes nothing",
  path: "/environment/import",
  body: EnvironmentIn,
  bodyLimitBytes: IMPORT_BODY_BYTES,
  responses: { 204: null },
});
