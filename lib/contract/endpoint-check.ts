import { z } from "zod";
import { Timestamp } from "./common.ts";
import { defineOperation } from "./operation.ts";

export const EndpointCheckIn = z.strictObject({
  url: z.string().min(1).max(2048).describe("The URL as it would be saved; only its host and port are used."),
});
export type EndpointCheckIn = z.infer<typeof EndpointCheckIn>;
export const EndpointCheckOut = z.object({
  ok: z.boolean().describe("True when nothing stands in the way that can be seen without sending something."),
  reachable: z.boolean().describe("True when a connection was made, whatever its certificate is."),
  message: z.string().describe("What was found, in a sentence."),
  hint: z.string().nullable().describe("What would help, in a sentence."),
  tlsVersion: z.string().nullable().describe("TLS version of the connection; null without one."),
  certificateNotAfter: Timestamp.nullable().describe("End of the certificate; null without one."),
  certificateDaysLeft: z.number().nullable().describe("Whole days until then; negative once it has expired."),
  remoteAddress: z.string().nullable().describe("Address that the connection went to; null without one."),
  durationMs: z.number().describe("How long the check took, in milliseconds."),
});
export type EndpointCheckOut = z.infer<typeof EndpointCheckOut>;

export const checkEndpointUrl = defineOperation({
  id: "checkEndpointUrl",
  tag: "Endpoint",
  summary: "Look up, connect to and secure a URL before it is saved; nothing is sent to it",
  method: "POST",
  path: "/app/{app_id}/endpoint-check",
  limit: { name: "endpoint-check", perMinute: 20, per: "caller" },
  body: EndpointCheckIn,
  responses: { 200: EndpointCheckOut },
});
