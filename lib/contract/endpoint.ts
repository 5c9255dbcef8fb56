import { z } from "zod";
import { Channel, EventTypePattern, ListQuery, listOf, Metadata, OrderQuery, Timestamp, Uid } from "./common.ts";
import { DeliveryOptions, DeliveryOptionsOut, EffectiveOptionsOut } from "./delivery-options.ts";
import { AUTHENTICATION_KINDS } from "./endpoint-authentication.ts";
import { Headers, Secret } from "./endpoint-fields.ts";
import { SecretKind } from "./endpoint-secret.ts";
import { BoundedFilter, FilterIn } from "./filter.ts";
import { defineOperation } from "./operation.ts";

const base = {
  url: z.string().min(1).max(2048).describe("Where messages are posted; https unless the operator allows http."),
  description: z.string().max(4096).default("").describe("Free text."),
  name: z.string().trim().max(128).nullish().describe("Short name on screen; the host of the URL when empty."),
  uid: Uid.nullish().describe("The operator's own id; usable in paths instead of `id`."),
  disabled: z.boolean().default(false).describe("True: nothing is sent; what would have been is recorded."),
  eventTypes: z
    .array(EventTypePattern)
    .min(1)
    .max(1000)
    .nullish()
    .describe("Event types or groups (`invoice.*`) to send; null sends everything, future types included."),
  channels: z.array(Channel).min(1).max(10).nullish().describe("Send only messages that carry one of these channels."),
  filter: BoundedFilter.nullish().describe(
    "Conditions on the payload: only messages that meet them are sent; null sends all. The API's guide to delivery has the details.",
  ),
  throttleRate: z
    .number()
    .int()
    .min(1)
    .max(65_535)
    .nullish()
    .describe("Messages a second, at most; of another window with `deliveryOptions.throttleWindowSeconds`."),
  metadata: Metadata.default({}),
  deliveryOptions: DeliveryOptions.nullish().describe("How it is delivered to; null is as the installation has it."),
};

export const EndpointIn = z.strictObject({
  ...base,
  secret: Secret.nullish().describe("Signing secret to use; one is made when left out."),
  secretKind: SecretKind.nullish().describe(
    "Kind of the secret that is made: `v1` (shared, by default) or `v1a` (key pair).",
  ),
  headers: Headers.nullish().describe("Headers to send along; values can be written, not read back."),
  version: z.number().int().optional().describe("Accepted for older SDKs; no effect."),
});
export type EndpointIn = z.infer<typeof EndpointIn>;

export const EndpointUpsertIn = z.strictObject({ ...base, version: z.number().int().optional() });
export type EndpointUpsertIn = z.infer<typeof EndpointUpsertIn>;

export const EndpointPatch = z.strictObject({
  url: base.url.optional(),
  description: z.string().max(4096).optional(),
  name: z.string().trim().max(128).nullable().optional(),
  uid: Uid.nullable().optional(),
  disabled: z.boolean().optional(),
  eventTypes: z.array(EventTypePattern).min(1).max(1000).nullable().optional(),
  channels: z.array(Channel).min(1).max(10).nullable().optional(),
  filter: BoundedFilter.nullable().optional().describe("Conditions on the payload; null sends all."),
  throttleRate: z.number().int().min(1).max(65_535).nullable().optional(),
  metadata: Metadata.optional(),
  deliveryOptions: DeliveryOptions.nullable()
    .optional()
    .describe("Options that are absent stay, null unsets one; null for all unsets all."),
  version: z.number().int().optional(),
});
export type EndpointPatch = z.infer<typeof EndpointPatch>;

