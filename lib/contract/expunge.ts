import { z } from "zod";
import { BackgroundTaskOut } from "./background-task.ts";
import { defineOperation } from "./operation.ts";

export const BulkExpungeIn = z.strictObject({
  ids: z.array(z.string().min(1).max(256)).max(250).default([]).describe("Ids (`msg_…`) or eventIds, at most 250."),
});
export type BulkExpungeIn = z.infer<typeof BulkExpungeIn>;

export const BulkExpungeOut = z.object({
  results: z
    .record(z.string(), z.enum(["expunged", "not-found"]))
    .describe("What became of each, by the name it was given."),
});
export type BulkExpungeOut = z.infer<typeof BulkExpungeOut>;

export const expungeMessageContent = defineOperation({
  id: "expungeMessageContent",
  tag: "Message",
  summary:
    "Delete the payload of a message and the replies to its tries; what waits of it is canceled, and it cannot be replayed",
  method: "DELETE",
  path: "/app/{app_id}/msg/{msg_id}/content",
  responses: { 204: null },
});
export const expungeAttemptContent = defineOperation({
  id: "expungeAttemptContent",
  tag: "Attempt",
  summary: "Delete the reply to a try: its headers and its body",
  method: "DELETE",
  path: "/app/{app_id}/msg/{msg_id}/attempt/{attempt_id}/content",
  responses: { 204: null },
});
export const bulkExpungeMessageContents = defineOperation({
  id: "bulkExpungeMessageContents",
  tag: "Message",
  summary: "Delete the contents of several messages, all in one commit",
  method: "POST",
  path: "/app/{app_id}/msg/bulk-expunge",
  body: BulkExpungeIn,
  responses: { 200: BulkExpungeOut },
});
export const expungeAllMessageContents = defineOperation({
  id: "expungeAllMessageContents",
  tag: "Message",
  summary: "Delete the contents of all messages that the application has now, as a background task",
  method: "POST",
  path: "/app/{app_id}/msg/expunge-all-contents",
  responses: { 202: BackgroundTaskOut },
});
