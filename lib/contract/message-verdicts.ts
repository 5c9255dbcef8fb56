import { z } from "zod";
import { ListQuery, listOf, QueryList, Timestamp } from "./common.ts";
import { DeliveryOut, VerdictOut } from "./delivery.ts";
import { MISSED_WHYS } from "./missed-whys.ts";
import { defineOperation } from "./operation.ts";
import { PayloadKeepingOut } from "./payload-keeping.ts";

export const MessageVerdictOut = VerdictOut.extend({
  delivery: DeliveryOut.nullable().describe(
    "The delivery to this endpoint, as lists show it; null when there is none.",
  ),
});
export type MessageVerdictOut = z.infer<typeof MessageVerdictOut>;

export const MessageVerdictsOut = z.object({
  messageId: z.string().describe("`msg_…`"),
  eventId: z.string().nullable().describe("The sender's own id of the event."),
  eventType: z.string(),
  createdAt: Timestamp,
  deliverAt: Timestamp.nullable().describe("Not to be sent before; null for at once."),
  channels: z.array(z.string()).nullable(),
  isTest: z.boolean().describe("Made for one endpoint alone: the others have no verdict."),
  payloadKept: z.boolean().describe("False once the payload has expired or was expunged: it cannot be replayed."),
  payload: PayloadKeepingOut.describe("Since when and why there is none, or until when it is kept."),
  verdicts: z.array(MessageVerdictOut).describe("One for each endpoint of the application, at most 250."),
});
export type MessageVerdictsOut = z.infer<typeof MessageVerdictsOut>;

export const MissedMessageOut = z.object({
  messageId: z.string().describe("`msg_…`"),
  eventId: z.string().nullable(),
  eventType: z.string(),
  createdAt: Timestamp,
  why: z
    .enum(MISSED_WHYS)
    .describe(
      "`failed`: tried, and given up; `waiting`: on its way or held; `transformation`: the endpoint's own code canceled it; `created_after`: the endpoint was added later.",
    ),
  text: z.string().describe("The same in a sentence."),
  clause: z.string().nullable().describe("Of `filtered`: the part of the payload filter that it did not meet."),
  delivery: DeliveryOut.nullable().describe("Its delivery to the endpoint, as lists show it; null when none was made."),
});
export type MissedMessageOut = z.infer<typeof MissedMessageOut>;

export const MissedFilter = z.object({
  why: QueryList.optional().describe("Only for these reasons."),
  type: QueryList.optional().describe("Event types; `invoice.*` takes the group."),
  from: Timestamp.optional().describe("Sent at or after; by default 30 days before `to`."),
  to: Timestamp.optional().describe("Sent before."),
});
export type MissedFilter = z.infer<typeof MissedFilter>;

export const MissedCountsOut = z.object({
  counts: z
    .array(z.object({ why: z.enum(MISSED_WHYS).describe("As in the list."), count: z.number() }))
    .describe("Largest first."),
  messages: z.number().describe("Messages of the application that were looked at, the newest 10,000 at most."),
  since: Timestamp.nullable().describe("Older ones of the range were not looked at; null when all of them were."),
});
export type MissedCountsOut = z.infer<typeof MissedCountsOut>;

const shared = {
  method: "GET",
} as const;

export const getMessageVerdicts = defineOperation({
  ...shared,
  id: "getMessageVerdicts",
  tag: "Message",
  summary: "Why an endpoint did or did not get a message: the verdict for each endpoint",
  path: "/app/{app_id}/msg/{msg_id}/verdicts",
  responses: { 200: MessageVerdictsOut },
});

export const listMissedMessages = defineOperation({
  ...shared,
  id: "listMissedMessages",
  tag: "Endpoint",
  summary: "List the messages that an endpoint has not got, newest first, each with the reason",
  path: "/app/{app_id}/endpoint/{endpoint_id}/missed",
  query: ListQuery.extend(MissedFilter.shape),
  responses: { 200: listOf(MissedMessageOut) },
});

export const countMissedMessages = defineOperation({
  ...shared,
  id: "countMissedMessages",
  tag: "Endpoint",
  summary: "Count the messages that an endpoint has not got, by reason",
  path: "/app/{app_id}/endpoint/{endpoint_id}/missed-counts",
  query: MissedFilter.omit({ why: true }),
  responses: { 200: MissedCountsOut },
});
