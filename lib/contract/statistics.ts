import { z } from "zod";
import { BackgroundTaskOut } from "./background-task.ts";
import { Timestamp } from "./common.ts";
import { defineOperation } from "./operation.ts";

export const AppUsageStatsIn = z.strictObject({
  since: Timestamp.describe("Made at or after."),
  until: Timestamp.describe("Made before."),
  appIds: z
    .array(z.string().min(1).max(256))
    .max(1000)
    .nullish()
    .describe("Ids (`app_…`) or uids of applications; null is all of them."),
});
export type AppUsageStatsIn = z.infer<typeof AppUsageStatsIn>;

export const AppUsageStatsOut = BackgroundTaskOut.extend({
  unresolvedAppIds: z.array(z.string()).describe("Of the ids or uids that were given those that name no application."),
});
export type AppUsageStatsOut = z.infer<typeof AppUsageStatsOut>;

const operator = { tag: "Statistics" } as const;

export const aggregateAppStats = defineOperation({
  ...operator,
  id: "aggregateAppStats",
  summary:
    "Count the deliveries that were tried, for each application, as a background task: `{appStats: [{appId, appUid, messageDestinations}]}`",
  method: "POST",
  path: "/stats/usage/app",
  body: AppUsageStatsIn,
  responses: { 202: AppUsageStatsOut },
});
export const aggregateEventTypes = defineOperation({
  ...operator,
  id: "aggregateEventTypes",
  summary:
    "Tell which event types each application subscribes to, as a background task: `{event_types: [{appId, explicitlySubscribedEventTypes, hasCatchAllEndpoint}]}`",
  method: "PUT",
  path: "/stats/usage/event-types",
  responses: { 202: BackgroundTaskOut },
});
