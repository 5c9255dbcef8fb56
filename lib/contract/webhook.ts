import { z } from "zod";
import { EventTypeName, EventTypePattern, Timestamp } from "./common.ts";
import { EndpointIn } from "./endpoint.ts";
import { defineOperation } from "./operation.ts";

// The short API: one word for an endpoint (webhook), snake_case, and the fewest fields that do. It has no application in
// its paths: a key of one application means that one, every other key the application with the uid `default`.

const RetryConfig = z.strictObject({
  max_attempts: z.number().int().min(1).max(50).default(5).describe("Tries in all, the first one included."),
  backoff_multiplier: z.number().min(1).max(10).default(2).describe("Each wait is so many times the one before."),
  initial_delay_seconds: z.number().int().min(1).max(604_800).default(5).describe("Wait after the first try."),
});
const BatchDelivery = z.strictObject({
  max_events: z.number().int().min(2).max(1000).default(100).describe("Events in one request, at most."),
  max_wait_seconds: z.number().int().min(0).max(300).default(5).describe("An event waits no longer for others."),
});

const fields = {
  url: z.string().min(1).max(2048).describe("Where events are posted; `webhook_url` means the same."),
  events: z
    .array(z.union([z.literal("*"), EventTypePattern]))
    .max(1000)
    .nullable()
    .describe('Event types or groups (`invoice.*`); null, `[]` or `["*"]` is everything.'),
  enabled: z.boolean().describe("False: nothing is sent; what would have been is recorded."),
  secret: z
    .string()
    .min(1)
    .max(256)
    .nullable()
    .describe("Signing secret, `whsec_` and base64; one is made when absent."),
  custom_headers: EndpointIn.shape.headers.unwrap().unwrap().nullable().describe("Headers to send along."),
  retry_config: RetryConfig.nullable().describe("When to try again; null is as the installation has it."),
  timeout_seconds: z.number().int().min(1).max(60).nullable().describe("For the whole request and reply, 1 to 60."),
  batch_delivery: z
    .union([z.boolean(), BatchDelivery])
    .nullable()
    .describe("Several events in one request; true is up to 100 of 5 seconds."),
  ip_whitelist: z
    .array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], "must be an address or a network"))
    .max(50)
    .nullable()
    .describe("Addresses or networks that may be connected to; null or empty is every public one."),
};

export const WebhookIn = z.strictObject({
  url: fields.url,
  events: fields.events.optional(),
  enabled: fields.enabled.default(true),
  secret: fields.secret.optional(),
  custom_headers: fields.custom_headers.optional(),
  retry_config: fields.retry_config.optional(),
  timeout_seconds: fields.timeout_seconds.optional(),
  batch_delivery: fields.batch_delivery.optional(),
  ip_whitelist: fields.ip_whitelist.optional(),
});
export type WebhookIn = z.infer<typeof WebhookIn>;
export const WebhookPatch = z.strictObject({
  ...WebhookIn.shape,
  url: fields.url.optional(),
  enabled: fields.enabled.optional(),
  secret: z.string().min(1).max(256).optional().describe("The new secret; the old one signs too for a day."),
});
export type WebhookPatch = z.infer<typeof WebhookPatch>;

