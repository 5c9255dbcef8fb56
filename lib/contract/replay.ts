import { z } from "zod";
import { BackgroundTaskOut, RatePerSecond, TaskName } from "./background-task.ts";
import { Channel, EventTypePattern, QueryList, Timestamp } from "./common.ts";
import { REPLAY_MANY_LIMIT } from "./limits.ts";
import { defineOperation } from "./operation.ts";

const pace = {
  ratePerSecond: RatePerSecond.nullish(),
  name: TaskName.nullish(),
  startInSeconds: z
    .number()
    .int()
    .min(0)
    .max(3600)
    .nullish()
    .describe("Send nothing before, so that there is time to cancel; 0 by default."),
};
/** What a replay may look for besides a state. */
export const REPLAY_WHATS = ["failed", "missing", "undelivered"] as const;
/** What is being sent at the moment cannot be replayed. */
export const REPLAYABLE_STATES = ["retrying", "delivered", "failed", "canceled"] as const;

const until = Timestamp.nullish().describe("Made before; at the latest, and by default, now.");

export const RecoverIn = z.strictObject({
  since: Timestamp.describe("Made at or after; at most 14 days ago."),
  until,
  ...pace,
});
export type RecoverIn = z.infer<typeof RecoverIn>;

export const ReplayIn = z.strictObject({ since: Timestamp.describe("Made at or after."), until, ...pace });
export type ReplayIn = z.infer<typeof ReplayIn>;

export const BulkReplayIn = z.strictObject({
  since: Timestamp.describe("Made at or after."),
  until,
  eventTypes: z.array(EventTypePattern).max(250).nullish().describe("Only these types or groups (`invoice.*`)."),
  channel: Channel.nullish(),
  tag: z.string().min(1).max(128).nullish(),
  status: z
    .number()
    .int()
    .min(0)
    .max(4)
    .nullish()
    .describe(
      "Only deliveries that are 0 delivered, 1 waiting for a retry, 2 failed, 4 canceled; null is all of them, delivered ones too.",
    ),
  statusCodeClass: z
    .union([z.literal(0), z.literal(100), z.literal(200), z.literal(300), z.literal(400), z.literal(500)])
    .nullish()
    .describe("Only those whose last reply was of this class; 0 is none at all."),
  codes: z.array(z.string().max(16)).max(50).nullish().describe("Last reply: `429`, `4xx`, `500-599`."),
  causes: z.array(z.string().max(64)).max(50).nullish().describe("Causes of the diagnosis dictionary."),
  what: z
    .enum(REPLAY_WHATS)
    .nullish()
    .describe(
      "In place of `status`. `failed`: what `recover` sends. `missing`: what `replay-missing` sends. `undelivered`: what failed, and what was not sent because its endpoint was off.",
    ),
  states: z
    .array(z.enum(REPLAYABLE_STATES))
    .max(REPLAYABLE_STATES.length)
    .nullish()
    .describe("In place of `status`: deliveries in one of these states."),
  failedAgainOf: z
    .string()
    .max(64)
    .nullish()
    .describe(
      "In place of `status`: what failed again in this replay (`qtask_…`) and is not delivered yet; known for a day after its end.",
    ),
  ...pace,
});
export type BulkReplayIn = z.infer<typeof BulkReplayIn>;

export const ApplicationReplayIn = BulkReplayIn.extend({
  endpointIds: z
    .array(z.string().max(256))
    .min(1)
    .max(250)
    .nullish()
    .describe("Ids (`ep_…`) or uids; null is every one."),
});
export type ApplicationReplayIn = z.infer<typeof ApplicationReplayIn>;

export const ReplayPreviewOut = z.object({
  deliveries: z.number().describe("What would be sent now."),
  exact: z.boolean().describe("False when counting stopped at its limit of time: the numbers are at least these."),
  messages: z.number().describe("Messages among them."),
  expunged: z.number().describe("Left out, because their payload is no longer kept."),
  oldest: Timestamp.nullable().describe("When the oldest message was made."),
  newest: Timestamp.nullable().describe("When the newest message was made."),
  byEventType: z.array(z.object({ eventType: z.string(), count: z.number() })).describe("The 50 most frequent types."),
  byEndpoint: z.array(z.object({ endpointId: z.string(), count: z.number() })).describe("The 50 with the most."),
  samples: z
    .array(
      z.object({
        messageId: z.string(),
        deliveryId: z.string().nullable().describe("null when there is none yet."),
        endpointId: z.string(),
        eventType: z.string(),
      }),
    )
    .describe("The five oldest."),
  seconds: z
    .number()
    .nullable()
    .describe("About how long it takes at the rate asked for, or at the endpoint's limit; null without either."),
});
export type ReplayPreviewOut = z.infer<typeof ReplayPreviewOut>;