export const EndpointOut = z.object({
  id: z.string().describe("`ep_…`"),
  uid: z.string().nullable(),
  name: z.string().nullable(),
  url: z.string(),
  description: z.string(),
  disabled: z.boolean(),
  disabledReason: z
    .enum(["customer", "staff", "api", "gone", "failing"])
    .nullable()
    .describe("Who or what turned it off: `gone` is the receiver's 410, `failing` the automatic rule."),
  disabledAt: Timestamp.nullable(),
  managedBy: z
    .enum(["environment", "test"])
    .nullable()
    .describe("`environment`: set by the settings of the server, and changed there only; `test`: of a test of a URL."),
  eventTypes: z.array(z.string()).nullable(),
  filterTypes: z.array(z.string()).nullable().describe("The same as `eventTypes`, for older SDKs."),
  channels: z.array(z.string()).nullable(),
  filter: FilterIn.nullable().describe("Conditions on the payload; null is none."),
  throttleRate: z.number().nullable(),
  rateLimit: z.number().nullable().describe("The same as `throttleRate`, for older SDKs."),
  authenticatedBy: z
    .array(z.enum(AUTHENTICATION_KINDS))
    .describe(
      "Credentials that are sent along, see `…/authentication`; none any more once the URL has moved to another origin.",
    ),
  metadata: z.record(z.string(), z.string()),
  deliveryOptions: DeliveryOptionsOut,
  effectiveOptions: EffectiveOptionsOut,
  pausedAt: Timestamp.nullable().describe("Since when its deliveries are held; null when they are not."),
  version: z.number().describe("Always 1, for older SDKs."),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type EndpointOut = z.infer<typeof EndpointOut>;
export const ResumeEndpointIn = z.strictObject({
  waiting: z
    .enum(["send", "drop"])
    .default("send")
    .describe("`drop`: what is due by now ends as canceled, and can be replayed; retries for later stay."),
});
export type ResumeEndpointIn = z.infer<typeof ResumeEndpointIn>;

export const CancelMessagesIn = z.strictObject({
  createdBefore: Timestamp.describe("Only what was made before; at the latest now."),
});
export type CancelMessagesIn = z.infer<typeof CancelMessagesIn>;
export const CancelMessagesOut = z.object({
  canceled: z.number().describe("Deliveries that were canceled within the request."),
  goesOn: z
    .boolean()
    .describe("There are more, which a job cancels; nothing is sent to the endpoint until that is done."),
});
export type CancelMessagesOut = z.infer<typeof CancelMessagesOut>;

export const DeletedEndpointOut = z.object({
  id: z.string().describe("`ep_…`"),
  name: z.string().describe("Name, or host of the URL."),
  url: z.string(),
  deletedAt: Timestamp,
  restorableUntil: Timestamp.describe("Until then its deletion can be undone."),
});
export type DeletedEndpointOut = z.infer<typeof DeletedEndpointOut>;

/** Of the official SDKs' wire; a longer range is `invalid_range`. */
export const STATS_DAYS_AT_MOST = 28;
const count = (what: string) => z.number().int().min(0).describe(`Deliveries ${what}.`);
export const EndpointStats = z.object({
  success: count("that succeeded"),
  pending: count("that failed so far and will be tried again"),
  sending: count("that wait for their first try, or are being tried"),
  fail: count("that gave up"),
  canceled: count("that ended without having been tried to the end"),
});
export type EndpointStats = z.infer<typeof EndpointStats>;

const tag = "Endpoint";
const aliases = { filterTypes: "eventTypes", rateLimit: "throttleRate" };
const list = "/app/{app_id}/endpoint";
const one = "/app/{app_id}/endpoint/{endpoint_id}";

export const listEndpoints = defineOperation({
  tag,
  id: "listEndpoints",
  summary: "List endpoints of an application, newest first",
  method: "GET",
  path: list,
  query: ListQuery.extend({ order: OrderQuery.default("descending") }),
  responses: { 200: listOf(EndpointOut) },
});
export const createEndpoint = defineOperation({
  tag,
  id: "createEndpoint",
  summary: "Create an endpoint",
  method: "POST",
  path: list,
  body: EndpointIn,
  aliases,
  responses: { 201: EndpointOut },
});
export const getEndpoint = defineOperation({
  tag,
  id: "getEndpoint",
  summary: "Get an endpoint",
  method: "GET",
  path: one,
  responses: { 200: EndpointOut },
});
export const upsertEndpoint = defineOperation({
  tag,
  id: "upsertEndpoint",
  summary:
    "Replace an endpoint, or create it under the uid of the path; moved to another origin, it loses its custom headers, its authentication and the variables of its transformation",
  method: "PUT",
  path: one,
  body: EndpointUpsertIn,
  aliases,
  responses: { 200: EndpointOut, 201: EndpointOut },
});
export const patchEndpoint = defineOperation({
  tag,
  id: "patchEndpoint",
  summary:
    "Change fields of an endpoint: absent keeps, null unsets; moved to another origin, it loses its custom headers, its authentication and the variables of its transformation",
  method: "PATCH",
  path: one,
  body: EndpointPatch,
  aliases,
  responses: { 200: EndpointOut },
});
export const deleteEndpoint = defineOperation({
  tag,
  id: "deleteEndpoint",
  summary: "Delete an endpoint: its pending deliveries end as canceled, its past stays visible",
  method: "DELETE",
  path: one,
  responses: { 204: null },
});
export const listDeletedEndpoints = defineOperation({
  tag,
  id: "listDeletedEndpoints",
  summary: "List the endpoints whose deletion can be undone, the last one first",
  method: "GET",
  path: "/app/{app_id}/deleted-endpoint",
  responses: { 200: z.object({ data: z.array(DeletedEndpointOut).max(100) }) },
});
export const restoreEndpoint = defineOperation({
  tag,
  id: "restoreEndpoint",
  summary: "Undo the deletion of an endpoint within 30 days; what was canceled stays so and can be replayed",
  method: "POST",
  path: `${one}/restore`,
  responses: { 200: EndpointOut },
});
export const pauseEndpoint = defineOperation({
  tag,
  id: "pauseEndpoint",
  summary: "Hold the deliveries of an endpoint: they are made and wait; tries under way finish, replays and tests pass",
  method: "POST",
  path: `${one}/pause`,
  responses: { 200: EndpointOut },
});
export const resumeEndpoint = defineOperation({
  tag,
  id: "resumeEndpoint",
  summary: "End the pause of an endpoint, and send or drop what waits",
  method: "POST",
  path: `${one}/resume`,
  body: ResumeEndpointIn,
  responses: { 200: EndpointOut },
});
export const cancelEndpointMessages = defineOperation({
  tag,
  id: "cancelEndpointMessages",
  summary: "Cancel what waits for an endpoint and was made before a moment; it can be replayed",
  method: "POST",
  path: `${one}/cancel-msgs`,
  body: CancelMessagesIn,
  responses: { 202: CancelMessagesOut },
});
export const getEndpointStats = defineOperation({
  tag,
  id: "getEndpointStats",
  summary: "Count the deliveries of an endpoint by their state now, tests apart",
  method: "GET",
  path: `${one}/stats`,
  query: z.object({
    since: Timestamp.optional().describe("Messages from then on; by default 28 days before `until`."),
    until: Timestamp.optional().describe("Messages before then; by default now. At most 28 days after `since`."),
  }),
  responses: { 200: EndpointStats },
});
