import { describe, expect, test } from "vitest";
import { NO_OPTIONS } from "@/lib/contract/delivery-options.ts";
import type { ClaimedDelivery } from "@/lib/domain/deliveries/claim.ts";
import { reasonCode } from "@/lib/domain/deliveries/reason.ts";
import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";
import { newUuid } from "@/lib/ids.ts";
import { ATTEMPT_CLASSES } from "@/lib/webhook/attempt-class.ts";
import { causeCode } from "@/lib/webhook/cause.ts";
import { judgeResponse } from "@/lib/webhook/outcome.ts";
import type { SendResult } from "@/worker/send/send.ts";
import { judge } from "./judge.ts";

const NOW = Date.UTC(2026, 0, 1);
const SCHEDULED = 0;
const MANUAL = 1;
const TEST = 2;

function delivery(fields: Partial<ClaimedDelivery> = {}): ClaimedDelivery {
  return {
    id: newUuid(NOW - 5_000),
    application_id: newUuid(),
    endpoint_id: newUuid(),
    message_id: newUuid(),
    event_type: "job.created",
    is_test: false,
    attempt_count: 0,
    budget_used: 0,
    crash_count: 0,
    trigger: SCHEDULED,
    requested_by: null,
    retry_at: null,
    return_status: null,
    lease_token: 7,
    lost_by: null,
    lost_at: null,
    queue_ms: 3,
    message_sequence: null,
    payload: "{}",
    endpoint_version: 1,
    endpoint_off: false,
    endpoint_deleted: false,
    ...fields,
  };
}
const config: DeliveryConfig = {
  endpointId: newUuid(),
  endpointLabel: "ep_x",
  applicationLabel: "app_x",
  version: 4,
  url: "https://a.example/hooks",
  headers: {},
  credential: null,
  oauth2: null,
  tls: null,
  secrets: [],
  keys: [],
  timeoutMs: 15_000,
  connectTimeoutMs: 5_000,
  options: NO_OPTIONS,
  retryScheduleSeconds: [10, 100],
  transformation: null,
};
const phases = { dnsMs: null, connectMs: 1, tlsMs: 2, waitMs: 3, bodyMs: 0 };

function answered(statusCode: number, headers: Record<string, string> = {}, body = ""): SendResult {
  return {
    outcome: judgeResponse(statusCode, headers),
    statusCode,
    responseHeaders: headers,
    responseBody: Buffer.from(body),
    responseTruncated: false,
    durationMs: 12.4,
    phases,
    reused: false,
    remoteAddress: "203.0.113.7",
    tlsVersion: "TLSv1.3",
    certificateNotAfter: null,
  };
}
function unanswered(attemptClass: (typeof ATTEMPT_CLASSES)[number]): SendResult {
  return {
    ...answered(500),
    outcome: { kind: "no_response", class: attemptClass, detail: "nobody there" },
    statusCode: null,
    responseHeaders: null,
    responseBody: null,
  };
}
const judged = (d: ClaimedDelivery, result: SendResult, options: Partial<DeliveryConfig["options"]> = {}) =>
  judge(d, { ...config, options: { ...NO_OPTIONS, ...options } }, result, {
    startedAtMs: NOW,
    url: config.url,
    signature: "v1,x",
    kept: null,
    hidden: [],
    tokens: [],
    messageId: "msg_x",
    batchId: null,
    limitMs: null,
    nowMs: NOW,
    random: 0.5,
  });

describe("where a delivery goes", () => {
  test.each([
    ["a success ends it", delivery(), answered(204), { nextStatus: 1, status: 0, burnsBudget: true }],
    [
      "a first failure waits for the schedule",
      delivery(),
      answered(500),
      { nextStatus: 0, status: 2, delayMs: 10_000, burnsBudget: true },
    ],
    ["the second for its next step", delivery({ budget_used: 1 }), answered(500), { nextStatus: 0, delayMs: 100_000 }],
    ["the last gives up", delivery({ budget_used: 2 }), answered(500), { nextStatus: 2, reason: null }],
    ["a redirect is a failure", delivery(), answered(302, { location: "/x" }), { nextStatus: 0, status: 2 }],
    [
      "no answer is a failure",
      delivery(),
      unanswered("connect_refused"),
      { nextStatus: 0, status: 2, statusCode: null },
    ],
    ["410 cancels it", delivery(), answered(410), { nextStatus: 3, reason: 4 }],
    [
      "a receiver may stop one message",
      delivery(),
      answered(500, { "webhook-delivery": "abort-message" }),
      { nextStatus: 3, reason: 6 },
    ],
    [
      "our own fault is tried again and burns nothing",
      delivery({ budget_used: 2 }),
      unanswered("worker_lost"),
      { nextStatus: 0, burnsBudget: false, requeued: true, countsForHealth: false },
    ],
    [
      "a test is one try and says nothing about health",
      delivery({ trigger: TEST, is_test: true }),
      answered(500),
      { nextStatus: 2, burnsBudget: false, countsForHealth: false },
    ],
    [
      "a test that is answered 410 turns nothing off",
      delivery({ trigger: TEST, is_test: true }),
      answered(410),
      { nextStatus: 2 },
    ],
    [
      "a failed replay goes back to the waiting retry",
      delivery({ trigger: MANUAL, retry_at: new Date(NOW + 9_000) }),
      answered(500),
      { nextStatus: 0, nextAt: new Date(NOW + 9_000), burnsBudget: false },
    ],
    [
      "or to the state that it had",
      delivery({ trigger: MANUAL, return_status: 2 }),
      answered(500),
      { nextStatus: 2, burnsBudget: false },
    ],
    [
      "a successful replay ends it",
      delivery({ trigger: MANUAL, return_status: 2 }),
      answered(200),
      { nextStatus: 1, burnsBudget: false },
    ],
  ])("%s", (_, given, result, expected) => {
    expect(judged(given, result).attempt).toMatchObject(expected);
  });
});

