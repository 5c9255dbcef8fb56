import { z } from "zod";
import { ListQuery, listOf, QueryList, Timestamp } from "./common.ts";
import { AttemptDetailOut, AttemptOut, DiagnosisOut, TRIGGERS } from "./delivery-attempt.ts";
import { REPLAY_LIMIT, REPLAY_MANY_LIMIT } from "./limits.ts";
import { defineOperation } from "./operation.ts";
import { PayloadKeepingOut } from "./payload-keeping.ts";

/** The five words of a delivery on screen. */
export const DELIVERY_STATES = ["sending", "retrying", "delivered", "failed", "canceled"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/**
 * Why a delivery was canceled, or failed without its receiver being at fault. Stored as the position in this list,
 * counted from 1: append only.
 */
export const DELIVERY_REASONS = [
  "endpoint_off",
  "endpoint_deleted",
  "application_deleted",
  "gone",
  "stopped",
  "aborted_by_receiver",
  "poison",
  "final_status",
  "status_not_retried",
  "dropped",
  "no_payload",
  "transformation",
] as const;
export type DeliveryReason = (typeof DELIVERY_REASONS)[number];

export const RailTry = z.object({
  offsetMs: z.number().describe("Milliseconds after the delivery was made; tenths of a second exact."),
  outcome: z.enum(["succeeded", "failed", "canceled"]),
  trigger: z.enum(TRIGGERS),
});
export type RailTry = z.infer<typeof RailTry>;

export const WaitingOut = z.object({
  kind: z
    .enum(["canceling", "scheduled", "retry", "paused", "suspended", "breaker", "rate_limit", "line", "batch"])
    .describe(
      "`canceling`: what waits for its endpoint is being canceled; `suspended`: its application is; `line`: strict order; `batch`: for others to go with; `breaker`: for the next probe of a failing endpoint.",
    ),
  until: Timestamp.nullable().describe("When that ends, as far as it is known."),
  text: z.string().describe("The same in a sentence."),
});
export type WaitingOut = z.infer<typeof WaitingOut>;

export const DeliveryOut = z.object({
  id: z.string().describe("`dlv_…`"),
  applicationId: z.string(),
  applicationName: z.string().nullable().describe("For staff lists across applications."),
  endpointId: z.string(),
  endpointName: z.string().describe("Name, or host of the URL."),
  messageId: z.string(),
  eventType: z.string(),
  isTest: z.boolean(),
  state: z.enum(DELIVERY_STATES),
  reason: z.string().nullable().describe("Why it was canceled, or failed without a try, in words."),
  reasonCode: z.enum(DELIVERY_REASONS).nullable().describe("The same as a word of a closed list."),
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
  attemptCount: z.number(),
  maxAttempts: z.number().describe("Scheduled tries in all."),
  nextAttemptAt: Timestamp.nullable(),
  waiting: WaitingOut.nullable().describe("What a pending delivery waits for; null when its try is under way or next."),
  lastStatusCode: z.number().nullable(),
  lastDurationMs: z.number().nullable(),
  cause: z.string().nullable().describe("Why the last try failed: a word of the diagnosis dictionary."),
  causeLabel: z.string().nullable().describe("The same in two or three words."),
  rail: z.array(RailTry).describe("Every try, oldest first, at most 64."),
});
export type DeliveryOut = z.infer<typeof DeliveryOut>;

export const VerdictOut = z.object({
  endpointId: z.string(),
  endpointName: z.string(),
  verdict: z.enum(["delivery", "endpoint_off", "not_subscribed", "no_channel_in_common", "filtered", "created_after"]),
  text: z.string().describe("The verdict in a sentence."),
  clause: z
    .string()
    .nullable()
    .describe("Of `filtered`: the part of the payload filter that the message did not meet."),
  deliveryId: z.string().nullable(),
  state: z.enum(DELIVERY_STATES).nullable(),
});
export type VerdictOut = z.infer<typeof VerdictOut>;

export const DeliveryDetailOut = DeliveryOut.extend({
  endpointUrl: z.string(),
  endpointDisabled: z.boolean(),
  attempts: z.array(AttemptOut).describe("Oldest first."),
  diagnosis: DiagnosisOut.nullable().describe("Of the last failed try, while not delivered."),
  payload: PayloadKeepingOut.describe(
    "Of its message: since when and why there is no payload, or until when it is kept.",
  ),
  verdicts: z.array(VerdictOut).describe("What became of the same message at every endpoint."),
  futureAttempts: z.array(Timestamp).describe("When it will be tried again if it goes on failing, without jitter."),
});
export type DeliveryDetailOut = z.infer<typeof DeliveryDetailOut>;

export const DeliveryListOut = listOf(DeliveryOut).extend({
  searchedSince: Timestamp.nullable().describe(
    "With a text in `q`: payloads older than this were not searched; null when all of the range were.",
  ),
});
export type DeliveryListOut = z.infer<typeof DeliveryListOut>;

/** One filter object for list and histogram. A value of a list that begins with `!` excludes. */
export const DeliveryFilter = z.object({
  status: QueryList.optional().describe(
    "States: sending, retrying, delivered, failed, canceled. With a `!` before it a value excludes, here and in the other lists.",
  ),
  endpoint: QueryList.optional().describe("Endpoint ids."),
  type: QueryList.optional().describe("Event types; `invoice.*` takes the group."),
  code: QueryList.optional().describe("Last reply: `200`, `4xx`, `500-599`."),
  cause: QueryList.optional().describe("Causes of the diagnosis dictionary."),
  trigger: QueryList.optional().describe("`test` for tests only; tests are included unless `scheduled` is asked for."),
  from: Timestamp.optional().describe("Made at or after."),
  to: Timestamp.optional().describe("Made before."),
  q: z
    .string()
    .max(512)
    .optional()
    .describe(
      "An id (message, delivery, attempt, endpoint, eventId), whatever the range; else text within the first 16,000 characters of the payload, in the newest 5,000 messages of the range.",
    ),
});
export type DeliveryFilter = z.infer<typeof DeliveryFilter>;

export const AllDeliveriesFilter = DeliveryFilter.extend({
  app: QueryList.optional().describe("Applications, by id or uid; `!` before one leaves it out."),
});
export type AllDeliveriesFilter = z.infer<typeof AllDeliveriesFilter>;

export const shared = {
  tag: "Delivery",
} as const;
const list = "/app/{app_id}/delivery";
const one = "/app/{app_id}/delivery/{delivery_id}";

export const listDeliveries = defineOperation({
  ...shared,
  id: "listDeliveries",
  summary: "List deliveries of an application, newest first",
  method: "GET",
  path: list,
  query: ListQuery.extend(DeliveryFilter.shape),
  responses: { 200: DeliveryListOut },
});
export const getDelivery = defineOperation({
  ...shared,
  id: "getDelivery",
  summary: "Get a delivery with its tries, diagnosis and the verdicts of its message",
  method: "GET",
  path: one,
  responses: { 200: DeliveryDetailOut },
});
export const getDeliveryAttempt = defineOperation({
  ...shared,
  id: "getDeliveryAttempt",
  summary: "Get one try: request and response as they were, phases, diagnosis",
  method: "GET",
  path: `${one}/attempt/{attempt_id}`,
  responses: { 200: AttemptDetailOut },
});
export const replayDelivery = defineOperation({
  ...shared,
  id: "replayDelivery",
  limit: REPLAY_LIMIT,
  summary: "Replay: one extra try now. A success ends pending retries; a failure leaves the schedule as it was",
  method: "POST",
  path: `${one}/replay`,
  responses: { 202: DeliveryOut },
});
export const cancelDelivery = defineOperation({
  ...shared,
  id: "cancelDelivery",
  summary: "Stop retrying; it can be replayed later",
  method: "POST",
  path: `${one}/cancel`,
  responses: { 200: DeliveryOut },
});

export const listAllDeliveries = defineOperation({
  ...shared,
  id: "listAllDeliveries",
  summary: "List deliveries across applications, newest first",
  method: "GET",
  path: "/delivery",
  query: ListQuery.extend(AllDeliveriesFilter.shape),
  responses: { 200: DeliveryListOut },
});

export const ReplayManyIn = z.strictObject({
  deliveryIds: z.array(z.string()).min(1).max(250).describe("Deliveries of any application of the organization."),
});
export type ReplayManyIn = z.infer<typeof ReplayManyIn>;
export const ReplayManyOut = z.object({
  queued: z.number(),
  refused: z.array(z.object({ deliveryId: z.string(), reason: z.string() })),
});
export type ReplayManyOut = z.infer<typeof ReplayManyOut>;

export const replayDeliveries = defineOperation({
  ...shared,
  id: "replayDeliveries",
  limit: REPLAY_MANY_LIMIT,
  summary: "Replay a selection of deliveries, at most 250",
  method: "POST",
  path: "/delivery/replay",
  body: ReplayManyIn,
  responses: { 202: ReplayManyOut },
});
