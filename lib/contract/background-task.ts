import { z } from "zod";
import { ListQuery, listOf, OrderQuery, QueryFlag, Timestamp } from "./common.ts";
import { defineOperation } from "./operation.ts";

/** Kinds of the wire protocol that Posthorn makes. */
export const TASK_KINDS = [
  "endpoint.recover",
  "endpoint.replay",
  "endpoint.bulk-replay",
  "application.purge_content",
  "application.stats",
  "event-type.aggregate",
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];
/** All that the official SDKs know, for filters. */
const WIRE_KINDS = [...TASK_KINDS, "message.broadcast", "sdk.generate"] as const;
export const TASK_STATUSES = ["running", "finished", "failed"] as const;
export const TASK_STATES = ["preparing", "running", "paused", "finished", "failed", "canceled"] as const;

export const RatePerSecond = z
  .number()
  .int()
  .min(1)
  .max(10_000)
  .describe("Deliveries a second, at most; null is as fast as the endpoint's own limits let them go.");
export const TaskName = z.string().trim().min(1).max(128).describe("What people call it.");

export const TaskProgressOut = z.object({
  total: z.number().describe("Deliveries (of a purge: messages) that belong to it; fixed once it is prepared."),
  queued: z.number().describe("Handed to the worker, outcome not known yet."),
  succeeded: z.number().describe("Delivered, or purged."),
  failed: z.number().describe("Failed again."),
  skipped: z
    .number()
    .describe("Not sent, because something else had become of them: delivered, tried, expunged, endpoint deleted."),
  left: z.number().describe("Not begun."),
  causes: z
    .array(z.object({ cause: z.string(), label: z.string().describe("In two or three words."), count: z.number() }))
    .describe("Why they failed again, most frequent first."),
});
export type TaskProgressOut = z.infer<typeof TaskProgressOut>;

export const TaskWaitingOut = z.object({
  kind: z
    .enum(["endpoint_off", "endpoint_paused", "breaker", "start", "confirmation", "approval", "failing"])
    .describe(
      "`endpoint_off` has paused the task, and so have `confirmation`, `approval` and `failing`, which only replays across applications wait for; the others end by themselves or with the pause of the endpoint.",
    ),
  text: z.string().describe("The same in a sentence."),
});
export type TaskWaitingOut = z.infer<typeof TaskWaitingOut>;

export const BackgroundTaskOut = z.object({
  id: z.string().describe("`qtask_…`"),
  task: z.enum(TASK_KINDS).describe("What it does."),
  status: z
    .enum(TASK_STATUSES)
    .describe("`running` also while it is prepared or paused; `failed` also when it was canceled. `state` says which."),
  updatedAt: Timestamp.describe("When it last came further."),
  data: z
    .record(z.string(), z.unknown())
    .describe(
      "What it has done: `{messagesSent}` of a replay, `{messagesPurged}`, or `{rowsRemoved}` where all of an application goes, `{appStats: […]}`, `{event_types: […]}`.",
    ),
  state: z.enum(TASK_STATES),
  name: z.string().nullable(),
  applicationId: z.string().nullable(),
  endpointId: z.string().nullable(),
  scope: z.record(z.string(), z.unknown()).describe("What was asked for; `until` is fixed."),
  ratePerSecond: RatePerSecond.nullable(),
  requestedBy: z
    .string()
    .describe("Who started it; in a portal, `Somebody else` for everybody but the session that asks."),
  createdAt: Timestamp,
  startsAt: Timestamp.nullable().describe("When the first of it goes, where that was put off and has not come yet."),
  finishedAt: Timestamp.nullable(),
  progress: TaskProgressOut,
  waiting: TaskWaitingOut.nullable().describe(
    "Why nothing is sent at the moment; null when something is, or it is over.",
  ),
  error: z.string().nullable().describe("Why it failed, in a sentence."),
});
export type BackgroundTaskOut = z.infer<typeof BackgroundTaskOut>;

export const BackgroundTaskPatch = z.strictObject({
  name: TaskName.nullable().optional(),
  ratePerSecond: RatePerSecond.nullable().optional(),
});
export type BackgroundTaskPatch = z.infer<typeof BackgroundTaskPatch>;

const shared = { tag: "Background task" } as const;
const one = "/background-task/{task_id}";

export const listBackgroundTasks = defineOperation({
  ...shared,
  id: "listBackgroundTasks",
  summary: "List the tasks of the last 90 days, newest first; a portal session sees those of its application",
  method: "GET",
  path: "/background-task",
  query: ListQuery.extend({
    status: z.enum(TASK_STATUSES).optional().describe("Only tasks in this status."),
    task: z.enum(WIRE_KINDS).optional().describe("Only tasks of this kind."),
    replays: QueryFlag.optional().describe("Only replays: their rows are small, whatever other tasks have found out."),
    app: z.string().max(256).optional().describe("Only tasks of this application: its id (`app_…`) or uid."),
    order: OrderQuery.default("descending"),
  }),
  responses: { 200: listOf(BackgroundTaskOut) },
});
export const getBackgroundTask = defineOperation({
  ...shared,
  id: "getBackgroundTask",
  summary: "Get a task with its progress",
  method: "GET",
  path: one,
  responses: { 200: BackgroundTaskOut },
});
export const patchBackgroundTask = defineOperation({
  ...shared,
  id: "patchBackgroundTask",
  summary: "Rename a task, or change the rate of a replay while it runs",
  method: "PATCH",
  path: one,
  body: BackgroundTaskPatch,
  responses: { 200: BackgroundTaskOut },
});
export const pauseBackgroundTask = defineOperation({
  ...shared,
  id: "pauseBackgroundTask",
  summary: "Pause a replay: what was not sent yet is taken back; tries under way finish",
  method: "POST",
  path: `${one}/pause`,
  responses: { 200: BackgroundTaskOut },
});
export const resumeBackgroundTask = defineOperation({
  ...shared,
  id: "resumeBackgroundTask",
  summary: "Go on with a paused replay",
  method: "POST",
  path: `${one}/resume`,
  responses: { 200: BackgroundTaskOut },
});
export const cancelBackgroundTask = defineOperation({
  ...shared,
  id: "cancelBackgroundTask",
  summary: "End a task: what was not sent stays as it was, what was sent stays sent",
  method: "POST",
  path: `${one}/cancel`,
  responses: { 200: BackgroundTaskOut },
});
