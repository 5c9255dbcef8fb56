import { z } from "zod";
import { ApplicationIn } from "./application.ts";
import { Channel, EventTypeName, ListQuery, listOf, QueryFlag, QueryList, Timestamp, Uid } from "./common.ts";
import { defineOperation } from "./operation.ts";
import { ContentGoneOut } from "./payload-keeping.ts";

/** Half of a surrogate pair is no character, and nothing that stores UTF-8 can hold it. */
const WholeText = z.string().refine((text) => !/\p{Surrogate}/u.test(text), "holds half of a character");
const Tag = WholeText.min(1).max(128);

const RETENTION_DAYS_AT_MOST = 90;
const RetentionDays = z.number().int().min(1).max(RETENTION_DAYS_AT_MOST);
const RetentionHours = z
  .number()
  .int()
  .min(1)
  .max(RETENTION_DAYS_AT_MOST * 24);

/** Of ours: larger things belong in the payload. */
const PARAMS_CHARACTERS_AT_MOST = 16_384;
const MediaType = z
  .string()
  .max(256)
  .regex(
    /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+( *; *[\w-]+=("[\w .,:;/+-]*"|[\w.+-]+))*$/,
    "must be a media type such as text/plain",
  );

/** What transformations are told besides, and the raw body of a message that is not JSON. */
export const TransformationsParams = z
  .looseObject({
    rawPayload: WholeText.optional().describe(
      "Text that receivers get instead of `payload`, byte for byte; at most 1 MiB.",
    ),
    headers: z
      .looseObject({ "content-type": MediaType.optional().describe("Media type such as text/plain.") })
      .optional()
      .describe("`content-type` is that of `rawPayload`; application/json without it."),
  })
  .refine(
    ({ rawPayload: _, ...others }) => JSON.stringify(others).length <= PARAMS_CHARACTERS_AT_MOST,
    `may have at most ${PARAMS_CHARACTERS_AT_MOST} characters of JSON besides rawPayload`,
  );
export type TransformationsParams = z.infer<typeof TransformationsParams>;

const message = z.strictObject({
  eventType: EventTypeName,
  payload: z
    .record(z.string(), z.unknown())
    .describe("JSON object that receivers get, byte for byte as it stands in the request; at most 1 MiB."),
  eventId: Uid.nullish().describe("The operator's own id of this event; a second message with it is a conflict."),
  channels: z.array(Channel).min(1).max(10).nullish().describe("Endpoints with channels get it only if one matches."),
  tags: z.array(Tag).max(5).nullish().describe("To find it by in lists."),
  deliverAt: Timestamp.nullish().describe("Send not before; at most 24 hours ahead."),
  payloadRetentionPeriod: RetentionDays.nullish().describe(
    "Days until the payload is erased, 1 to 90; what is pending by then ends as canceled. By default as the installation has it.",
  ),
  wipePayloadAfterSuccess: z
    .boolean()
    .nullish()
    .describe(
      "True: the payload goes once all deliveries have succeeded, and can then not be replayed. Null is as the application has it.",
    ),
  payloadRetentionHours: RetentionHours.nullish().describe(
    "The same in hours, 1 to 2,160; one of the two can be given.",
  ),
  transformationsParams: TransformationsParams.nullish().describe(
    "Values that transformations of endpoints are given; `rawPayload` in it replaces the payload.",
  ),
});
const hasOneRetention = (given: z.infer<typeof message>) =>
  typeof given.payloadRetentionHours !== "number" || typeof given.payloadRetentionPeriod !== "number";
const ONE_RETENTION = {
  path: ["payloadRetentionHours"],
  message: "cannot be given together with payloadRetentionPeriod",
};

export const MessageIn = message
  .extend({
    application: ApplicationIn.nullish().describe(
      "Creates the application when it does not exist; its uid must then be that of the path. Else it is ignored.",
    ),
  })
  .refine(hasOneRetention, ONE_RETENTION);
export type MessageIn = z.infer<typeof MessageIn>;