export const WebhookOut = z.object({
  id: z.string().describe("`ep_…`: the same thing is an endpoint in the other API."),
  url: z.string(),
  events: z.array(z.string()).describe('`["*"]` is everything.'),
  enabled: z.boolean().describe("False when nothing is sent."),
  managed: z.boolean().describe("Set by the server's environment; it cannot be changed here."),
  custom_headers: z.array(z.string()).describe("Their names; values can be written, not read back."),
  retry_config: z
    .object({
      max_attempts: z.number().describe("Tries in all."),
      backoff_multiplier: z.number().nullable().describe("null when the waits are a list."),
      initial_delay_seconds: z.number().nullable().describe("null for a single try."),
    })
    .nullable()
    .describe("null is as the installation has it."),
  timeout_seconds: z.number().nullable().describe("null is as the installation has it."),
  batch_delivery: z
    .object({
      max_events: z.number().describe("Events in one request, at most."),
      max_wait_seconds: z.number().describe("An event waits no longer for others."),
    })
    .nullable()
    .describe("null is one event in each request."),
  ip_whitelist: z.array(z.string()).describe("Networks; empty is every public address."),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type WebhookOut = z.infer<typeof WebhookOut>;
export const WebhookCreatedOut = WebhookOut.extend({
  secret: z.string().describe("What requests are signed with."),
});
export type WebhookCreatedOut = z.infer<typeof WebhookCreatedOut>;

export const WebhookTestIn = z
  .strictObject({
    url: fields.url.optional(),
    webhook_id: z.string().min(1).max(256).optional().describe("A webhook that exists."),
    event_type: EventTypeName.default("webhook.test").describe("Its example is sent."),
  })
  .refine(({ url, webhook_id }) => (url === undefined) !== (webhook_id === undefined), {
    path: ["url"],
    message: "give either url or webhook_id",
  });
export type WebhookTestIn = z.infer<typeof WebhookTestIn>;
export const WebhookTestOut = z.object({
  success: z.boolean().describe("Whether the receiver answered 2xx."),
  test_result: z
    .object({
      success: z.boolean().describe("The same."),
      status: z.number().nullable().describe("Status of the reply; null when there was none."),
      duration: z.number().nullable().describe("Milliseconds until the reply; null when nothing was sent in time."),
      url: z.string().describe("Where it was sent."),
      message: z.string().describe("What happened, in a sentence."),
      error: z.string().optional().describe("What to do about it, when it failed."),
    })
    .describe("What came of it."),
});
export type WebhookTestOut = z.infer<typeof WebhookTestOut>;

export const WebhookTriggerIn = z.strictObject({
  event: EventTypeName,
  data: z.record(z.string(), z.unknown()).describe("The payload: any JSON object, sent with exactly these bytes."),
});
export type WebhookTriggerIn = z.infer<typeof WebhookTriggerIn>;
export const WebhookTriggerOut = z.object({
  success: z.literal(true).describe("Stored and routed; it will be delivered or shown as failed."),
  message_id: z.string().describe("`msg_…`; the `webhook-id` of every try."),
});
export type WebhookTriggerOut = z.infer<typeof WebhookTriggerOut>;

export const WebhookStatusOut = z.object({
  status: z.enum(["ok", "failing", "none"]).describe("`failing` when a webhook is; `none` without any."),
  webhooks: z
    .object({
      total: z.number().describe("All of them."),
      enabled: z.number().describe("Those that are on."),
      failing: z.number().describe("Those that are on and fail."),
    })
    .describe("How many there are."),
  deliveries: z
    .object({
      total: z.number().describe("Deliveries of 24 hours."),
      delivered: z.number().describe("Those that arrived."),
    })
    .describe("What became of the last 24 hours."),
});
export type WebhookStatusOut = z.infer<typeof WebhookStatusOut>;

export const WebhookDeliveriesOut = z.object({
  deliveries: z
    .array(
      z.object({
        id: z.string().describe("`dlv_…`"),
        event_type: z.string().describe("Name of the event type."),
        status: z.enum(["pending", "succeeded", "failed", "canceled"]).describe("Where it stands."),
        response_code: z.number().nullable().describe("Status of the last reply; null when there was none."),
        response_time_ms: z.number().nullable().describe("How long the last try took."),
        delivered_at: Timestamp.nullable().describe("When it arrived; null when it has not."),
      }),
    )
    .describe("Newest first."),
});
export type WebhookDeliveriesOut = z.infer<typeof WebhookDeliveriesOut>;

const shared = { tag: "Short API", short: true } as const;
const aliases = { webhook_url: "url" };
const one = "/webhooks/{webhook_id}";

export const listWebhooks = defineOperation({
  ...shared,
  id: "listWebhooks",
  summary: "List all webhooks, newest first",
  method: "GET",
  path: "/webhooks",
  responses: { 200: z.object({ webhooks: z.array(WebhookOut).describe("All of them, at most 100.") }) },
});
export const createWebhook = defineOperation({
  ...shared,
  id: "createWebhook",
  summary: "Create a webhook",
  method: "POST",
  path: "/webhooks",
  body: WebhookIn,
  aliases,
  responses: { 201: WebhookCreatedOut },
});
export const getWebhook = defineOperation({
  ...shared,
  id: "getWebhook",
  summary: "Get a webhook",
  method: "GET",
  path: one,
  responses: { 200: WebhookOut },
});
export const patchWebhook = defineOperation({
  ...shared,
  id: "patchWebhook",
  summary: "Change a webhook: absent keeps, null unsets",
  method: "PATCH",
  path: one,
  body: WebhookPatch,
  aliases,
  responses: { 200: WebhookOut },
});
export const deleteWebhook = defineOperation({
  ...shared,
  id: "deleteWebhook",
  summary: "Delete a webhook",
  method: "DELETE",
  path: one,
  responses: { 204: null },
});
export const testWebhook = defineOperation({
  ...shared,
  id: "testWebhook",
  summary: "Send a signed test to a webhook or a URL, and wait for the reply, at most 15 seconds",
  method: "POST",
  path: "/webhooks/test",
  limit: { name: "test", perMinute: 10, per: "caller" },
  body: WebhookTestIn,
  aliases,
  responses: { 200: WebhookTestOut },
});
export const triggerWebhooks = defineOperation({
  ...shared,
  id: "triggerWebhooks",
  summary: "Send an event to every webhook that wants it; answered once it is stored",
  method: "POST",
  path: "/webhooks/trigger",
  body: WebhookTriggerIn,
  responses: { 202: WebhookTriggerOut },
});
export const getWebhookStatus = defineOperation({
  ...shared,
  id: "getWebhookStatus",
  summary: "How sending goes",
  method: "GET",
  path: "/webhooks/status",
  responses: { 200: WebhookStatusOut },
});
export const listWebhookDeliveries = defineOperation({
  ...shared,
  id: "listWebhookDeliveries",
  summary: "List deliveries of a webhook, newest first",
  method: "GET",
  path: `${one}/deliveries`,
  query: z.object({
    limit: z.coerce.number().int().min(1).max(250).default(50).describe("Deliveries in the answer, 1 to 250."),
  }),
  responses: { 200: WebhookDeliveriesOut },
});
