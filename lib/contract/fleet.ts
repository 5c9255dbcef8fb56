import { z } from "zod";
import { QueryList, Timestamp } from "./common.ts";
import { BreakerOut } from "./endpoint-health.ts";
import { defineOperation } from "./operation.ts";

export const FleetEndpointOut = z.object({
  endpointId: z.string(),
  endpointName: z.string().describe("Name, or host of the URL."),
  applicationId: z.string(),
  applicationName: z.string(),
  state: z.enum(["failing", "turned_off"]).describe("`turned_off` by us, not by a person."),
  rule: z.string().describe("The rule that gave this state, with its numbers, in a sentence."),
  since: Timestamp.nullable(),
  cause: z.string().nullable().describe("Why the last try failed."),
  causeLabel: z.string().nullable(),
  breaker: BreakerOut.pick({ state: true, nextProbeAt: true }).describe("Whether it is only probed, and when next."),
  turnOffAt: Timestamp.nullable().describe(
    "When we turn it off if nothing succeeds until then; null while it is not near.",
  ),
  undelivered: z
    .number()
    .describe("Deliveries of 24 hours that are failed or retrying; missed ones since it was turned off."),
});
export type FleetEndpointOut = z.infer<typeof FleetEndpointOut>;

export const FleetSummaryOut = z.object({
  applicationCount: z.number(),
  endpointCount: z.number(),
  delivered: z.number().describe("Deliveries of the last 24 hours that succeeded."),
  total: z.number().describe("Deliveries of the last 24 hours that were tried."),
  averageMs: z.number().nullable().describe("How long a try of the last 24 hours took on average; null without any."),
  buckets: z
    .array(z.object({ at: Timestamp, delivered: z.number(), retrying: z.number(), failed: z.number() }))
    .describe("48 half-hours, the current one last."),
  failingCount: z.number(),
  failingApplicationCount: z.number().describe("Applications with at least one failing endpoint."),
  turnedOffCount: z.number().describe("Endpoints that we turned off."),
  breakerCount: z.number().describe("Endpoints whose breaker is open: they get a probe now and then."),
  attention: z
    .array(FleetEndpointOut)
    .describe("Failing and turned-off endpoints, most undelivered first; at most 50."),
  oldestDueSeconds: z
    .number()
    .nullable()
    .describe("How long the oldest due delivery has waited that nothing holds back; null for none."),
  isWorkerAlive: z.boolean(),
  firstSteps: z
    .object({
      hasKey: z.boolean().describe("An API key exists."),
      isKeyUsed: z.boolean().describe("A request was made with one."),
      application: z
        .object({ id: z.string(), uid: z.string().nullable(), name: z.string() })
        .nullable()
        .describe("The first application that is not the demo."),
      isMessageSent: z.boolean().describe("It has a message that is no test."),
    })
    .describe("What is done on the way to the first real delivery."),
});
export type FleetSummaryOut = z.infer<typeof FleetSummaryOut>;

export const LargestChangeOut = z.object({
  applicationId: z.string(),
  applicationName: z.string(),
  delivered: z.number().describe("Deliveries of the last 24 hours that succeeded."),
  total: z.number().describe("Deliveries of the last 24 hours that were tried; at least 20."),
  weekDelivered: z.number().describe("Deliveries of the seven days before that succeeded."),
  weekTotal: z.number().describe("Deliveries of the seven days before that were tried; at least 20."),
});
export type LargestChangeOut = z.infer<typeof LargestChangeOut>;

export const ApplicationActivityOut = z.object({
  applicationId: z.string(),
  endpointCount: z.number(),
  failingCount: z.number(),
  turnedOffCount: z.number().describe("Endpoints that we turned off."),
  delivered: z.number().describe("Deliveries of the last 24 hours that succeeded."),
  total: z.number().describe("Deliveries of the last 24 hours that were tried."),
  messages: z.number().describe("Messages of the last 24 hours, tests left out."),
  lastMessageAt: Timestamp.nullable(),
});
export type ApplicationActivityOut = z.infer<typeof ApplicationActivityOut>;

const shared = { tag: "Application", method: "GET" } as const;

export const getFleetSummary = defineOperation({
  ...shared,
  id: "getFleetSummary",
  summary: "How sending goes across all applications: counts of 24 hours, what needs attention",
  path: "/summary",
  responses: { 200: FleetSummaryOut },
});

export const listLargestChanges = defineOperation({
  ...shared,
  id: "listLargestChanges",
  summary: "Applications whose success fell most against the week before, at most 5",
  path: "/summary-changes",
  responses: { 200: z.object({ data: z.array(LargestChangeOut) }) },
});

export const listApplicationActivity = defineOperation({
  ...shared,
  id: "listApplicationActivity",
  summary: "Endpoints, health and traffic of applications, at most 50 at a time",
  path: "/app-activity",
  query: z.object({ app: QueryList.pipe(z.array(z.string()).min(1).max(50)).describe("Application ids.") }),
  responses: { 200: z.object({ data: z.array(ApplicationActivityOut) }) },
});
