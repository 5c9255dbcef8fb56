import { z } from "zod";
import { ListQuery, listOf, QueryList, Timestamp } from "./common.ts";
import { EndpointAuthenticationOut } from "./endpoint-authentication.ts";
import { REPLAY_LIMIT, REPLAY_MANY_LIMIT } from "./limits.ts";
import { defineOperation } from "./operation.ts";

/** The five words of a delivery on screen. */
export const DELIVERY_STATES = ["sending", "retrying", "delivered", "failed", "canceled"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];
export const TRIGGERS = ["scheduled", "manual", "test"] as const;

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

export const DiagnosisOut = z.object({
  cause: z.string(),
  code: z.string().describe("What exactly, finer than `cause`: names the text of the portal's catalogue."),
  values: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .describe("What that text names: host, path, first words of the reply. `date` is a moment in ISO 8601."),
  statusCode: z.number().nullable().describe("The status in `label`, when it names one."),
  label: z.string().describe("Two or three words."),
  says: z.string().describe("What happened, in a sentence."),
  suggests: z.string().describe("What to do about it."),
  who: z.enum(["you", "us", "network"]).describe("Whose side it is on; `you` is the owner of the endpoint."),
  action: z.enum([
    "edit_url",
    "use_redirect",
    "check_signature",
    "turn_on",
    "limit_rate",
    "edit_networks",
    "edit_transformation",
    "edit_authentication",
    "copy_message_id",
    "none",
  ]),
  redirectLocation: z.string().nullable(),
});
export type DiagnosisOut = z.infer<typeof DiagnosisOut>;

const ms = z.number().nullable();
export const PhasesOut = z
  .object({ queueMs: ms, throttleMs: ms, dnsMs: ms, connectMs: ms, tlsMs: ms, waitMs: ms, bodyMs: ms })
  .describe("Milliseconds of each part of the try; null where it cannot be measured or did not happen.");
export type PhasesOut = z.infer<typeof PhasesOut>;

export const AttemptOut = z.object({
  id: z.string().describe("`atmpt_…`"),
  number: z.number().describe("1 for the first."),
  trigger: z.enum(TRIGGERS),
  actor: z.string().nullable().describe("Who asked for it, when a person did."),
  outcome: z.enum(["succeeded", "failed", "canceled"]),
  class: z.string().describe("One of the closed list of outcome classes."),
  cause: z.string().nullable(),
  causeLabel: z.string().nullable(),
  statusCode: z.number().nullable(),
  startedAt: Timestamp,
  durationMs: z.number(),
  nextAttemptAt: Timestamp.nullable(),
  late: z.boolean().describe("Recorded after another worker had taken over; changed nothing."),
  batchSize: z.number().nullable().describe("Events of the request, when it carried several; null for one."),
});
export type AttemptOut = z.infer<typeof AttemptOut>;

export const AttemptDetailOut = AttemptOut.extend({
  request: z.object({
    method: z.string().describe("POST, unless a transformation chose another."),
    url: z.string().describe("As sent."),
    headers: z.array(z.tuple([z.string(), z.string()])).describe("As sent; values of sensitive headers are masked."),
    body: z.string().nullable().describe("The exact bytes that were signed; null when not shown."),
    bodyMissing: z
      .enum(["expired", "not_logged", "unknown", "not_sent"])
      .nullable()
      .describe(
        "Why `body` is null: expunged or no longer kept; the endpoint's `deliveryOptions.logRequests` is false; the worker that made the try stopped before it could write down what it sent; or nothing was sent, because the transformation failed or canceled.",
      ),
    authentication: EndpointAuthenticationOut.nullable().describe(
      "The credentials of the endpoint as it was then, without their values; null without any.",
    ),
    token: z
      .object({
        how: z
          .enum(["fetched", "renewed"])
          .describe("`fetched` before the request; `renewed` because the receiver answered 401, and sent again."),
        ms: z.number().describe("How long that took, in milliseconds, within the length of the try."),
      })
      .nullable()
      .describe("What was done about the access token; null when the one at hand did, and without OAuth 2."),
  }),
  response: z
    .object({
      statusCode: z.number(),
      headers: z.array(z.tuple([z.string(), z.string()])),
      body: z.string().describe("First 20,000 bytes; base64 when they are not text."),
      base64: z.boolean(),
      truncated: z.boolean(),
      notLogged: z
        .boolean()
        .describe("Only the status was kept, because `deliveryOptions.logResponses` was false: no headers, no body."),
    })
    .nullable(),
  errorDetail: z.string().nullable().describe("The error as the network reported it, when there was no reply."),
  phases: PhasesOut,
  reused: z.boolean().describe("Over a connection that was already open."),
  remoteAddress: z.string().nullable(),
  tlsVersion: z.string().nullable(),
  certificateNotAfter: Timestamp.nullable(),
  diagnosis: DiagnosisOut.nullable(),
  usual: z
    .object({
      p50Ms: z.number().describe("Half of the tries took at most this long."),
      p95Ms: z.number().describe("95 of 100 tries took at most this long."),
      slowerThan: z.number().describe("Percent of the tries that were faster than this one, rounded down."),
      tries: z
        .number()
        .describe("Tries that this is read from: the endpoint's newest, at most 500 since a day before it."),
    })
    .nullable()
    .describe("How long tries of this endpoint usually take; null when there are too few to say."),
});
export type AttemptDetailOut = z.infer<typeof AttemptDetailOut>;

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

