import { z } from "zod";
import { EventTypeName, Uid } from "./common.ts";
import { DeliveryOptions } from "./delivery-options.ts";
import { defineOperation } from "./operation.ts";

export const PreviewRequestIn = z.strictObject({
  messageId: Uid.nullish().describe("A stored message, by id or eventId."),
  eventType: EventTypeName.nullish().describe(
    "Without a message: the type whose example is used; `webhook.test` by default. Not together with `messageId`.",
  ),
  deliveryOptions: DeliveryOptions.nullish().describe(
    "Options to try, as a change of the endpoint's: those that are absent are as they are stored.",
  ),
});
export type PreviewRequestIn = z.infer<typeof PreviewRequestIn>;

export const PreviewRequestOut = z.object({
  outcome: z
    .enum(["sent", "canceled", "failed"])
    .describe("`sent`: this is what would be sent; `canceled`, `failed`: the transformation said so, see `detail`."),
  detail: z.string().nullable().describe("Why nothing would be sent; null when something would."),
  eventType: z.string().describe("Type of the event."),
  request: z
    .object({
      method: z.string().describe("HTTP method."),
      url: z.string().describe("Where it goes."),
      headers: z
        .array(z.tuple([z.string(), z.string()]))
        .describe("Names and values in their order; custom headers and credentials by their last four characters."),
      body: z.string().describe("The body as text, signed as it stands here."),
    })
    .nullable()
    .describe("The request; null when nothing would be sent."),
});
export type PreviewRequestOut = z.infer<typeof PreviewRequestOut>;

export const previewEndpointRequest = defineOperation({
  id: "previewEndpointRequest",
  tag: "Endpoint",
  summary:
    "Compose the request of a stored message or an example as its first try would be; nothing is sent or changed",
  // It signs: who may have a test sent to a URL of their own can have as much.
  method: "POST",
  path: "/app/{app_id}/endpoint/{endpoint_id}/request-preview",
  limit: { name: "request-preview", perMinute: 60, per: "caller" },
  body: PreviewRequestIn,
  responses: { 200: PreviewRequestOut },
});
