import { z } from "zod";
import { EventTypeName, ListQuery, listOf, OrderQuery, QueryFlag, Timestamp } from "./common.ts";
import { isDeeperThan } from "./depth.ts";
import { defineOperation } from "./operation.ts";

const FeatureFlag = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[a-zA-Z0-9\-_.]+$/);
/** More than any schema of an event needs, and little enough for whatever walks it level by level. */
export const DEEPEST_SCHEMA = 64;

/** More than any schema of an event needs, and little enough to be compiled in a moment. */
export const LONGEST_SCHEMA = 131_072;
const MOST_VERSIONS = 50;

const Schemas = z
  .record(z.string().min(1).max(16), z.record(z.string(), z.unknown()))
  .refine((schemas) => !isDeeperThan(DEEPEST_SCHEMA, schemas), {
    message: `is nested more than ${DEEPEST_SCHEMA} levels deep`,
    abort: true,
  })
  .refine((schemas) => Object.keys(schemas).length <= MOST_VERSIONS, `holds more than ${MOST_VERSIONS} versions`)
  .refine(
    (schemas) => Object.values(schemas).every((schema) => JSON.stringify(schema).length <= LONGEST_SCHEMA),
    `holds a schema of more than ${LONGEST_SCHEMA} characters`,
  )
  .describe('JSON Schema (draft 7) by version, `{"1": {…}}`; the `examples` of a schema are shown and sent as tests.');

const Validation = z
  .enum(["off", "report", "reject"])
  .describe(
    "Whether messages are checked against the newest schema: `report` accepts and lists those that do not fit, `reject` refuses them with 422.",
  );
const SunsetAt = Timestamp.describe("When it will no longer be sent; shown while it is deprecated, not enforced.");

/** Whoever asks for `/event-type/..` asks for something else: such a name would have neither a page nor an operation. */
export const DescribedName = EventTypeName.refine(
  (name) => name !== "." && name !== "..",
  "cannot be . or .., because no address would lead to it",
);

export const EventTypeIn = z.strictObject({
  name: DescribedName,
  description: z.string().max(4096).describe("What happened when it is sent, in a sentence."),
  archived: z.boolean().default(false).describe("Hidden from customers; existing subscriptions go on."),
  deprecated: z.boolean().default(false).describe("Still sent, shown as to be left."),
  sunsetAt: SunsetAt.nullish(),
  schemas: Schemas.nullish(),
  validation: Validation.optional(),
  groupName: z
    .string()
    .min(1)
    .max(256)
    .nullish()
    .describe("Group in the catalogue, instead of the first part of the name."),
  featureFlags: z
    .array(FeatureFlag)
    .max(25)
    .nullish()
    .describe("Visible only in portals that carry one of these flags; none is visible to all."),
});
export type EventTypeIn = z.infer<typeof EventTypeIn>;

export const EventTypeUpsertIn = EventTypeIn.omit({ name: true });
export type EventTypeUpsertIn = z.infer<typeof EventTypeUpsertIn>;

export const EventTypePatch = z.strictObject({
  description: EventTypeIn.shape.description.optional(),
  archived: z.boolean().optional(),
  deprecated: z.boolean().optional(),
  sunsetAt: SunsetAt.nullable().optional(),
  schemas: Schemas.nullable().optional(),
  validation: Validation.optional(),
  groupName: z.string().min(1).max(256).nullable().optional(),
  featureFlags: z.array(FeatureFlag).max(25).nullable().optional(),
});
export type EventTypePatch = z.infer<typeof EventTypePatch>;

