import { z } from "zod";
import { ListQuery, listOf, QueryList, Timestamp } from "./common.ts";
import { defineOperation } from "./operation.ts";

export const REQUEST_STATUS_CLASSES = ["2xx", "4xx", "5xx"] as const;

export const ApiRequestOut = z.object({
  id: z.string().describe("`areq_…`"),
  at: Timestamp.describe("When it came."),
  method: z.string(),
  route: z
    .string()
    .nullable()
    .describe("As this document names it, `/app/{app_id}/msg`; null for a path that there is not."),
  path: z.string().describe("As it was asked for, without the query string."),
  status: z.number().describe("Status code of the answer."),
  durationMs: z.number().describe("From its arrival to its answer."),
  idempotency: z
    .enum(["first", "repeated", "reused"])
    .nullable()
    .describe(
      "With an idempotency key: done for the first time, answered from the first time, or refused because another request had the key. Null without one.",
    ),
  requestBytes: z.number().nullable().describe("Size of its body, as it said; the body is not kept."),
  responseBytes: z.number().nullable().describe("Size of the answer; null for a stream."),
  problem: z.unknown().describe("The answer when it failed; null otherwise."),
  requestId: z.string().describe("`x-request-id` of the answer."),
  key: z
    .object({ id: z.string(), name: z.string(), last4: z.string() })
    .nullable()
    .describe("The API key; null for one that we do not know."),
  credentialEnd: z.string().nullable().describe("The last characters of a credential that we do not know."),
  remoteAddress: z.string().nullable().describe("Where it came from."),
  userAgent: z.string().nullable().describe("The program that sent it, as it said."),
  leftOut: z
    .number()
    .describe(
      "How many of the key's requests with such an outcome were left out before this one, because there were too many.",
    ),
});
export type ApiRequestOut = z.infer<typeof ApiRequestOut>;

const reads = { tag: "API key", method: "GET" } as const;

export const listApiRequests = defineOperation({
  ...reads,
  id: "listApiRequests",
  summary: "The last requests to the API, newest first",
  path: "/api-request",
  query: ListQuery.extend({
    key: z
      .string()
      .max(64)
      .optional()
      .describe("Id of an API key; `none` for requests with a credential that we do not know."),
    status: QueryList.pipe(z.array(z.enum(REQUEST_STATUS_CLASSES)))
      .optional()
      .describe("Classes of status codes."),
    method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).optional().describe("Their method."),
    path: z.string().max(200).optional().describe("What their path contains."),
    from: Timestamp.optional().describe("Not before."),
    to: Timestamp.optional().describe("Before."),
  }),
  responses: { 200: listOf(ApiRequestOut) },
});
export const getApiRequest = defineOperation({
  ...reads,
  id: "getApiRequest",
  summary: "One of the last requests to the API",
  path: "/api-request/{api_request_id}",
  responses: { 200: ApiRequestOut },
});
