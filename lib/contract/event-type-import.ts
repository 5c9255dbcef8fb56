import { z } from "zod";
import { defineOperation } from "./operation.ts";

/** The text of a document with a few hundred webhooks. */
export const LONGEST_SPEC = 2_000_000;

/** The text within a JSON string, and documents of other alphabets. */
const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

export const EventTypeImportOpenApiIn = z.strictObject({
  spec: z.record(z.string(), z.unknown()).nullish().describe("The OpenAPI document; this or `specRaw`."),
  specRaw: z
    .string()
    .max(LONGEST_SPEC)
    .nullish()
    .describe("The OpenAPI document as text, YAML or JSON; 2,000,000 characters at most."),
  dryRun: z.boolean().default(false).describe("Answer what would change, and change nothing."),
  only: z
    .array(z.string().max(256))
    .max(500)
    .nullish()
    .describe("Names of those to import; without it all of them. What is wrong with the others is no hindrance then."),
  replaceAll: z.boolean().default(false).describe("Archive every event type that is not in the document."),
});
export type EventTypeImportOpenApiIn = z.infer<typeof EventTypeImportOpenApiIn>;

export const EventTypeFromOpenApiOut = z.object({
  name: z.string().describe("Key of the webhook, or its `operationId` when the key cannot be a name."),
  description: z.string(),
  deprecated: z.boolean(),
  schemas: z.record(z.string(), z.unknown()).nullable(),
  groupName: z.string().nullable().describe("`x-svix-group-name` of the webhook."),
  featureFlags: z.array(z.string()).nullable().describe("`x-svix-feature-flags` of the webhook."),
  featureFlag: z.string().nullable().describe("First of `featureFlags`, for older SDKs."),
});
export type EventTypeFromOpenApiOut = z.infer<typeof EventTypeFromOpenApiOut>;

export const EventTypeImportOpenApiOut = z.object({
  data: z.object({
    modified: z.array(z.string()).describe("Event types that were created or changed; empty in a dry run."),
    to_modify: z
      .array(EventTypeFromOpenApiOut)
      .nullable()
      .describe("In a dry run, those that would be created or changed, as they would be; else null."),
    archived: z.array(z.string()).describe("Event types that `replaceAll` archived, or would."),
  }),
});
export type EventTypeImportOpenApiOut = z.infer<typeof EventTypeImportOpenApiOut>;

export const EventTypeImportPreviewIn = EventTypeImportOpenApiIn.pick({ spec: true, specRaw: true });
export type EventTypeImportPreviewIn = z.infer<typeof EventTypeImportPreviewIn>;

export const FieldChangeOut = z.object({
  path: z.string().describe("Where: `description`, `schema.properties.amount.type`."),
  before: z.string().nullable().describe("What was there, as JSON, cut off at 200 characters; null when nothing was."),
  after: z.string().nullable().describe("What would be there; null when nothing would."),
});
export type FieldChangeOut = z.infer<typeof FieldChangeOut>;

export const PreviewedEventTypeOut = z.object({
  key: z.string().describe("What the webhook is called in the document."),
  name: z.string().nullable().describe("What the event type is called, or would be; null when it cannot be one."),
  description: z.string(),
  action: z
    .enum(["add", "change", "leave", "problem"])
    .describe("What an import would do: `leave` is the same already, `problem` cannot be imported."),
  problem: z.string().nullable().describe("Why it cannot, as the end of a sentence that begins with the webhook."),
  changes: z.array(FieldChangeOut).describe("Of `change`: each place that would be different; 100 at most."),
  fields: z.number().int().describe("Of `add`: how many fields its schema names at its top."),
});
export type PreviewedEventTypeOut = z.infer<typeof PreviewedEventTypeOut>;

export const EventTypeImportPreviewOut = z.object({
  data: z.array(PreviewedEventTypeOut).describe("The webhooks of the document, in its order."),
  missing: z.array(z.string()).describe("Event types that are not archived and that the document does not have."),
});
export type EventTypeImportPreviewOut = z.infer<typeof EventTypeImportPreviewOut>;

export const previewEventTypeImport = defineOperation({
  id: "previewEventTypeImport",
  tag: "Event type",
  summary: "Show what importing an OpenAPI document would add and change, and what in it cannot be imported",
  method: "POST",
  path: "/event-type/import/openapi/preview",
  body: EventTypeImportPreviewIn,
  bodyLimitBytes: BODY_LIMIT_BYTES,
  responses: { 200: EventTypeImportPreviewOut },
});

export const importEventTypes = defineOperation({
  id: "importEventTypes",
  tag: "Event type",
  summary: "Create and change event types as the webhooks of an OpenAPI document say",
  method: "POST",
  path: "/event-type/import/openapi",
  body: EventTypeImportOpenApiIn,
  bodyLimitBytes: BODY_LIMIT_BYTES,
  responses: { 200: EventTypeImportOpenApiOut },
});
