import { z } from "zod";
import { Timestamp } from "./common.ts";
import { DiagnosisOut } from "./delivery-attempt.ts";
import { defineOperation } from "./operation.ts";

export const ENDPOINT_STATES = ["healthy", "degraded", "failing", "turned_off", "paused", "no_traffic"] as const;
export type EndpointState = (typeof ENDPOINT_STATES)[number];

export const BreakerOut = z.object({
  state: z
    .enum(["closed", "open", "half_open"])
    .describe("`open`: deliveries wait for the next probe. `half_open`: a probe is under way."),
  since: Timestamp.nullable().describe("When it opened, or closed again; null when it never opened."),
  nextProbeAt: Timestamp.nullable().describe("While open: the next delivery that is due is sent then, to try."),
  opensAfter: z.number().nullable().describe("Failed tries in a row that open it; null for never."),
});
export type BreakerOut = z.infer<typeof BreakerOut>;

export const HoldOut = z.object({
  kind: z
    .enum(["suspended", "canceling", "paused", "breaker", "slowed", "rate_limit"])
    .describe(
      "`suspended`: the operator holds everything of the application. `canceling`: what waited is being canceled, and the rest goes once that is done. `slowed`: the receiver asked for it, or could not keep up. `rate_limit`: of endpoint or application.",
    ),
  since: Timestamp.nullable().describe("Of `suspended`, `canceling`, `paused` and `breaker`."),
  until: Timestamp.nullable().describe("When the next delivery may go; null when that is not known."),
  waiting: z.number().describe("Deliveries that are due and wait; counted up to 10,000."),
});
export type HoldOut = z.infer<typeof HoldOut>;

export const TurnOffOut = z.object({
  clockSince: Timestamp.describe("Since when failing counts."),
  warnedAt: Timestamp.nullable(),
  at: Timestamp.describe("A try that fails then or later turns it off."),
});
export type TurnOffOut = z.infer<typeof TurnOffOut>;

export const CertificateWarningOut = z.object({
  stepDays: z.number().describe("The step that was reached last: 30, 14, 7 or 1 days."),
  daysLeft: z.number().describe("Whole days that are left; 0 on the last."),
});
export type CertificateWarningOut = z.infer<typeof CertificateWarningOut>;

export const EndpointHealthOut = z.object({
  endpointId: z.string(),
  state: z
    .enum(ENDPOINT_STATES)
    .describe(
      "`paused`: its deliveries are held. `turned_off`: by whomever, `disabledReason` of the endpoint says it.",
    ),
  rule: z.string().describe("The rule that gave this state, with its numbers, in a sentence."),
  since: Timestamp.nullable().describe("Since when it is failing, paused or off."),
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
  certificateNotAfter: Timestamp.nullable().describe("End of the certificate that the last handshake showed."),
  certificateWarning: CertificateWarningOut.nullable().describe(
    "While that is within 30 days and not past, and the endpoint is on.",
  ),
  breaker: BreakerOut,
  hold: HoldOut.nullable().describe("Why deliveries that are due wait; null while none is held back, or it is off."),
  turnOff: TurnOffOut.nullable().describe("When it will be turned off if it goes on failing; null while it does not."),
});
export type EndpointHealthOut = z.infer<typeof EndpointHealthOut>;

const shared = {
  tag: "Endpoint",
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
