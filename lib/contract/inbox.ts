import { z } from "zod";
import { ListQuery, listOf, Timestamp } from "./common.ts";
import { defineOperation } from "./operation.ts";

export const InboxOut = z.object({
  id: z.string().describe("`inbox_…`"),
  url: z.url().describe("Address of this installation that takes and shows whatever is posted to it."),
  createdAt: Timestamp,
  expiresAt: Timestamp,
});
export type InboxOut = z.infer<typeof InboxOut>;

export const InboxRequestOut = z.object({
  id: z.string(),
  receivedAt: Timestamp,
  method: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string(),
});
export type InboxRequestOut = z.infer<typeof InboxRequestOut>;

const shared = {
  tag: "Debug inbox",
  actors: ["apiKey", "portal", "staff"],
  capability: "ViewBase",
  role: "support",
} as const;

export const createInbox = defineOperation({
  ...shared,
  id: "createInbox",
  summary: "Make a debug inbox: a URL to use as an endpoint while there is no server; lives 7 days",
  capability: "ManageEndpoint",
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
export const listInboxRequests = defineOperation({
  ...shared,
  id: "listInboxRequests",
  summary: "List what a debug inbox received, newest first; it keeps the last 100",
  method: "GET",
  path: "/app/{app_id}/inbox/{inbox_id}/request",
  query: ListQuery,
  responses: { 200: listOf(InboxRequestOut) },
});
