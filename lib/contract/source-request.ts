import { z } from "zod";
import { ListQuery, listOf, Timestamp } from "./common.ts";
import { REPLAY_LIMIT, REPLAY_MANY_LIMIT } from "./limits.ts";
import { defineOperation } from "./operation.ts";
import { ContentGoneOut } from "./payload-keeping.ts";

export const SourceRequestState = z
  .enum(["waiting", "forwarded", "dead"])
  .describe("`waiting` for the worker, `forwarded` as a message, or `dead`: a dead letter.");
export type SourceRequestState = z.infer<typeof SourceRequestState>;

const Reason = z
  .enum([
    ...(["not_utf8", "not_json", "not_an_object", "too_large", "no_event_type", "bad_event_type"] as const),
    ...(["application_deleted", "application_suspended", "schema_violation", "refused", "fault"] as const),
  ])
  .describe("Why it became no message.");

const fields = {
  id: z.string().describe("`sreq_…`; the message that it becomes has it as its `eventId`."),
  state: SourceRequestState,
  receivedAt: Timestamp.describe("When it was taken."),
  processedAt: Timestamp.nullable().describe("When it was forwarded or given up; null while it waits."),
  eventId: z.string().nullable().describe("The provider's id of the event."),
  eventType: z.string().nullable().describe("Event type of the message; null when there is none."),
  messageId: z.string().nullable().describe("The message that it became, `msg_…`."),
  reason: Reason.nullable().describe("Why it is a dead letter, as a word."),
  detail: z.string().nullable().describe("Why it is a dead letter, in a sentence."),
  remoteAddress: z.string().nullable().describe("Address of the sender."),
  bodyBytes: z.number().describe("Size of the body."),
};

export const SourceRequestOut = z.object(fields);
export type SourceRequestOut = z.infer<typeof SourceRequestOut>;

export const SourceRequestContentOut = z.object({
  ...fields,
  headers: z
    .array(z.tuple([z.string(), z.string()]))
    .describe("Names and values in the order of the sender; credentials and cookies are masked."),
  body: z.string().describe("The body as it came; base64 when it is not text."),
  base64: z.boolean().describe("True when `body` is base64."),
  gone: ContentGoneOut.nullable().describe(
    "Why headers and body are no longer kept, and since when; null while they are.",
  ),
});
export type SourceRequestContentOut = z.infer<typeof SourceRequestContentOut>;

export const ReplayedOut = z.object({
  replayed: z.number().describe("Dead letters that wait for the worker again."),
  done: z.boolean().describe("False when there are more: ask again."),
});
export type ReplayedOut = z.infer<typeof ReplayedOut>;

const shared = { tag: "Source" } as const;
const ALL = "/app/{app_id}/source/{source_id}/request";

export const listSourceRequests = defineOperation({
  ...shared,
  id: "listSourceRequests",
  summary: "List what a source took, newest first; with `state=dead` its dead letters",
  method: "GET",
  path: ALL,
  query: ListQuery.extend({ state: SourceRequestState.optional().describe("Only requests in this state.") }),
  responses: { 200: listOf(SourceRequestOut) },
});
export const getSourceRequest = defineOperation({
  ...shared,
  id: "getSourceRequest",
  summary: "Get a request that a source took, with its headers and body",
  method: "GET",
  path: `${ALL}/{source_request_id}`,
  responses: { 200: SourceRequestContentOut },
});
export const replaySourceRequest = defineOperation({
  ...shared,
  id: "replaySourceRequest",
  limit: REPLAY_LIMIT,
  summary: "Try again to forward a dead letter, with the source as it is now",
  method: "POST",
  path: `${ALL}/{source_request_id}/replay`,
  responses: { 202: SourceRequestOut },
});
export const replaySourceRequests = defineOperation({
  ...shared,
  id: "replaySourceRequests",
  limit: REPLAY_MANY_LIMIT,
  summary: "Try again to forward the dead letters of a source, the oldest 10,000",
  method: "POST",
  path: "/app/{app_id}/source/{source_id}/replay",
  responses: { 202: ReplayedOut },
});
export const deleteSourceRequest = defineOperation({
  ...shared,
  id: "deleteSourceRequest",
  summary: "Delete a dead letter",
  method: "DELETE",
  path: `${ALL}/{source_request_id}`,
  responses: { 204: null },
});