/** 1,000 small messages, or a dozen of the largest. */
const BATCH_BODY_BYTES = 16 * 1024 * 1024;

export const MessageBatchIn = z.strictObject({
  messages: z
    .array(message.refine(hasOneRetention, ONE_RETENTION))
    .min(1)
    .max(1000)
    .describe("1 to 1,000 messages, in the order in which they are made. All are stored, or none."),
});
export type MessageBatchIn = z.infer<typeof MessageBatchIn>;

export const MessageOut = z.object({
  id: z.string().describe("`msg_…`; the `webhook-id` of every try."),
  eventType: z.string(),
  payload: z.unknown().describe('`{}` when not asked for; `{"expired":true}` when no longer kept.'),
  payloadGone: ContentGoneOut.optional().describe(
    "Why the payload is no longer kept, and since when; absent while it is.",
  ),
  timestamp: Timestamp,
  eventId: z.string().nullable(),
  channels: z.array(z.string()).nullable(),
  tags: z.array(z.string()).nullable(),
  deliverAt: Timestamp.nullable(),
});
export type MessageOut = z.infer<typeof MessageOut>;

export const MessageBatchOut = z.object({
  data: z
    .array(
      z.object({
        id: z.string().describe("`msg_…`; of a duplicate, that of the first message with its eventId."),
        eventType: z.string().describe("As sent."),
        eventId: z.string().nullable().describe("As sent."),
        timestamp: Timestamp.describe("When the message of this id was made."),
        duplicate: z.boolean().describe("True when a message with this eventId was there before; nothing was made."),
      }),
    )
    .describe("One for each message of the request, in its order."),
});
export type MessageBatchOut = z.infer<typeof MessageBatchOut>;

export const MessagePrecheckIn = z.strictObject({
  eventType: EventTypeName,
  channels: message.shape.channels,
});
export type MessagePrecheckIn = z.infer<typeof MessagePrecheckIn>;
export const MessagePrecheckOut = z.object({
  active: z.boolean().describe("True when an endpoint that is on would get such a message now."),
});
export type MessagePrecheckOut = z.infer<typeof MessagePrecheckOut>;

const tag = "Message";

export const listMessages = defineOperation({
  id: "listMessages",
  tag,
  summary: "List messages of an application, newest first",
  method: "GET",
  path: "/app/{app_id}/msg",
  query: ListQuery.extend({
    channel: Channel.optional(),
    tag: z.string().max(128).optional(),
    event_types: QueryList.optional(),
    before: Timestamp.optional(),
    after: Timestamp.optional(),
    with_content: QueryFlag.default(true).describe("With payloads."),
  }),
  responses: { 200: listOf(MessageOut) },
});

export const createMessage = defineOperation({
  id: "createMessage",
  tag,
  summary: "Send an event: committed when answered, then delivered to every endpoint that wants it",
  method: "POST",
  path: "/app/{app_id}/msg",
  query: z.object({ with_content: QueryFlag.default(true).describe("Repeat the payload in the answer.") }),
  body: MessageIn,
  responses: { 202: MessageOut },
});

export const createMessages = defineOperation({
  id: "createMessages",
  tag,
  summary: "Send many events in one commit: all of them, or none",
  method: "POST",
  path: "/app/{app_id}/msg/batch",
  body: MessageBatchIn,
  bodyLimitBytes: BATCH_BODY_BYTES,
  responses: { 202: MessageBatchOut },
});

export const getMessage = defineOperation({
  id: "getMessage",
  tag,
  summary: "Get a message by its id or eventId",
  method: "GET",
  path: "/app/{app_id}/msg/{msg_id}",
  query: z.object({ with_content: QueryFlag.default(true).describe("With the payload.") }),
  responses: { 200: MessageOut },
});

export const precheckMessage = defineOperation({
  id: "precheckMessage",
  tag,
  summary: "Ask whether any endpoint would get such a message, before making it",
  method: "POST",
  path: "/app/{app_id}/msg/precheck/active",
  body: MessagePrecheckIn,
  responses: { 200: MessagePrecheckOut },
});
