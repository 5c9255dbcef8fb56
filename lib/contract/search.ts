import { z } from "zod";
import { defineOperation } from "./operation.ts";

export const SearchHitOut = z.object({
  kind: z.enum(["application", "endpoint", "message", "delivery", "attempt", "eventType"]),
  id: z.string(),
  title: z.string(),
  detail: z.string(),
  applicationId: z.string().nullable(),
  applicationName: z.string().nullable(),
  deliveryId: z.string().nullable().describe("For messages and attempts: the delivery to look at."),
  exact: z.boolean().describe("The whole query is the id of this."),
});
export type SearchHitOut = z.infer<typeof SearchHitOut>;

export const search = defineOperation({
  id: "search",
  tag: "Search",
  summary: "Find anything by any id, uid, name, part of a URL or eventId",
  method: "GET",
  path: "/search",
  query: z.object({ q: z.string().trim().min(1).max(256) }),
  responses: { 200: z.object({ data: z.array(SearchHitOut) }) },
});
