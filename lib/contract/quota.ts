import { z } from "zod";
import { defineOperation } from "./operation.ts";
import { MAX_QUOTA } from "./quota-limits.ts";

const Own = (most: number, what: string) =>
  z
    .number()
    .int()
    .min(1)
    .max(most)
    .nullable()
    .optional()
    .describe(`${what}, 1 to ${most.toLocaleString("en")}; null is what the installation allows everybody.`);

export const QuotaPatch = z.strictObject({
  endpoints: Own(MAX_QUOTA.endpoints, "Endpoints that it may have"),
  messagesPerSecond: Own(MAX_QUOTA.messagesPerSecond, "Messages a second that may be sent to it over the API"),
  payloadBytes: Own(MAX_QUOTA.payloadBytes, "Bytes that the payload of a message may have"),
});
export type QuotaPatch = z.infer<typeof QuotaPatch>;

const quota = (what: string) =>
  z
    .object({
      limit: z.number().nullable().describe("What holds now; null is without limit."),
      own: z.number().nullable().describe("The application's own; null: it has none."),
      default: z.number().nullable().describe("What the installation allows everybody; null is without limit."),
    })
    .describe(what);

export const QuotaOut = z.object({
  endpoints: quota("How many endpoints it may have."),
  messagesPerSecond: quota("Messages a second over the API, as many at once; each web process counts for itself."),
  payloadBytes: quota("Bytes of a message's payload."),
  endpointCount: z.number().describe("Endpoints that it has."),
});
export type QuotaOut = z.infer<typeof QuotaOut>;

const shared = { tag: "Application", path: "/app/{app_id}/quota" } as const;

export const getQuota = defineOperation({
  ...shared,
  id: "getQuota",
  summary: "Get what an application may use",
  method: "GET",
  responses: { 200: QuotaOut },
});
export const patchQuota = defineOperation({
  ...shared,
  id: "patchQuota",
  summary: "Give an application quotas of its own: absent keeps, null returns to the installation's",
  method: "PATCH",
  body: QuotaPatch,
  responses: { 200: QuotaOut },
});
