import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import type { EventTypeRule } from "@/lib/webhook/inbound/event-type.ts";
import { type FieldRule, textOf, valueAt } from "@/lib/webhook/inbound/fields.ts";
import { eventIdOf, type SourceKind, USUAL_EVENT_TYPE } from "@/lib/webhook/inbound/kinds.ts";
import { readPayload } from "@/lib/webhook/inbound/payload.ts";
import { slackChallenge } from "@/lib/webhook/inbound/slack.ts";
import { toEvent } from "@/lib/webhook/inbound/to-event.ts";

const FIXED: EventTypeRule = { from: "fixed", value: "a.b" };
const FORM = "application/x-www-form-urlencoded";

function read(body: string | Uint8Array, rule: EventTypeRule = FIXED, headers: Record<string, string> = {}) {
  return toEvent({ header: (name) => headers[name], body: typeof body === "string" ? Buffer.from(body) : body }, rule);
}

test("a JSON object is the payload as it stands, byte for byte", () => {
  for (const body of ['{ "n" : 1.0, "big":12345678901234567890,"n":2 }', '{"e":"\\u00e9\\/"}\n', "{}"]) {
    expect(read(body)).toEqual({ ok: true, eventType: "a.b", payload: body });
  }
  expect(read('\ufeff{"a":1}')).toMatchObject({ ok: true, payload: '{"a":1}' });
});

test("what is no JSON object says what it is", () => {
  expect(read(Buffer.from([0x7b, 0xc3, 0x28, 0x7d]))).toMatchObject({ ok: false, reason: "not_utf8" });
  for (const body of ["", "hello", '{"a":1', "{'a':1}"]) expect(read(body)).toMatchObject({ reason: "not_json" });
  for (const body of ["[]", "1", '"text"', "null"]) expect(read(body)).toMatchObject({ reason: "not_an_object" });
});

test("an explanation never quotes the body", () => {
  expect(JSON.stringify(read("hunter2 is the password"))).not.toContain("hunter2");
});

test("a form is what its field payload says, or else its fields", () => {
  const json = '{"zen":"Keep it logically awesome.","n":1.0}';
  const headers = { "content-type": `${FORM}; charset=utf-8` };
  expect(read(`payload=${encodeURIComponent(json)}`, FIXED, headers)).toMatchObject({ payload: json });
  expect(read("a=1&b=x+y&a=%F0%9F%93%A6&__proto__=z", FIXED, headers)).toMatchObject({
    payload: '{"a":["1","📦"],"b":"x y","__proto__":"z"}',
  });
  expect(read("payload=nonsense", FIXED, headers)).toMatchObject({ reason: "not_json" });
});

test("a form of as many fields as a body can hold is read in one pass", () => {
  const names = Array.from({ length: 200_000 }, (_, n) => n.toString(36));
  const reading = readPayload(Buffer.from(names.join("&")), "application/x-www-form-urlencoded");
  expect(reading.ok && Object.keys(reading.value).length).toBe(names.length);
});

test("a JSON object that is called a form, as curl does, is read as what it is", () => {
  const json = '{ "type":"invoice.paid","n":1.0 }';
  const rule: EventTypeRule = { from: "body", path: "type" };
  expect(read(json, rule, { "content-type": FORM })).toEqual({ ok: true, eventType: "invoice.paid", payload: json });
  expect(read("{not json}=1", FIXED, { "content-type": FORM })).toMatchObject({ payload: '{"{not json}":"1"}' });
});

test("JSON that is nested without end is read, or refused, but never a fault", () => {
  const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
  expect(read(deep, { from: "body", path: "a.a.a" })).toMatchObject({ reason: "no_event_type" });
});

