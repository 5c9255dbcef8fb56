import { z } from "zod";
import { Channel, ListQuery, listOf, QueryFlag, QueryList, Timestamp } from "./common.ts";
import { EndpointOut } from "./endpoint.ts";
import { REPLAY_LIMIT } from "./limits.ts";
import { MessageOut } from "./message.ts";
import { defineOperation } from "./operation.ts";

/** Numbers and words of the wire: 0 success, 1 pending, 2 fail, 3 sending, 4 canceled. */
export const ATTEMPT_STATUS_TEXT = ["success", "pending", "fail", "sending", "canceled"] as const;
const status = z.number().int().describe("0 success, 1 pending, 2 fail, 3 sending, 4 canceled.");
const statusText = z.enum(ATTEMPT_STATUS_TEXT).describe("`status` as a word.");

export const MessageAttemptOut = z.object({
  id: z.string().describe("`atmpt_…`"),
  url: z.string().describe("URL as sent."),
  msgId: z.string(),
  endpointId: z.string(),
  timestamp: Timestamp,
  response: z.string().describe("First 20,000 bytes of the reply, or the error in words when there was none."),
  responseStatusCode: z.number().describe("0 when there was no reply."),
  responseDurationMs: z.number(),
  status,
  statusText,
  triggerType: z.number().int().describe("0 by schedule, 1 asked for by a person."),
  msg: MessageOut.nullish().describe("With `with_msg`; its payload is left out."),
});
export type MessageAttemptOut = z.infer<typeof MessageAttemptOut>;

export const MessageEndpointOut = EndpointOut.extend({
  status,
  statusText,
  nextAttempt: Timestamp.nullable().describe("When it is tried again."),
});
export type MessageEndpointOut = z.infer<typeof MessageEndpointOut>;

export const EndpointMessageOut = MessageOut.extend({
  status,
  statusText,
  nextAttempt: Timestamp.nullable().describe("When it is tried again."),
});
export type EndpointMessageOut = z.infer<typeof EndpointMessageOut>;

const AttemptQuery = ListQuery.extend({
  status: z.coerce.number().int().min(0).max(4).optional(),
  status_code_class: z.coerce.number().int().min(0).max(500).optional().describe("0, 100, 200, 300, 400 or 500."),
  channel: Channel.optional(),
  tag: z.string().max(128).optional(),
  before: Timestamp.optional(),
  after: Timestamp.optional(),
  with_content: QueryFlag.default(true).describe("With replies."),
  with_msg: QueryFlag.optional().describe("With the message, without its payload."),
  expanded_statuses: QueryFlag.optional().describe("Canceled tries as 4 instead of 0."),
  event_types: QueryList.optional(),
});

const shared = {
  tag: "Attempt",
} as const;

export const listAttemptsByEndpoint = defineOperation({
  ...shared,
  id: "listAttemptsByEndpoint",
  summary: "List tries of an endpoint, newest first",
  method: "GET",
  path: "/app/{app_id}/attempt/endpoint/{endpoint_id}",
  query: AttemptQuery,
  responses: { 200: listOf(MessageAttemptOut) },
});
export const listAttemptsByMessage = defineOperation({
  ...shared,
  id: "listAttemptsByMessage",
  summary: "List tries of a message, newest first",
  method: "GET",
  path: "/app/{app_id}/attempt/msg/{msg_id}",
  query: AttemptQuery.extend({ endpoint_id: z.string().optional() }),
  responses: { 200: listOf(MessageAttemptOut) },
});
export const listMessageAttempts = defineOperation({
  ...shared,
  id: "listMessageAttempts",
  summary: "Old path of the tries of a message",
  method: "GET",
  path: "/app/{app_id}/msg/{msg_id}/attempt",
  query: AttemptQuery.extend({ endpoint_id: z.string().optional() }),
  responses: { 200: listOf(MessageAttemptOut) },
  deprecated: true,
});
export const listMessageEndpointAttempts = defineOperation({
  ...shared,
  id: "listMessageEndpointAttempts",
  summary: "Old path of the tries of a message at one endpoint",
  method: "GET",
  path: "/app/{app_id}/msg/{msg_id}/endpoint/{endpoint_id}/attempt",
  query: AttemptQuery,
  responses: { 200: listOf(MessageAttemptOut) },
  deprecated: true,
});
export const listAttemptedMessages = defineOperation({
  ...shared,
  id: "listAttemptedMessages",
  summary: "List the messages of an endpoint, newest first, with the state of each delivery",
  method: "GET",
  path: "/app/{app_id}/endpoint/{endpoint_id}/msg",
  query: ListQuery.extend({
    status: AttemptQuery.shape.status,
    channel: Channel.optional(),
    tag: z.string().max(128).optional(),
    before: Timestamp.optional(),
    after: Timestamp.optional(),
    with_content: QueryFlag.default(true).describe("With payloads."),
    event_types: QueryList.optional(),
  }),
  responses: { 200: listOf(EndpointMessageOut) },
});
export const listMessageDestinations = defineOperation({
  ...shared,
  id: "listMessageDestinations",
  summary: "List the endpoints that a message goes to, with the state of each delivery",
  method: "GET",
  path: "/app/{app_id}/msg/{msg_id}/endpoint",
  query: ListQuery,
  responses: { 200: listOf(MessageEndpointOut) },
});
export const getAttempt = defineOperation({
  ...shared,
  id: "getAttempt",
  summary: "Get one try",
  method: "GET",
  path: "/app/{app_id}/msg/{msg_id}/attempt/{attempt_id}",
  query: z.object({ expanded_statuses: QueryFlag.optional().describe("Canceled tries as 4 instead of 0.") }),
  responses: { 200: MessageAttemptOut },
});
export const resendMessage = defineOperation({
  ...shared,
  id: "resendMessage",
  limit: REPLAY_LIMIT,
  summary: "Replay a message to one endpoint: one extra try now",
  method: "POST",
  path: "/app/{app_id}/msg/{msg_id}/endpoint/{endpoint_id}/resend",
  responses: { 202: z.object({}) },
});
