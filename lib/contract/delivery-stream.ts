import { z } from "zod";
import { AllDeliveriesFilter, DeliveryFilter, DeliveryOut, shared } from "./delivery.ts";
import { defineOperation } from "./operation.ts";

export const streamDelivery = defineOperation({
  ...shared,
  id: "streamDelivery",
  summary: "Follow a delivery live: phases of the try as they happen, then its outcome",
  method: "GET",
  path: "/app/{app_id}/delivery/{delivery_id}/stream",
  stream: true,
  responses: { 200: z.string() },
});

export const streamDeliveries = defineOperation({
  ...shared,
  id: "streamDeliveries",
  summary: "Follow new deliveries of an application live, ten a second at most",
  method: "GET",
  path: "/app/{app_id}/delivery-stream",
  query: DeliveryFilter.omit({ from: true, to: true, q: true }),
  stream: true,
  responses: { 200: z.string() },
});

export const streamAllDeliveries = defineOperation({
  ...shared,
  id: "streamAllDeliveries",
  summary: "Follow new deliveries across applications live, ten a second at most",
  method: "GET",
  path: "/delivery-stream",
  query: AllDeliveriesFilter.omit({ from: true, to: true, q: true }),
  stream: true,
  responses: { 200: z.string() },
});

export const NewDeliveriesEvent = z.object({
  deliveries: z.array(DeliveryOut).describe("Made since the event before, newest first, at most ten."),
  total: z.number().describe("How many were made since then; more than are shown when they are sampled."),
  atLeast: z.boolean().describe("True when there were more than could be counted."),
});
export type NewDeliveriesEvent = z.infer<typeof NewDeliveriesEvent>;

export const DeliveryStreamEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("phase"),
    phase: z.enum(["resolved", "connected", "secured", "sent", "responded"]),
    atMs: z.number().describe("Milliseconds since the try began."),
  }),
  z.object({ type: z.literal("delivery"), delivery: DeliveryOut, attemptId: z.string().nullable() }),
]);
export type DeliveryStreamEvent = z.infer<typeof DeliveryStreamEvent>;
