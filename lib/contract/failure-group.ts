import { z } from "zod";
import { ListQuery, listOf, QueryList, Timestamp } from "./common.ts";
import { FAILURE_GROUP_SORTS, FAILURE_GROUP_STATES } from "./failure-group-words.ts";
import { defineOperation } from "./operation.ts";

export { FAILURE_GROUP_SORTS, FAILURE_GROUP_STATES, type FailureGroupState } from "./failure-group-words.ts";

export const FailureGroupOut = z.object({
  id: z.string().describe("`fgrp_…`"),
  cause: z.string(),
  causeLabel: z.string().describe("In two or three words."),
  statusCode: z.number().nullable().describe("What the receiver answered last; null for no answer."),
  endpointId: z.string(),
  endpointName: z.string().describe("Name, or host of the URL."),
  endpointState: z.enum(["on", "paused", "off"]).describe("Whether anything is sent to it at the moment."),
  applicationId: z.string(),
  applicationName: z.string(),
  state: z.enum(FAILURE_GROUP_STATES),
  isRegressed: z.boolean().describe("It was resolved before, and came back."),
  firstSeenAt: Timestamp,
  lastSeenAt: Timestamp,
  failedCount: z.number().describe("Deliveries that failed at least once for this cause, since it was first seen."),
  undelivered: z.number().describe("Of these and at this moment: messages that the endpoint still has not got."),
  isUndeliveredExact: z.boolean().describe("False above 10,000, where it is estimated from the newest of them."),
  acknowledgedAt: Timestamp.nullable(),
  acknowledgedBy: z.string().nullable().describe("Who is looking at it."),
  mutedUntil: Timestamp.nullable().describe("Null when it is not muted now."),
  mutedBy: z.string().nullable().describe("Who muted it."),
  resolvedAt: Timestamp.nullable(),
  pulse: z
    .array(z.object({ delivered: z.number(), failed: z.number() }))
    .describe("The endpoint's last 24 hours, all causes: 48 half-hours, the current one last."),
});
export type FailureGroupOut = z.infer<typeof FailureGroupOut>;

export const FailureGroupDetailOut = FailureGroupOut.extend({
  endpointUrl: z.string(),
  certificateNotAfter: Timestamp.nullable().describe("When the receiver's certificate ends, as last seen."),
});
export type FailureGroupDetailOut = z.infer<typeof FailureGroupDetailOut>;

export const FailureGroupFilter = z.object({
  state: QueryList.pipe(z.array(z.enum(FAILURE_GROUP_STATES)))
    .optional()
    .describe("Comma-separated; all by default."),
  cause: QueryList.optional().describe("Causes, comma-separated."),
  app: QueryList.optional().describe("Application ids, comma-separated."),
  endpoint: QueryList.optional().describe("Endpoint ids, comma-separated."),
  from: Timestamp.optional().describe("Seen at or after this moment."),
  to: Timestamp.optional().describe("First seen before this moment."),
});
export type FailureGroupFilter = z.infer<typeof FailureGroupFilter>;

export const FailureCauseOut = z.object({
  cause: z.string(),
  label: z.string(),
  groups: z.number().describe("Groups that have it."),
  undelivered: z.number().describe("Messages that these groups' endpoints still have not got."),
});
export type FailureCauseOut = z.infer<typeof FailureCauseOut>;

export const FailureExampleOut = z.object({
  deliveryId: z.string(),
  eventType: z.string(),
  failedAt: Timestamp,
  statusCode: z.number().nullable(),
  hasReply: z.boolean().describe("The receiver answered with a body."),
});
export type FailureExampleOut = z.infer<typeof FailureExampleOut>;

export const FailureFactOut = z.object({
  at: Timestamp,
  kind: z
    .enum([
      ...["opened", "regressed", "resolved", "acknowledged", "reopened", "muted", "unmuted", "note"],
      ...["endpoint_changed", "certificate_ends"],
    ] as const)
    .describe("`endpoint_changed` is told by `action`; the others are of the group itself."),
  action: z.string().nullable().describe("`endpoint.updated`, `endpoint.secret_rotated`, …"),
  fields: z.array(z.string()).describe("What of the endpoint changed, by field name."),
  by: z.string().nullable().describe("Who did it; null for the system."),
  note: z.string().nullable().describe("What a person wrote, as text."),
  mutedUntil: Timestamp.nullable(),
});
export type FailureFactOut = z.infer<typeof FailureFactOut>;

const MuteIn = z.strictObject({
  until: Timestamp.describe("When it shows again; at most a year ahead."),
});
const NoteIn = z.strictObject({
  note: z.string().trim().min(1).max(2_000).describe("Text for colleagues; customers never see it."),
});

const read = { tag: "Failure group", method: "GET" } as const;
const write = { tag: "Failure group", method: "POST" } as const;
const one = "/failure-group/{group_id}";

export const listFailureGroups = defineOperation({
  ...read,
  id: "listFailureGroups",
  summary: "List what fails, grouped by endpoint and cause; most undelivered messages first",
  path: "/failure-group",
  query: FailureGroupFilter.extend({
    ...ListQuery.shape,
    sort: z.enum(FAILURE_GROUP_SORTS).default("undelivered").describe("Largest, or latest, first."),
  }),
  responses: { 200: listOf(FailureGroupOut) },
});

export const listFailureCauses = defineOperation({
  ...read,
  id: "listFailureCauses",
  summary: "Count failure groups by cause, most undelivered messages first",
  path: "/failure-cause",
  query: FailureGroupFilter.omit({ cause: true }),
  responses: { 200: z.object({ data: z.array(FailureCauseOut) }) },
});

export const getFailureGroup = defineOperation({
  ...read,
  id: "getFailureGroup",
  summary: "Get a failure group",
  path: one,
  responses: { 200: FailureGroupDetailOut },
});

export const listFailureExamples = defineOperation({
  ...read,
  id: "listFailureExamples",
  summary: "List deliveries that failed for the cause of a group, newest first, at most 50",
  path: `${one}/example`,
  query: FailureGroupFilter.pick({ from: true, to: true }),
  responses: {
    200: z.object({
      data: z.array(FailureExampleOut),
      recommended: z.string().nullable().describe("The newest with a reply, else the newest."),
    }),
  },
});

export const listFailureFacts = defineOperation({
  ...read,
  id: "listFailureFacts",
  summary: "List what happened to a group and its endpoint that may explain it, newest first",
  path: `${one}/timeline`,
  responses: { 200: z.object({ data: z.array(FailureFactOut) }) },
});

export const acknowledgeFailureGroup = defineOperation({
  ...write,
  id: "acknowledgeFailureGroup",
  summary: "Say that somebody is looking at it",
  path: `${one}/acknowledge`,
  responses: { 200: FailureGroupDetailOut },
});
export const reopenFailureGroup = defineOperation({
  ...write,
  id: "reopenFailureGroup",
  summary: "Take an acknowledgement and a mute back",
  path: `${one}/reopen`,
  responses: { 200: FailureGroupDetailOut },
});
export const muteFailureGroup = defineOperation({
  ...write,
  id: "muteFailureGroup",
  summary: "Leave a group out of lists of what needs attention until a moment",
  path: `${one}/mute`,
  body: MuteIn,
  responses: { 200: FailureGroupDetailOut },
});
export const noteFailureGroup = defineOperation({
  ...write,
  id: "noteFailureGroup",
  summary: "Write a note for colleagues",
  path: `${one}/note`,
  body: NoteIn,
  responses: { 201: FailureFactOut },
});
