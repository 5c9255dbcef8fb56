import type { Endpoint } from "@/generated/prisma/client.ts";
import type { DeliveryOptions } from "@/lib/contract/delivery-options.ts";
import type { EndpointIn, EndpointPatch } from "@/lib/contract/endpoint.ts";
import type { WebhookIn, WebhookOut, WebhookPatch } from "@/lib/contract/webhook.ts";
import { openHeaders } from "@/lib/domain/endpoints/sealed.ts";
import { toEndpointOut } from "@/lib/domain/endpoints/to-out.ts";
import { formatId } from "@/lib/ids.ts";

const BATCH = { max_events: 100, max_wait_seconds: 5 };

/** A webhook of the short API as the endpoint that it is. */
export function toEndpointIn(webhook: WebhookIn): EndpointIn {
  return {
    url: webhook.url,
    description: "",
    metadata: {},
    disabled: !webhook.enabled,
    eventTypes: eventTypesOf(webhook.events ?? null),
    secret: webhook.secret ?? null,
    headers: webhook.custom_headers ?? null,
    deliveryOptions: optionsOf(webhook),
  };
}

/** Absent fields stay absent. */
export function toEndpointPatch(patch: WebhookPatch): EndpointPatch {
  const options = optionsOf(patch);
  return {
    ...(patch.url === undefined ? {} : { url: patch.url }),
    ...(patch.enabled === undefined ? {} : { disabled: !patch.enabled }),
    ...(patch.events === undefined ? {} : { eventTypes: eventTypesOf(patch.events) }),
    ...(Object.keys(options).length === 0 ? {} : { deliveryOptions: options }),
  };
}

function eventTypesOf(events: readonly string[] | null): string[] | null {
  return events === null || events.length === 0 || events.includes("*") ? null : [...events];
}

type Given = Pick<WebhookPatch, "retry_config" | "timeout_seconds" | "batch_delivery" | "ip_whitelist">;

function optionsOf({ retry_config: retry, timeout_seconds, batch_delivery: batch, ip_whitelist }: Given) {
  const options: DeliveryOptions = {};
  if (timeout_seconds !== undefined) options.timeoutSeconds = timeout_seconds;
  if (retry !== undefined) options.retry = retry && retryOf(retry);
  if (batch !== undefined) options.batch = batchOf(batch);
  if (ip_whitelist !== undefined) options.networks = networksOf(ip_whitelist ?? []);
  return options;
}

function retryOf(retry: NonNullable<WebhookPatch["retry_config"]>): NonNullable<DeliveryOptions["retry"]> {
  return {
    attempts: retry.max_attempts,
    initialDelaySeconds: retry.initial_delay_seconds,
    multiplier: retry.backoff_multiplier,
    maxDelaySeconds: Math.max(36_000, retry.initial_delay_seconds),
  };
}

function batchOf(batch: NonNullable<WebhookPatch["batch_delivery"]> | null): DeliveryOptions["batch"] {
  if (!batch) return null;
  const { max_events: maxEvents, max_wait_seconds: maxWaitSeconds } = batch === true ? BATCH : batch;
  return { maxEvents, maxWaitSeconds };
}

/** One address is a network of one. */
function networksOf(list: readonly string[]): string[] | null {
  if (list.length === 0) return null;
  return list.map((entry) => (entry.includes("/") ? entry : `${entry}/${entry.includes(":") ? 128 : 32}`));
}

export function toWebhookOut(row: Endpoint): WebhookOut {
  const { url, disabled, eventTypes, deliveryOptions, createdAt, updatedAt } = toEndpointOut(row);
  const { retry, batch, networks, timeoutSeconds } = deliveryOptions;
  return {
    id: formatId("endpoint", row.id),
    url,
    events: eventTypes ?? ["*"],
    enabled: !disabled,
    managed: row.managedBy !== null,
    custom_headers: Object.keys(openHeaders(row, row.headersSealed)),
    retry_config: retry && {
      max_attempts: retry.attempts ?? retry.delaysSeconds.length + 1,
      backoff_multiplier: retry.multiplier,
      initial_delay_seconds: retry.initialDelaySeconds ?? retry.delaysSeconds[0] ?? null,
    },
    timeout_seconds: timeoutSeconds,
    batch_delivery: batch && { max_events: batch.maxEvents, max_wait_seconds: batch.maxWaitSeconds },
    ip_whitelist: networks ?? [],
    created_at: createdAt,
    updated_at: updatedAt,
  };
}

const WORDS: Record<string, string> = {
  eventTypes: "events",
  headers: "custom_headers",
  key: "secret",
  eventType: "event_type",
  "deliveryOptions.retry": "retry_config",
  "deliveryOptions.timeoutSeconds": "timeout_seconds",
  "deliveryOptions.connectTimeoutSeconds": "timeout_seconds",
  "deliveryOptions.batch": "batch_delivery",
  "deliveryOptions.networks": "ip_whitelist",
};

/** The place of a mistake, in the words of the short API. */
export function inShortWords([place = "body", field = "", below = "", ...rest]: string[]): string[] {
  const option = WORDS[`${field}.${below}`];
  if (option) return [place, option, ...rest];
  return [place, WORDS[field] ?? field, below, ...rest].filter((part) => part !== "");
}