const shared = {
  tag: "Replay",
  method: "POST",
} as const;
const one = "/app/{app_id}/endpoint/{endpoint_id}";
const started = { 202: BackgroundTaskOut };
const preview = { 200: ReplayPreviewOut };

export const recoverEndpoint = defineOperation({
  ...shared,
  id: "recoverEndpoint",
  limit: REPLAY_MANY_LIMIT,
  summary: "Replay what failed at an endpoint since a moment, as a background task",
  path: `${one}/recover`,
  body: RecoverIn,
  responses: started,
});
export const previewRecoverEndpoint = defineOperation({
  ...shared,
  id: "previewRecoverEndpoint",
  limit: REPLAY_MANY_LIMIT,
  summary: "Count what recovering would send, and send nothing",
  path: `${one}/recover/dry-run`,
  body: RecoverIn,
  responses: preview,
});
export const replayMissing = defineOperation({
  ...shared,
  id: "replayMissing",
  limit: REPLAY_MANY_LIMIT,
  summary: "Send an endpoint the messages that it wants now and never had a try of, as a background task",
  path: `${one}/replay-missing`,
  body: ReplayIn,
  responses: started,
});
export const previewReplayMissing = defineOperation({
  ...shared,
  id: "previewReplayMissing",
  limit: REPLAY_MANY_LIMIT,
  summary: "Count what an endpoint never had, and send nothing",
  path: `${one}/replay-missing/dry-run`,
  body: ReplayIn,
  responses: preview,
});
export const bulkReplayEndpoint = defineOperation({
  ...shared,
  id: "bulkReplayEndpoint",
  limit: REPLAY_MANY_LIMIT,
  summary: "Replay deliveries of an endpoint by a filter, delivered ones too, as a background task",
  path: `${one}/bulk-replay`,
  body: BulkReplayIn,
  responses: started,
});
export const previewBulkReplayEndpoint = defineOperation({
  ...shared,
  id: "previewBulkReplayEndpoint",
  limit: REPLAY_MANY_LIMIT,
  summary: "Count what a bulk replay would send, and send nothing",
  path: `${one}/bulk-replay/dry-run`,
  body: BulkReplayIn,
  responses: preview,
});
export const bulkReplayApplication = defineOperation({
  ...shared,
  id: "bulkReplayApplication",
  limit: REPLAY_MANY_LIMIT,
  summary: "Replay deliveries of an application by a filter, over its endpoints, as a background task",
  path: "/app/{app_id}/bulk-replay",
  body: ApplicationReplayIn,
  responses: started,
});
export const previewBulkReplayApplication = defineOperation({
  ...shared,
  id: "previewBulkReplayApplication",
  limit: REPLAY_MANY_LIMIT,
  summary: "Count what a bulk replay over an application would send, and send nothing",
  path: "/app/{app_id}/bulk-replay/dry-run",
  body: ApplicationReplayIn,
  responses: preview,
});

export const ReplayWindowOut = z.object({
  since: Timestamp,
  until: Timestamp.nullable().describe("null while it lasts."),
});
export type ReplayWindowOut = z.infer<typeof ReplayWindowOut>;

export const ReplayWindowsOut = z.object({
  failing: ReplayWindowOut.nullable().describe("Since the first delivery that failed and was not delivered later."),
  off: ReplayWindowOut.nullable().describe("The last time that deliveries were not sent because an endpoint was off."),
});
export type ReplayWindowsOut = z.infer<typeof ReplayWindowsOut>;

export const getReplayWindows = defineOperation({
  tag: "Replay",
  method: "GET",
  id: "getReplayWindows",
  summary: "Find the spans of time that somebody may want to replay: an outage, an endpoint that was off",
  path: "/app/{app_id}/replay-windows",
  query: z.object({
    endpoint: QueryList.optional().describe("Only of these endpoints: ids (`ep_…`) or uids; the newest 20 otherwise."),
  }),
  responses: { 200: ReplayWindowsOut },
});
