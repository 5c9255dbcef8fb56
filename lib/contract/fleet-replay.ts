import { z } from "zod";
import { BackgroundTaskOut, TaskName } from "./background-task.ts";
import { EventTypePattern, ListQuery, listOf, OrderQuery, QueryFlag, Timestamp } from "./common.ts";
import { REPLAY_MANY_LIMIT } from "./limits.ts";
import { defineOperation } from "./operation.ts";
import { BulkReplayIn, REPLAY_WHATS, ReplayPreviewOut } from "./replay.ts";
import { GUARDS } from "./replay-guards.ts";

const ids = (what: string) => z.array(z.string().max(256)).min(1).max(250).nullish().describe(what);

export const EndpointRate = z
  .number()
  .int()
  .min(1)
  .max(GUARDS.mostRate)
  .describe(`Deliveries a second to each endpoint, at most; there is always a limit, ${GUARDS.usualRate} by default.`);
export const ReplayReason = z.string().trim().min(3).max(500).describe("Why it is done, for the audit log.");
const Count = z.number().int().min(0).describe("How many deliveries it is, as whoever asks has typed it.");

export const FleetReplayIn = BulkReplayIn.omit({ status: true, ratePerSecond: true }).extend({
  what: z
    .enum(REPLAY_WHATS)
    .nullish()
    .describe(
      "`failed`: what gave up, also when neither this nor `states` is given. `missing`: what was never sent. `undelivered`: what failed, and what was not sent because its endpoint was off.",
    ),
  applicationIds: ids("Only these applications: ids (`app_…`) or uids; null is every one."),
  excludedApplicationIds: ids("None of these applications."),
  endpointIds: ids("Only these endpoints: ids (`ep_…`)."),
  excludedEndpointIds: ids("None of these endpoints."),
  excludedEventTypes: z.array(EventTypePattern).max(250).nullish().describe("None of these types or groups."),
  ratePerEndpoint: EndpointRate.nullish(),
  reason: ReplayReason.nullish(),
  confirmedCount: Count.nullish(),
});
export type FleetReplayIn = z.infer<typeof FleetReplayIn>;

const Needs = z
  .object({
    count: z.boolean().describe("The count must be typed and a reason given."),
    secondPerson: z.boolean().describe("Another member of staff must approve."),
    role: z.enum(["support", "engineer"]).describe("The least role of staff that may start it."),
  })
  .describe("What it needs before the first delivery is sent.");

export const FleetReplayPreviewOut = ReplayPreviewOut.extend({
  customers: z.number().describe("Applications among them."),
  byApplication: z
    .array(
      z.object({
        applicationId: z.string(),
        name: z.string().describe("Name of the application."),
        count: z.number(),
      }),
    )
    .describe("The 50 with the most."),
  byEndpoint: z
    .array(
      z.object({
        endpointId: z.string(),
        name: z.string().describe("Name of the endpoint, or its host."),
        applicationId: z.string(),
        count: z.number(),
      }),
    )
    .describe("The 50 with the most."),
  turnedOff: z.number().describe("Left out, because their endpoint is turned off."),
  needs: Needs,
});
export type FleetReplayPreviewOut = z.infer<typeof FleetReplayPreviewOut>;

const share = {
  total: z.number().describe("Deliveries that belong to it."),
  succeeded: z.number().describe("Delivered."),
  failed: z.number().describe("Failed again."),
  skipped: z.number().describe("Not sent, because something else had become of them."),
  queued: z.number().describe("Handed to the worker, outcome not known yet."),
  left: z.number().describe("Not begun."),
};
export const FleetReplayOut = BackgroundTaskOut.extend({
  ratePerEndpoint: EndpointRate,
  reason: z.string().nullable().describe("Why it is done."),
  asks: z
    .enum(["confirmation", "approval", "failing"])
    .nullable()
    .describe(
      "What it is paused for: somebody types the count, a second person approves, or somebody decides whether it goes on although most of the first failed.",
    ),
  needs: Needs,
  confirmedBy: z.string().nullable().describe("Who typed the count."),
  approvedBy: z.string().nullable().describe("Who approved of it."),
  approvalUntil: Timestamp.nullable().describe("When it ends by itself without a second person."),
  mayApprove: z.boolean().describe("Whether whoever asks may approve of it now."),
  customers: z
    .array(z.object({ applicationId: z.string(), name: z.string().describe("Name of the application."), ...share }))
    .describe("The 100 applications with the most deliveries; empty until it is prepared, and in lists."),
  customerCount: z.number().describe("Applications that it is about; 0 until it is prepared."),
});
export type FleetReplayOut = z.infer<typeof FleetReplayOut>;

