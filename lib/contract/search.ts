import { z } from "zod";
import { QueryFlag, Timestamp } from "./common.ts";
import { defineOperation } from "./operation.ts";

export const SearchHitOut = z.object({
  kind: z.enum([
    ...(["application", "endpoint", "message", "delivery", "attempt", "eventType"] as const),
    ...(["failureGroup", "source", "task", "portalSession"] as const),
  ]),
  id: z.string(),
  title: z.string(),
  detail: z.string(),
  applicationId: z.string().nullable(),
  applicationName: z.string().nullable(),
  deliveryId: z.string().nullable().describe("For messages and attempts: the delivery to look at."),
  exact: z.boolean().describe("The whole query is the id of this."),
});
export type SearchHitOut = z.infer<typeof SearchHitOut>;

export const SearchedPayloads = z.object({
  count: z.number().describe("Messages whose payload holds the text; those beyond 10 are not listed."),
  since: Timestamp.nullable().describe("The oldest message that was read; null when all that are kept were."),
  messages: z.number().describe("Messages that were read, newest first."),
});
export type SearchedPayloads = z.infer<typeof SearchedPayloads>;

export const search = defineOperation({
  id: "search",
  tag: "Search",
  summary: "Find anything by any id, uid, name, part of a URL, eventId, idempotency key, metadata or payload",
  method: "GET",
  path: "/search",
  query: z.object({
    q: z.string().trim().min(1).max(256),
    deep: QueryFlag.optional().describe("Look for idempotency keys and into payloads, too: takes longer."),
  }),
  responses: {
    200: z.object({
      data: z.array(SearchHitOut).describe("Exact ones first; at most 10 of a kind."),
      payloads: SearchedPayloads.nullable().describe("Which payloads were read; null when none were."),
    }),
  },
});
