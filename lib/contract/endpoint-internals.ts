import { z } from "zod";
import { ActivityOut } from "./activity.ts";
import { Timestamp } from "./common.ts";
import { EffectiveOptionsOut } from "./delivery-options.ts";
import { BreakerOut } from "./endpoint-health.ts";
import { defineOperation } from "./operation.ts";

export const EndpointInternalsOut = z.object({
  queue: z
    .object({
      inFlight: z.number().describe("Deliveries that a worker holds at this moment."),
      due: z.number().describe("Deliveries whose time has come and that nobody holds."),
      oldestDueAt: Timestamp.nullable().describe("Since when the oldest of those is due; null for none."),
      later: z.number().describe("Deliveries whose time is still to come: retries, and what is scheduled."),
      nextAt: Timestamp.nullable().describe("When the first of those is due; null for none."),
      isCounted: z
        .boolean()
        .describe("False when there are more than were counted: then the numbers are at least these."),
    })
    .describe("What waits for the endpoint right now."),
  throttle: z
    .object({
      endpointRate: z
        .number()
        .nullable()
        .describe("Requests that its own limit lets through in a window; null is without."),
      windowSeconds: z.number().describe("Seconds of that window."),
      applicationRate: z
        .number()
        .nullable()
        .describe("Requests a second to all endpoints of the application; null is without."),
      nextFreeAt: Timestamp.nullable().describe(
        "When the limits let the next request through, if that is still to come.",
      ),
      slowedUntil: Timestamp.nullable().describe(
        "Until when it gets one request at a time, because it asked for that or could not keep up.",
      ),
    })
    .describe("What holds it to a pace."),
  breaker: BreakerOut,
  options: EffectiveOptionsOut.describe("Timeouts and retry policy in force."),
  hasOwnRetries: z.boolean().describe("The retry policy is the endpoint's own, and not that of the installation."),
  egressAddresses: z
    .array(z.string())
    .describe(
      "Where its requests come from, for firewalls (POSTHORN_EGRESS_ADDRESSES); empty when nobody has said so.",
    ),
  configuration: z
    .record(z.string(), z.unknown())
    .describe("All that is set for it, by field name; secrets are left out."),
  changes: z.array(ActivityOut).describe("The last 20 changes of what is set, newest first."),
});
export type EndpointInternalsOut = z.infer<typeof EndpointInternalsOut>;

export const getEndpointInternals = defineOperation({
  id: "getEndpointInternals",
  tag: "Endpoint",
  summary: "What an endpoint does right now, and how it came to be set as it is: for those who help its owner",
  method: "GET",
  path: "/app/{app_id}/endpoint/{endpoint_id}/internals",
  responses: { 200: EndpointInternalsOut },
});
