import { z } from "zod";
import { Timestamp } from "./common.ts";
import { DeliveryFilter, shared } from "./delivery.ts";
import { defineOperation } from "./operation.ts";

export const HistogramMarkOut = z.object({
  at: Timestamp,
  kind: z
    .enum(["turned_on", "turned_off", "paused", "resumed", "secret_rotated", "url_changed"])
    .describe("What was done to the endpoint."),
  endpointId: z.string(),
  endpointName: z.string(),
});
export type HistogramMarkOut = z.infer<typeof HistogramMarkOut>;

export const HistogramOut = z.object({
  from: Timestamp,
  to: Timestamp,
  bucketMs: z.number(),
  buckets: z.array(
    z.object({ at: Timestamp, delivered: z.number(), retrying: z.number(), failed: z.number(), other: z.number() }),
  ),
  totals: z.object({
    delivered: z.number(),
    retrying: z.number(),
    failed: z.number(),
    other: z.number().describe("Sending or canceled."),
    exact: z.boolean().describe("False when counting stopped at its limit: the numbers are at least these."),
  }),
  marks: z
    .array(HistogramMarkOut)
    .describe("Changes of endpoints that may explain what follows; the newest 20, oldest first."),
});
export type HistogramOut = z.infer<typeof HistogramOut>;
export const getDeliveryHistogram = defineOperation({
  ...shared,
  id: "getDeliveryHistogram",
  summary: "Count deliveries over time, at most 60 buckets",
  method: "GET",
  path: "/app/{app_id}/delivery-histogram",
  query: DeliveryFilter,
  responses: { 200: HistogramOut },
});
