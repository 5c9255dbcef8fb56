import { z } from "zod";
import { ListQuery, listOf, Timestamp } from "./common.ts";
import { MAX_REPLY_BODY, MAX_REPLY_DELAY_MS } from "./inbox-limits.ts";
import { defineOperation } from "./operation.ts";

/** How an inbox answers while nobody has said otherwise: as a good receiver does. */
export const USUAL_REPLY = { status: 200, delayMs: 0, contentType: "application/json", body: '{"ok":true}' } as const;

export const InboxReply = z.strictObject({
  status: z.number().int().min(200).max(599).default(USUAL_REPLY.status).describe("Status code, 200 to 599."),
  delayMs: z
    .number()
    .int()
    .min(0)
    .max(MAX_REPLY_DELAY_MS)
    .default(USUAL_REPLY.delayMs)
    .describe("Waits so many milliseconds before it answers, up to 20,000."),
  contentType: z
    .enum(["application/json", "text/plain"])
    .default(USUAL_REPLY.contentType)
    .describe("Media type of the body. There are no others: what an inbox answers never does anything in a browser."),
  body: z.string().max(MAX_REPLY_BODY).default(USUAL_REPLY.body).describe("Body, up to 4,096 characters."),
});
export type InboxReply = z.infer<typeof InboxReply>;

export const InboxPatch = z.strictObject({
  reply: InboxReply.nullable().describe("How it answers from now on; null is as usual: 200, at once."),
});
export type InboxPatch = z.infer<typeof InboxPatch>;

export const InboxOut = z.object({
  id: z.string().describe("`inbox_…`"),
  url: z.url().describe("Address of this installation that takes and shows whatever is posted to it."),
  reply: InboxReply.describe("How it answers."),
  createdAt: Timestamp,
  expiresAt: Timestamp.describe("It takes nothing from then on, and what it has received is deleted."),
});
export type InboxOut = z.infer<typeof InboxOut>;

export const InboxSignatureOut = z.object({
  verdict: z
    .enum(["valid", "wrong", "expired", "missing", "unknown"])
    .describe(
      "`valid`: signed by the endpoint below; `wrong`: by none that leads here; `expired`: signed right, more than 5 minutes away from when it came; `missing`: no signature; `unknown`: no endpoint leads here, or the body is no text.",
    ),
  endpointId: z.string().nullable().describe("The endpoint that signed it, `ep_…`."),
  secretLast4: z.string().nullable().describe("Last four characters of the secret that fits."),
});
export type InboxSignatureOut = z.infer<typeof InboxSignatureOut>;

export const InboxRequestOut = z.object({
  id: z.string(),
  receivedAt: Timestamp,
  method: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string(),
  replyStatus: z.number().nullable().describe("Status that it was answered with."),
  signature: InboxSignatureOut.describe("What its signature is worth, judged by the secrets of the time it came."),
});
export type InboxRequestOut = z.infer<typeof InboxRequestOut>;

const shared = {
  tag: "Debug inbox",
} as const;
const one = "/app/{app_id}/inbox/{inbox_id}";

export const createInbox = defineOperation({
  ...shared,
  id: "createInbox",
  summary: "Make a debug inbox: a URL to use as an endpoint while there is no server; lives 7 days",
  method: "POST",
  path: "/app/{app_id}/inbox",
  responses: { 201: InboxOut },
});
export const listInboxes = defineOperation({
  ...shared,
  id: "listInboxes",
  summary: "List debug inboxes that are alive, newest first",
  method: "GET",
  path: "/app/{app_id}/inbox",
  query: ListQuery,
  responses: { 200: listOf(InboxOut) },
});
export const getInbox = defineOperation({
  ...shared,
  id: "getInbox",
  summary: "Get a debug inbox that is alive",
  method: "GET",
  path: one,
  responses: { 200: InboxOut },
});
export const patchInbox = defineOperation({
  ...shared,
  id: "patchInbox",
  summary: "Change how a debug inbox answers",
  method: "PATCH",
  path: one,
  body: InboxPatch,
  responses: { 200: InboxOut },
});
export const deleteInbox = defineOperation({
  ...shared,
  id: "deleteInbox",
  summary: "Delete a debug inbox with all that it received; its URL answers 404 from then on",
  method: "DELETE",
  path: one,
  responses: { 204: null },
});
export const listInboxRequests = defineOperation({
  ...shared,
  id: "listInboxRequests",
  summary: "List what a debug inbox received, newest first; it keeps the last 100",
  method: "GET",
  path: `${one}/request`,
  query: ListQuery,
  responses: { 200: listOf(InboxRequestOut) },
});