describe("with an endpoint's own lists of status codes", () => {
  const lists = { retryStatusCodes: ["503", "4xx"], finalStatusCodes: ["404"] };

  test.each([
    ["a final reply ends it with its reason", delivery(), answered(404), { nextStatus: 2, reason: 8 }],
    ["so does one that is not in the list", delivery(), answered(500), { nextStatus: 2, reason: 9 }],
    ["one that is in the list is tried again", delivery(), answered(503), { nextStatus: 0, reason: null }],
    ["a missing reply is tried again", delivery(), unanswered("headers_timeout"), { nextStatus: 0, reason: null }],
    [
      "a final reply to a test has no reason",
      delivery({ is_test: true }),
      answered(404),
      { nextStatus: 2, reason: null },
    ],
    [
      "a final reply to a replay leaves the waiting retry",
      delivery({ trigger: MANUAL, retry_at: new Date(NOW + 9_000) }),
      answered(404),
      { nextStatus: 0, nextAt: new Date(NOW + 9_000) },
    ],
  ])("%s", (_, given, result, expected) => {
    expect(judged(given, result, lists).attempt).toMatchObject(expected);
  });
});

test("of a reply that is not to be kept only the status is, and the policy still heeds its headers", () => {
  const reply = {
    ...answered(503, { "retry-after": "60", "x-secret": "s" }, "invalid signature"),
    responseTruncated: true,
  };
  expect(judged(delivery(), reply, { logResponses: false }).attempt).toMatchObject({
    statusCode: 503,
    responseHeaders: null,
    responseBody: null,
    responseTruncated: false,
    delayMs: expect.closeTo(66_000, -3),
  });
  const rejected = answered(401, {}, "invalid signature");
  const causes = [{}, { logResponses: false }].map(
    (options) => judged(delivery(), rejected, options).attempt.causeCode,
  );
  expect(causes, "the cause is read from what is kept").toEqual([causeCode("signature"), causeCode("auth")]);
});

test("an endpoint that is drowning is spared for a minute, or for as long as it asks, at most an hour", () => {
  expect(judged(delivery(), answered(500)).spareMs).toBeNull();
  expect(judged(delivery(), answered(503)).spareMs).toBeNull();
  expect(judged(delivery(), answered(429)).spareMs).toBe(60_000);
  expect(judged(delivery(), unanswered("total_timeout")).spareMs).toBe(60_000);
  expect(judged(delivery(), answered(429, { "retry-after": "120" })).spareMs).toBe(120_000);
  expect(judged(delivery(), answered(429, { "retry-after": "999999" })).spareMs).toBe(3_600_000);
});

test("replies are kept as text when they are text, else as base64, and never with a NUL", () => {
  expect(judged(delivery(), answered(200, {}, "plain é")).attempt).toMatchObject({
    responseBody: "plain é",
    responseBase64: false,
  });
  const binary = { ...answered(200), responseBody: Buffer.from([0xff, 0xfe, 0]) };
  expect(judged(delivery(), binary).attempt).toMatchObject({
    responseBody: Buffer.from([0xff, 0xfe, 0]).toString("base64"),
    responseBase64: true,
  });
  const nul = { ...answered(200), responseBody: Buffer.from("a\0b") };
  expect(judged(delivery(), nul).attempt.responseBase64).toBe(true);
});

test("a reply that was cut within a character stays text", () => {
  const whole = Buffer.from(`${"x".repeat(19_999)}é`);
  const cut = { ...answered(200), responseBody: whole.subarray(0, 20_000), responseTruncated: true };
  expect(judged(delivery(), cut).attempt).toMatchObject({ responseBase64: false, responseBody: "x".repeat(19_999) });
});

describe("a transformation", () => {
  test.each(["transform_error", "transform_timeout", "transform_memory"] as const)(
    "that fails is tried again like any failure, but says nothing of the receiver: %s",
    (attemptClass) => {
      const { attempt } = judged(delivery(), unanswered(attemptClass));
      const expected = { status: 2, nextStatus: 0, burnsBudget: true, countsForHealth: false, throttleMs: null };
      expect(attempt).toMatchObject(expected);
      expect(judged(delivery({ budget_used: 2 }), unanswered(attemptClass)).attempt.nextStatus).toBe(2);
    },
  );

  test("that cancels ends the delivery, and a replay of an ended one leaves its end", () => {
    const canceled = unanswered("transform_canceled");
    const reason = reasonCode("transformation");
    expect(judged(delivery(), canceled).attempt).toMatchObject({ status: 4, nextStatus: 3, reason, causeCode: null });
    expect(judged(delivery({ is_test: true, trigger: TEST }), canceled).attempt).toMatchObject({
      status: 4,
      nextStatus: 3,
    });
    expect(judged(delivery({ trigger: MANUAL, return_status: 1 }), canceled).attempt).toMatchObject({
      status: 4,
      nextStatus: 1,
      reason: null,
    });
  });
});

test("every class has a cause, or is a success or canceled", () => {
  for (const attemptClass of ATTEMPT_CLASSES) {
    if (attemptClass === "success" || attemptClass === "transform_canceled") continue;
    expect(judged(delivery(), unanswered(attemptClass)).attempt.causeCode).not.toBeNull();
  }
});