export const FleetReplayConfirmIn = z.strictObject({ count: Count, reason: ReplayReason });
export type FleetReplayConfirmIn = z.infer<typeof FleetReplayConfirmIn>;
export const FleetReplayPatch = z.strictObject({
  name: TaskName.nullable().optional(),
  ratePerEndpoint: EndpointRate.optional(),
});
export type FleetReplayPatch = z.infer<typeof FleetReplayPatch>;

const read = { tag: "Replay", method: "GET" } as const;
const change = { tag: "Replay", method: "POST" } as const;
const one = "/replays/{replay_id}";
const answer = { 200: FleetReplayOut };

export const previewFleetReplay = defineOperation({
  ...change,
  id: "previewFleetReplay",
  limit: REPLAY_MANY_LIMIT,
  summary: "Count what a replay across applications would send, and send nothing",
  path: "/replays/dry-run",
  body: FleetReplayIn,
  responses: { 200: FleetReplayPreviewOut },
});
export const startFleetReplay = defineOperation({
  ...change,
  id: "startFleetReplay",
  limit: REPLAY_MANY_LIMIT,
  summary: "Replay across applications by a filter, as a background task",
  path: "/replays",
  body: FleetReplayIn,
  responses: { 202: FleetReplayOut },
});
export const listFleetReplays = defineOperation({
  ...read,
  id: "listFleetReplays",
  summary: "List the replays across applications of the last 90 days, newest first",
  path: "/replays",
  query: ListQuery.extend({
    open: QueryFlag.optional().describe("Only those that are not over."),
    order: OrderQuery.default("descending"),
  }),
  responses: { 200: listOf(FleetReplayOut) },
});
export const getFleetReplay = defineOperation({
  ...read,
  id: "getFleetReplay",
  summary: "Get a replay across applications, with how it goes with each of them",
  path: one,
  responses: answer,
});
export const patchFleetReplay = defineOperation({
  ...change,
  id: "patchFleetReplay",
  summary: "Rename a replay across applications, or change its rate while it runs",
  method: "PATCH",
  path: one,
  body: FleetReplayPatch,
  responses: answer,
});
export const confirmFleetReplay = defineOperation({
  ...change,
  id: "confirmFleetReplay",
  summary: "Type the count of a replay that waits for it, and say why it is done",
  path: `${one}/confirm`,
  body: FleetReplayConfirmIn,
  responses: answer,
});
export const approveFleetReplay = defineOperation({
  ...change,
  id: "approveFleetReplay",
  summary: "Approve of a large replay that somebody else has asked for",
  path: `${one}/approve`,
  responses: answer,
});
export const refuseFleetReplay = defineOperation({
  ...change,
  id: "refuseFleetReplay",
  summary: "Refuse a large replay that waits for a second person",
  path: `${one}/refuse`,
  responses: answer,
});
export const pauseFleetReplay = defineOperation({
  ...change,
  id: "pauseFleetReplay",
  summary: "Pause a replay across applications: what was not sent yet is taken back",
  path: `${one}/pause`,
  responses: answer,
});
export const resumeFleetReplay = defineOperation({
  ...change,
  id: "resumeFleetReplay",
  summary: "Go on with a paused replay across applications, also one that asks because its first deliveries failed",
  path: `${one}/resume`,
  responses: answer,
});
export const cancelFleetReplay = defineOperation({
  ...change,
  id: "cancelFleetReplay",
  summary: "End a replay across applications: what was not sent stays as it was",
  path: `${one}/cancel`,
  responses: answer,
});
