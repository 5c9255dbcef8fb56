import { expect, test } from "vitest";
import { WebhookIn, WebhookPatch } from "@/lib/contract/webhook.ts";
import { inShortWords, toEndpointIn, toEndpointPatch } from "@/lib/domain/short-api/translate.ts";

test("the short form is an endpoint with nothing set", () => {
  expect(
    toEndpointIn(WebhookIn.parse({ url: "https://a.example", events: ["job.completed"], enabled: false })),
  ).toEqual({
    url: "https://a.example",
    description: "",
    metadata: {},
    disabled: true,
    eventTypes: ["job.completed"],
    secret: null,
    headers: null,
    deliveryOptions: {},
  });
});

test("everything is null, an empty list or a star", () => {
  for (const events of [null, [], ["*"], ["*", "job.completed"], undefined]) {
    expect(toEndpointIn(WebhookIn.parse({ url: "https://a.example", events })).eventTypes, String(events)).toBeNull();
  }
});

test("the long form is mapped field by field", () => {
  const webhook = WebhookIn.parse({
    url: "https://a.example",
    custom_headers: { "x-a": "b" },
    retry_config: { max_attempts: 3, backoff_multiplier: 1.5, initial_delay_seconds: 10 },
    timeout_seconds: 7,
    batch_delivery: true,
    ip_whitelist: ["203.0.113.7", "2001:db8::1", "198.51.100.0/24"],
  });
  expect(toEndpointIn(webhook)).toMatchObject({
    headers: { "x-a": "b" },
    deliveryOptions: {
      retry: { attempts: 3, multiplier: 1.5, initialDelaySeconds: 10, maxDelaySeconds: 36_000 },
      timeoutSeconds: 7,
      batch: { maxEvents: 100, maxWaitSeconds: 5 },
      networks: ["203.0.113.7/32", "2001:db8::1/128", "198.51.100.0/24"],
    },
  });
});

test("a change leaves alone what it does not name, and null unsets", () => {
  expect(toEndpointPatch(WebhookPatch.parse({}))).toEqual({});
  expect(toEndpointPatch(WebhookPatch.parse({ enabled: true }))).toEqual({ disabled: false });
  expect(
    toEndpointPatch(WebhookPatch.parse({ retry_config: null, batch_delivery: false, ip_whitelist: [], events: null })),
  ).toEqual({ eventTypes: null, deliveryOptions: { retry: null, batch: null, networks: null } });
});

test("mistakes are placed in the fields of the short API", () => {
  expect(inShortWords(["body", "eventTypes"])).toEqual(["body", "events"]);
  expect(inShortWords(["body", "headers", "host"])).toEqual(["body", "custom_headers", "host"]);
  expect(inShortWords(["body", "deliveryOptions", "networks", "0"])).toEqual(["body", "ip_whitelist", "0"]);
  expect(inShortWords(["body", "url"])).toEqual(["body", "url"]);
});
