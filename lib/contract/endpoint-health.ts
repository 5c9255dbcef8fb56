import { z } from "zod";
import { Timestamp } from "./common.ts";
import { DiagnosisOut } from "./delivery.ts";
import { defineOperation } from "./operation.ts";

export const ENDPOINT_STATES = ["healthy", "degraded", "failing", "turned_off", "paused", "no_traffic"] as const;
export type EndpointState = (typeof ENDPOINT_STATES)[number];

export const EndpointHealthOut = z.object({
  endpointId: z.string(),
  state: z.enum(ENDPOINT_STATES).describe("`paused` is off by the customer or operator, `turned_off` off by us."),
  rule: z.string().describe("The rule that gave this state, with its numbers, in a sentence."),
  since: Timestamp.nullable().describe("Since when it is failing or off."),
  delivered: z.number().describe("Deliveries of the last 24 hours that succeeded."),
  total: z.number().describe("Deliveries of the last 24 hours that were tried."),
  retrying: z.number(),
  failed: z.number(),
  consecutiveFailures: z.number(),
  p50Ms: z.number().nullable().describe("Median duration of the last tries, at most 500 of 24 hours."),
  p95Ms: z.number().nullable(),
  slowestType: z.string().nullable(),
  pulse: z
    .array(z.object({ delivered: z.number(), failed: z.number() }))
    .describe("48 half-hours, the current one last; failed counts retrying ones too."),
  lastDeliveryAt: Timestamp.nullable(),
  cause: z.string().nullable().describe("Why the last try failed, while failing."),
  causeLabel: z.string().nullable(),
  causes: z
    .array(z.object({ cause: z.string(), label: z.string(), count: z.number() }))
    .describe("Of failed tries in 24 hours."),
  diagnosis: DiagnosisOut.nullable().describe("Of the last failed try, while failing or degraded."),
  missedCount: z.number().describe("Deliveries recorded and not sent since it was turned off."),
  certificateNotAfter: Timestamp.nullable(),
});
export type EndpointHealthOut = z.infer<typeof EndpointHealthOut>;

const shared = {
  tag: "Endpoint",
  actors: ["apiKey", "portal", "staff"],
  capability: "ViewBase",
  role: "viewer",
  method: "GET",
} as const;

export const listEndpointHealth = defineOperation({
  ...shared,
  id: "listEndpointHealth",
  summary: "Health of every endpoint of an application",
  path: "/app/{app_id}/endpoint-health",
  responses: {
    200: z.object({ data: z.array(EndpointHealthOut.omit({ diagnosis: true, causes: true, slowestType: true })) }),
  },
});
export const getEndpointHealth = defineOperation({
  ...shared,
  id: "getEndpointHealth",
  summary: "Health of an endpoint, with what its failures have in common",
  path: "/app/{app_id}/endpoint/{endpoint_id}/health",
  responses: { 200: EndpointHealthOut },
});

export const ApplicationSummaryOut = z.object({
  endpointCount: z.number(),
  delivered: z.number().describe("Deliveries of the last 24 hours that succeeded."),
  total: z.number(),
  failingEndpoints: z.array(z.object({ endpointId: z.string(), name: z.string(), since: Timestamp.nullable() })),
  turnedOffEndpoints: z.array(z.object({ endpointId: z.string(), name: z.string(), since: Timestamp.nullable() })),
  checklist: z.object({
    endpointAdded: z.boolean(),
    testArrived: z.boolean(),
    messageDelivered: z.boolean().describe("The first one that is no test."),
  }),
  eventTypeCount: z.number(),
  retentionDays: z.number(),
});
export type ApplicationSummaryOut = z.infer<typeof ApplicationSummaryOut>;

export const getApplicationSummary = defineOperation({
  ...shared,
  tag: "Application",
  id: "getApplicationSummary",
  summary: "What the portal says first: counts of 24 hours, what fails, what is still to do",
  path: "/app/{app_id}/summary",
  responses: { 200: ApplicationSummaryOut },
});