export const HistogramMarkOut = z.object({
  at: Timestamp,
  kind: z
    .enum(["turned_on", "turned_off", "paused", "resumed", "secret_rotated", "url_changed"])
    .describe("What was done to the endpoint."),
  endpointId: z.string(),
  endpointName: z.string(),
});
export type HistogramMarkOut = z.infer<typeof HistogramMarkOut>;

export const HistogramOut = z.object({
  from: Timestamp,
  to: Timestamp,
  bucketMs: z.number(),
  buckets: z.array(
    z.object({ at: Timestamp, delivered: z.number(), retrying: z.number(), failed: z.number(), other: z.number() }),
  ),
  totals: z.object({
    delivered: z.number(),
    retrying: z.number(),
    failed: z.number(),
    other: z.number().describe("Sending or canceled."),
    exact: z.boolean().describe("False when counting stopped at its limit: the numbers are at least these."),
  }),
  marks: z
    .array(HistogramMarkOut)
    .describe("Changes of endpoints that may explain what follows; the newest 20, oldest first."),
});
export type HistogramOut = z.infer<typeof HistogramOut>;

const shared = {
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
export const getDeliveryHistogram = defineOperation({
  ...shared,
  id: "getDeliveryHistogram",
  summary: "Count deliveries over time, at most 60 buckets",
  method: "GET",
  path: "/app/{app_id}/delivery-histogram",
  query: DeliveryFilter,
  responses: { 200: HistogramOut },
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
export const streamDelivery = defineOperation({
  ...shared,
  id: "streamDelivery",
  summary: "Follow a delivery live: phases of the try as they happen, then its outcome",
  method: "GET",
  path: `${one}/stream`,
  stream: true,
  responses: { 200: z.string() },
});

export const streamDeliveries = defineOperation({
  ...shared,
  id: "streamDeliveries",
  summary: "Follow new deliveries of an application live, ten a second at most",
  method: "GET",
  path: "/app/{app_id}/delivery-stream",
  query: DeliveryFilter.omit({ from: true, to: true, q: true }),
  stream: true,
  responses: { 200: z.string() },
});

export const streamAllDeliveries = defineOperation({
  ...shared,
  id: "streamAllDeliveries",
  summary: "Follow new deliveries across applications live, ten a second at most",
  method: "GET",
  path: "/delivery-stream",
  query: AllDeliveriesFilter.omit({ from: true, to: true, q: true }),
  stream: true,
  responses: { 200: z.string() },
});

export const NewDeliveriesEvent = z.object({
  deliveries: z.array(DeliveryOut).describe("Made since the event before, newest first, at most ten."),
  total: z.number().describe("How many were made since then; more than are shown when they are sampled."),
  atLeast: z.boolean().describe("True when there were more than could be counted."),
});
export type NewDeliveriesEvent = z.infer<typeof NewDeliveriesEvent>;

export const DeliveryStreamEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("phase"),
    phase: z.enum(["resolved", "connected", "secured", "sent", "responded"]),
    atMs: z.number().describe("Milliseconds since the try began."),
  }),
  z.object({ type: z.literal("delivery"), delivery: DeliveryOut, attemptId: z.string().nullable() }),
]);
export type DeliveryStreamEvent = z.infer<typeof DeliveryStreamEvent>;

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