export const EventTypeOut = z.object({
  name: z.string(),
  description: z.string(),
  archived: z.boolean(),
  deprecated: z.boolean(),
  sunsetAt: SunsetAt.nullable(),
  schemas: z.record(z.string(), z.unknown()).nullable(),
  validation: Validation,
  groupName: z.string().nullable(),
  featureFlags: z.array(z.string()).nullable(),
  featureFlag: z.string().nullable().describe("First of `featureFlags`, for older SDKs."),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type EventTypeOut = z.infer<typeof EventTypeOut>;

export const SchemaIssueOut = z.object({
  path: z.array(z.string()).describe("Keys from the payload's root to the place; empty for the payload itself."),
  expected: z.string().describe("What the schema wants there."),
  found: z.string().describe("The JSON type of what was there, or `nothing`."),
});
export type SchemaIssueOut = z.infer<typeof SchemaIssueOut>;

export const EventTypeViolationsOut = z.object({
  validation: Validation,
  count: z.number().describe("Messages that were accepted and did not fit, since the event type exists."),
  lastAt: Timestamp.nullable().describe("When the last of them came."),
  data: z
    .array(
      z.object({
        messageId: z.string().describe("`msg_…`"),
        applicationId: z.string(),
        schemaVersion: z.string().describe("Version of the schema that it did not fit."),
        at: Timestamp.describe("When it came."),
        issues: z.array(SchemaIssueOut).describe("What does not fit; ten places at most."),
      }),
    )
    .describe("The last of them, newest first, twenty at most."),
});
export type EventTypeViolationsOut = z.infer<typeof EventTypeViolationsOut>;

const tag = "Event type";

const CatalogueOf = z
  .string()
  .max(256)
  .optional()
  .describe(
    "Id or uid of an application: what its endpoints choose from. Operational endpoints have a catalogue of their own.",
  );

export const listEventTypes = defineOperation({
  id: "listEventTypes",
  tag,
  summary: "List event types by name",
  method: "GET",
  path: "/event-type",
  query: ListQuery.extend({
    order: OrderQuery.default("ascending"),
    include_archived: QueryFlag.optional().describe("Archived ones too (never for a portal session)."),
    with_content: QueryFlag.optional().describe("With schemas."),
    app: CatalogueOf,
  }),
  responses: { 200: listOf(EventTypeOut) },
});

export const createEventType = defineOperation({
  id: "createEventType",
  tag,
  summary: "Create an event type; an archived one of this name is brought back",
  method: "POST",
  path: "/event-type",
  body: EventTypeIn,
  aliases: { featureFlag: "featureFlags" },
  responses: { 201: EventTypeOut },
});

export const getEventType = defineOperation({
  id: "getEventType",
  tag,
  summary: "Get an event type with its schemas",
  method: "GET",
  path: "/event-type/{event_type_name}",
  query: z.object({ app: CatalogueOf }),
  responses: { 200: EventTypeOut },
});

export const upsertEventType = defineOperation({
  id: "upsertEventType",
  tag,
  summary: "Replace or create an event type",
  method: "PUT",
  path: "/event-type/{event_type_name}",
  body: EventTypeUpsertIn,
  aliases: { featureFlag: "featureFlags" },
  responses: { 200: EventTypeOut, 201: EventTypeOut },
});

export const patchEventType = defineOperation({
  id: "patchEventType",
  tag,
  summary: "Change fields of an event type",
  method: "PATCH",
  path: "/event-type/{event_type_name}",
  query: z.object({
    unchanged_since: Timestamp.optional().describe(
      "`updatedAt` of what this change was made from: when somebody has changed it since, 409 and nothing is changed.",
    ),
  }),
  body: EventTypePatch,
  aliases: { featureFlag: "featureFlags" },
  responses: { 200: EventTypeOut },
});

export const deleteEventType = defineOperation({
  id: "deleteEventType",
  tag,
  summary: "Archive an event type, or remove it for good",
  method: "DELETE",
  path: "/event-type/{event_type_name}",
  query: z.object({
    expunge: QueryFlag.optional().describe("Remove it instead of archiving it."),
    if_unused: QueryFlag.optional().describe("409 and nothing is done while endpoints have chosen it by its name."),
  }),
  responses: { 204: null },
});

export const listEventTypeViolations = defineOperation({
  id: "listEventTypeViolations",
  tag,
  summary: "List the last messages that were accepted and did not fit the schema",
  method: "GET",
  path: "/event-type/{event_type_name}/violations",
  responses: { 200: EventTypeViolationsOut },
});