test("the event type is found in a header or in the body, and spelt so that it can be one", () => {
  const body = '{"type":"invoice.paid","event":{"type":"message"},"list":[{"t":"x"}]}';
  const from = (rule: EventTypeRule) => read(body, rule, { "x-topic": "orders/create", "x-odd": "a b:c/é" });
  expect(from({ from: "body", path: "type" })).toMatchObject({ eventType: "invoice.paid" });
  expect(from({ from: "body", path: "event.type", prefix: "slack." })).toMatchObject({ eventType: "slack.message" });
  expect(from({ from: "body", path: "list.0.t" })).toMatchObject({ eventType: "x" });
  expect(from({ from: "header", name: "X-Topic", prefix: "shopify." })).toMatchObject({
    eventType: "shopify.orders.create",
  });
  expect(from({ from: "header", name: "x-odd" })).toMatchObject({ eventType: "a.b.c._" });
});

test("an event type that is missing, no text or endless is told", () => {
  const body = `{"type":{"a":1},"empty":"","long":"${"x".repeat(257)}"}`;
  for (const path of ["type", "empty", "none", "type.constructor", "__proto__"]) {
    expect(read(body, { from: "body", path }), path).toMatchObject({ reason: "no_event_type" });
  }
  expect(read(body, { from: "header", name: "x-none" })).toMatchObject({ detail: expect.stringContaining("x-none") });
  expect(read(body, { from: "body", path: "long" })).toMatchObject({ reason: "bad_event_type" });
});

test("a path sees what the sender wrote and nothing else", () => {
  const body = JSON.parse('{"a":[{"b":null}],"__proto__":{"c":1}}');
  expect(valueAt(body, "a.0.b")).toBeNull();
  expect(valueAt(body, "__proto__.c")).toBe(1);
  for (const path of ["a.length", "a.01", "toString", "a.0.b.c", "a.-1", "constructor.name"]) {
    expect(valueAt(body, path), path).toBeUndefined();
  }
});

test("numbers that JavaScript cannot tell from their neighbours are no ids", () => {
  const id = (text: string) =>
    textOf({ from: "body", path: "id" }, { header: () => undefined, body: () => JSON.parse(`{"id":${text}}`) });
  expect(id("42")).toBe("42");
  for (const text of ["12345678901234567890", "1.5", "true", "null", '""', "{}"])
    expect(id(text), text).toBeUndefined();
});

test.each([
  ["standardwebhooks", { "webhook-id": "msg_1" }, {}, "msg_1"],
  ["github", { "x-github-delivery": "72d3162e" }, {}, "72d3162e"],
  ["stripe", {}, { id: "evt_1" }, "evt_1"],
  ["slack", {}, { event_id: "Ev1" }, "Ev1"],
  ["shopify", { "x-shopify-webhook-id": "b54557e4" }, {}, "b54557e4"],
  ["hmac", { "x-request-id": "1" }, { id: "1" }, undefined],
] as const)("%s names its events where it usually does", (kind, headers: Record<string, string>, body, expected) => {
  const request = { header: (name: string) => headers[name], body: () => body };
  expect(eventIdOf(kind as SourceKind, null, request)).toBe(expected);
  const own: FieldRule = { from: "header", name: "X-Own" };
  expect(eventIdOf(kind as SourceKind, own, { ...request, header: () => "mine" })).toBe("mine");
});

test("Slack's challenge is found, and nothing else is taken for one", () => {
  expect(slackChallenge({ type: "url_verification", challenge: "c" })).toBe("c");
  for (const body of [{ type: "url_verification" }, { type: "event_callback", challenge: "c" }, null, "x", undefined]) {
    expect(slackChallenge(body)).toBeNull();
  }
});

test("every example that GitHub publishes gets its type", () => {
  const file = createRequire(import.meta.url).resolve("@octokit/webhooks-examples");
  const examples = JSON.parse(
    readFileSync(file.endsWith(".json") ? file : file.replace(/[^/]+$/, "index.json"), "utf8"),
  );
  let seen = 0;
  for (const { name, examples: payloads } of examples as { name: string; examples: unknown[] }[]) {
    for (const payload of payloads) {
      const text = JSON.stringify(payload);
      const event = read(text, USUAL_EVENT_TYPE.github, { "x-github-event": name });
      expect(event).toEqual({ ok: true, eventType: `github.${name}`, payload: text });
      seen++;
    }
  }
  expect(seen).toBeGreaterThan(100);
});
