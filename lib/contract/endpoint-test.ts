import { z } from "zod";
import { EventTypeName } from "./common.ts";
import { MessageOut } from "./message.ts";
import { defineOperation } from "./operation.ts";

const tag = "Endpoint";
const one = "/app/{app_id}/endpoint/{endpoint_id}";

export const SendExampleIn = z.strictObject({
  eventType: EventTypeName,
  exampleIndex: z.number().int().min(0).nullish().describe("Which of the schema's examples, from 0."),
});
export type SendExampleIn = z.infer<typeof SendExampleIn>;

export const TestEndpointIn = z.strictObject({
  eventType: EventTypeName.default("webhook.test").describe("Type to send; its example is the payload."),
  payload: z.record(z.string(), z.unknown()).optional().describe("Payload to send instead of the example."),
});
export type TestEndpointIn = z.infer<typeof TestEndpointIn>;

export const TestEndpointOut = z.object({
  deliveryId: z.string().describe("`dlv_…`: follow it under …/delivery/{delivery_id}/stream."),
  messageId: z.string(),
});
export type TestEndpointOut = z.infer<typeof TestEndpointOut>;
const testLimit = { name: "test", perMinute: 10, per: "caller" } as const;
export const sendEndpointExample = defineOperation({
  tag,
  id: "sendEndpointExample",
  summary: "Send the example of an event type to this endpoint, whatever its filter",
  method: "POST",
  path: `${one}/send-example`,
  limit: testLimit,
  body: SendExampleIn,
  responses: { 202: z.union([MessageOut, z.object({ success: z.boolean() })]) },
});
export const testEndpoint = defineOperation({
  tag,
  id: "testEndpoint",
  summary: "Send a signed test over the real path: one try, not counted in health",
  method: "POST",
  path: `${one}/test`,
  limit: testLimit,
  body: TestEndpointIn,
  responses: { 202: TestEndpointOut },
});
