import { z } from "zod";
import { Channel, EventTypePattern, Timestamp } from "./common.ts";
import { BoundedFilter } from "./filter.ts";
import { defineOperation } from "./operation.ts";

export const FilterDryRunIn = z.strictObject({
  filter: BoundedFilter,
  eventTypes: z
    .array(EventTypePattern)
    .min(1)
    .max(1000)
    .nullish()
    .describe("Only messages of these event types or groups, as an endpoint would choose them."),
  channels: z.array(Channel).min(1).max(10).nullish().describe("Only messages that carry one of these channels."),
  since: Timestamp.nullish().describe("Look back until then; seven days by default."),
});
export type FilterDryRunIn = z.infer<typeof FilterDryRunIn>;

export const FilterDryRunOut = z.object({
  looked: z.number().describe("Messages that were judged."),
  matched: z.number().describe("Of those, how many the filter lets pass."),
  filtered: z.number().describe("Of those, how many it leaves out."),
  unread: z.number().describe("Messages whose payload is no longer kept, which can be judged by nobody."),
  since: Timestamp.describe("How far back it looked."),
  complete: z
    .boolean()
    .describe(
      "False when it stopped before `since` of the request: after 5,000 messages, 32 MiB of payloads or 2 seconds.",
    ),
  examples: z
    .array(
      z.object({
        messageId: z.string().describe("`msg_…`"),
        eventType: z.string(),
        timestamp: Timestamp.describe("When the message came."),
        matches: z.boolean().describe("Whether the filter lets it pass."),
        clause: z.string().nullable().describe("The clause that failed, in words; null when it passes."),
      }),
    )
    .describe("The newest ten that pass and the newest ten that do not, newest first."),
});
export type FilterDryRunOut = z.infer<typeof FilterDryRunOut>;

export const dryRunFilter = defineOperation({
  id: "dryRunFilter",
  tag: "Endpoint",
  summary: "Try a payload filter on the messages that came, newest first; nothing is sent or changed",
  method: "POST",
  path: "/app/{app_id}/filter-dry-run",
  limit: { name: "filter-dry-run", perMinute: 30, per: "caller" },
  body: FilterDryRunIn,
  responses: { 200: FilterDryRunOut },
});
