import { z } from "zod";
import { defineOperation } from "./operation.ts";

/** The text of a document with a few hundred webhooks. */
export const LONGEST_SPEC = 2_000_000;

export const EventTypeImportOpenApiIn = z.strictObject({
  spec: z.record(z.string(), z.unknown()).nullish().describe("The OpenAPI document; this or `specRaw`."),
  specRaw: z
    .string()
    .max(LONGEST_SPEC)
    .nullish()
    .describe("The OpenAPI document as text, YAML or JSON; 2,000,000 characters at most."),
  dryRun: z.boolean().default(false).describe("Answer what would change, and change nothing."),
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

export const importEventTypes = defineOperation({
  id: "importEventTypes",
  tag: "Event type",
  summary: "Create and change event types as the webhooks of an OpenAPI document say",
  method: "POST",
  path: "/event-type/import/openapi",
  body: EventTypeImportOpenApiIn,
  // The text within a JSON string, and documents of other alphabets.
  bodyLimitBytes: 4 * 1024 * 1024,
  responses: { 200: EventTypeImportOpenApiOut },
});
