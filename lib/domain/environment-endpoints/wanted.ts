import type { DeliveryOptions } from "@/lib/contract/delivery-options.ts";
import type { EndpointIn } from "@/lib/contract/endpoint.ts";
import type { Env } from "@/lib/env.ts";

const DEFAULT_RETRIES = 5;
const DEFAULT_DELAY_SECONDS = 5;
const DEFAULT_MAX_DELAY_SECONDS = 36_000;

/** The endpoints that the settings ask for; milliseconds have become seconds when they were read. */
export function wantedEndpoints(env: Env): (EndpointIn & { eventTypes: string[] | null })[] {
  return env.WEBHOOK_URLS.map((url) => ({
    url,
    description: "From the environment of the server.",
    metadata: {},
    disabled: false,
    eventTypes: env.WEBHOOK_EVENTS.length === 0 ? null : env.WEBHOOK_EVENTS,
    throttleRate: env.WEBHOOK_RATE_LIMIT_MAX ?? null,
    headers: env.WEBHOOK_HEADERS,
    secret: env.WEBHOOK_SECRET_KEY ?? null,
    deliveryOptions: {
      timeoutSeconds: env.WEBHOOK_TIMEOUT ?? null,
      throttleWindowSeconds: env.WEBHOOK_RATE_LIMIT_WINDOW ?? null,
      retry: retryOf(env),
    },
  }));
}

function retryOf(env: Env): DeliveryOptions["retry"] {
  const { WEBHOOK_MAX_RETRIES: retries, WEBHOOK_RETRY_DELAY: delay, WEBHOOK_MAX_RETRY_DELAY: maxDelay } = env;
  if (retries === undefined && delay === undefined && maxDelay === undefined) return null;
  return {
    attempts: (retries ?? DEFAULT_RETRIES) + 1,
    initialDelaySeconds: delay ?? DEFAULT_DELAY_SECONDS,
    multiplier: 2,
    maxDelaySeconds: maxDelay ?? DEFAULT_MAX_DELAY_SECONDS,
  };
}
