import { z } from "zod";
import { Timestamp } from "./common.ts";
import { isDeeperThan } from "./depth.ts";
import { DEEPEST_SCHEMA, LONGEST_SCHEMA, SchemaIssueOut } from "./event-type.ts";
import { defineOperation } from "./operation.ts";

/** How far back usage is counted and payloads are read. */
export const USAGE_DAYS = 7;

const Messages = z
  .number()
  .int()
  .describe(
    `Messages of the last ${USAGE_DAYS} days, tests left out; of what came within the last minute, 10,000 at most.`,
  );
const Chosen = z.number().int().describe("Endpoints that chose it by its name.");
const ByGroup = z.number().int().describe("Endpoints that get it by a group, `invoice.*`.");
const Everything = z.number().int().describe("Endpoints that chose nothing, and so get every event type.");

export const EventTypeUsageOut = z.object({
  name: z.string(),
  isDescribed: z.boolean().describe("Whether it is in the catalogue, archived or not."),
  messages: Messages,
  chosen: Chosen,
  byGroup: ByGroup,
});
export type EventTypeUsageOut = z.infer<typeof EventTypeUsageOut>;

export const EventTypeUsageListOut = z.object({
  data: z
    .array(EventTypeUsageOut)
    .describe("By name: all of the catalogue, and the 100 that are sent most without being in it."),
  everything: Everything,
});
export type EventTypeUsageListOut = z.infer<typeof EventTypeUsageListOut>;

export const EventTypeSubscriberOut = z.object({
  endpointId: z.string().describe("`ep_…`"),
  endpointName: z.string().describe("Its name, or the host of its URL."),
  url: z.string(),
  applicationId: z.string().describe("`app_…`"),
  applicationName: z.string(),
  how: z.enum(["chosen", "group"]).describe("Whether it chose the event type by its name, or a group of it."),
});
export type EventTypeSubscriberOut = z.infer<typeof EventTypeSubscriberOut>;

export const EventTypeUsedByOut = z.object({
  messages: Messages,
  chosen: Chosen,
  byGroup: ByGroup,
  everything: Everything,
  subscribers: z
    .array(EventTypeSubscriberOut)
    .describe("Those that chose it and those that get it by a group, the former first; 100 at most."),
});
export type EventTypeUsedByOut = z.infer<typeof EventTypeUsedByOut>;

export const DriftOut = SchemaIssueOut.extend({
  count: z.number().int().describe("Payloads of those read in which this is so."),
  messageId: z.string().describe("`msg_…`: the newest of them."),
  applicationId: z.string().describe("`app_…`: whose it is."),
});
export type DriftOut = z.infer<typeof DriftOut>;

export const EventTypeDriftOut = z.object({
  schemaVersion: z.string().nullable().describe("Version that was held against the payloads; null without a schema."),
  read: z.number().int().describe("Payloads that were read: the newest, 300 at most."),
  misfits: z.number().int().describe("How many of them do not fit the schema."),
  since: Timestamp.nullable().describe("When the oldest of them came; null when there was none."),
  skipped: z.number().int().describe("Messages that were passed over: of more than 64 KiB, or no longer kept."),
  problem: z.string().nullable().describe("Why the payloads could not be checked; null when they were."),
  data: z.array(DriftOut).describe("What does not fit, the most frequent first; 50 at most."),
});
export type EventTypeDriftOut = z.infer<typeof EventTypeDriftOut>;

const MOST_EXAMPLES = 25;

export const SchemaCheckIn = z.strictObject({
  schema: z
    .record(z.string(), z.unknown())
    .refine((schema) => !isDeeperThan(DEEPEST_SCHEMA, schema), {
      message: `is nested more than ${DEEPEST_SCHEMA} levels deep`,
      abort: true,
    })
    .refine((schema) => JSON.stringify(schema).length <= LONGEST_SCHEMA, `is longer than ${LONGEST_SCHEMA} characters`)
    .describe("What may be a JSON Schema."),
  payloads: z
    .array(z.unknown())
    .max(MOST_EXAMPLES)
    .default([])
    .describe(`Payloads to hold it against, ${MOST_EXAMPLES} at most.`),
});
export type SchemaCheckIn = z.infer<typeof SchemaCheckIn>;

export const SchemaCheckOut = z.object({
  problem: z
    .object({
      path: z.array(z.string()).describe("Keys from the schema's root to the place; empty for all of it."),
      text: z.string().describe("What is wrong, as the end of a sentence that begins with the schema."),
    })
    .nullable()
    .describe("Why it is no JSON Schema, or cannot be used as one; null when it can."),
  payloads: z
    .array(z.array(SchemaIssueOut))
    .describe("What does not fit, for each payload in their order; empty when there is a problem."),
});
export type SchemaCheckOut = z.infer<typeof SchemaCheckOut>;

const tag = "Event type";

export const listEventTypeUsage = defineOperation({
  id: "listEventTypeUsage",
  tag,
  summary: "Show how much each event type is sent, and how many endpoints chose it",
  method: "GET",
  path: "/event-type-usage",
  responses: { 200: EventTypeUsageListOut },
});

export const getEventTypeUsage = defineOperation({
  id: "getEventTypeUsage",
  tag,
  summary: "Show how much an event type is sent, and which endpoints chose it",
  method: "GET",
  path: "/event-type/{event_type_name}/usage",
  responses: { 200: EventTypeUsedByOut },
});

export const getEventTypeDrift = defineOperation({
  id: "getEventTypeDrift",
  tag,
  summary: "Hold the newest payloads of an event type against its schema",
  method: "GET",
  path: "/event-type/{event_type_name}/drift",
  limit: { name: "schema-drift", perMinute: 30, per: "caller" },
  responses: { 200: EventTypeDriftOut },
});

export const checkEventTypeSchema = defineOperation({
  id: "checkEventTypeSchema",
  tag,
  summary: "Check a JSON Schema and payloads against it, without storing anything",
  method: "POST",
  path: "/event-type-check",
  body: SchemaCheckIn,
  limit: { name: "schema-check", perMinute: 240, per: "caller" },
  responses: { 200: SchemaCheckOut },
});
