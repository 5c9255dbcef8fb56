import { expect, test } from "vitest";
import { ATTEMPT_CLASSES } from "@/lib/webhook/attempt-class.ts";
import { judgeResponse, type Outcome } from "@/lib/webhook/outcome.ts";
import {
  DEFAULT_RETRY_SCHEDULE_SECONDS,
  decideNext,
  parseRetryAfter,
  type RetryContext,
} from "@/lib/webhook/retry-policy.ts";

const NOW_MS = Date.UTC(2026, 7, 14, 14, 32, 8);

function decide(outcome: Outcome, over: Partial<RetryContext> = {}) {
  return decideNext(outcome, {
    budgetUsed: 1,
    scheduleSeconds: DEFAULT_RETRY_SCHEDULE_SECONDS,
    nowMs: NOW_MS,
    random: 0.5,
    ...over,
  });
}

const answer = (statusCode: number, headers: Record<string, string> = {}) => judgeResponse(statusCode, headers);

test.each([200, 201, 202, 204, 299])("%i ends the delivery as succeeded, whatever was tried before", (statusCode) => {
  expect(decide(answer(statusCode), { budgetUsed: 8 })).toEqual({ kind: "succeeded" });
});

test("the default schedule makes eight tries, then gives up", () => {
  const delays = [1, 2, 3, 4, 5, 6, 7, 8].map((budgetUsed) => decide(answer(500), { budgetUsed }));
  expect(delays).toEqual([
    ...[5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 36_000_000].map((delayMs) => ({
      kind: "retry",
      delayMs,
    })),
    { kind: "failed" },
  ]);
});

test("an empty schedule means one try", () => {
  expect(decide(answer(500), { scheduleSeconds: [] })).toEqual({ kind: "failed" });
});

test.each([
  [0, 240_000],
  [0.25, 270_000],
  [0.5, 300_000],
  [0.999999, 360_000],
])("jitter of %f spreads a delay by up to a fifth", (random, delayMs) => {
  expect(decide(answer(500), { budgetUsed: 2, random })).toEqual({ kind: "retry", delayMs });
});

test.each([300, 301, 302, 307, 400, 401, 403, 404, 405, 409, 413, 415, 422, 500, 503, 600])(
  "%i is tried again on schedule",
  (statusCode) => {
    expect(decide(answer(statusCode))).toEqual({ kind: "retry", delayMs: 5_000 });
  },
);

test.each([429, 502, 504])("%i is tried again after a minute at least", (statusCode) => {
  expect(decide(answer(statusCode), { random: 0 })).toEqual({ kind: "retry", delayMs: 60_000 });
  expect(decide(answer(statusCode), { budgetUsed: 2, random: 0 })).toEqual({ kind: "retry", delayMs: 240_000 });
});

test("every class without an answer is tried again, and only our own faults are free of charge", () => {
  for (const attemptClass of ATTEMPT_CLASSES.filter(
    (each) => each !== "success" && each !== "http_410" && each !== "transform_canceled",
  )) {
    const decision = decide({ kind: "no_response", class: attemptClass, detail: "" }, { random: 0 });
    if (attemptClass === "proxy_error" || attemptClass === "worker_lost") {
      expect(decision, attemptClass).toEqual({ kind: "requeue", delayMs: 2_000 });
    } else {
      expect(decision.kind, attemptClass).toBe("retry");
    }
  }
  expect(decide({ kind: "no_response", class: "transform_canceled", detail: "" })).toEqual({ kind: "canceled" });
  const lost = decide({ kind: "no_response", class: "worker_lost", detail: "" }, { budgetUsed: 8 });
  expect(lost.kind).toBe("requeue");
});

test("while our own proxy is out, tries come further and further apart, five minutes at most", () => {
  const pauses = [0, 1, 2, 6, 7, 1_000].map((unbudgeted) =>
    decide({ kind: "no_response", class: "proxy_error", detail: "" }, { random: 0, unbudgeted }),
  );
  expect(pauses).toEqual(
    [2_000, 4_000, 8_000, 128_000, 256_000, 300_000].map((delayMs) => ({ kind: "requeue", delayMs })),
  );
});

test("410 and the wish to be turned off end the endpoint, a wish to stop ends the message", () => {
  expect(decide(answer(410))).toEqual({ kind: "endpoint_gone" });
  expect(decide(answer(500, { "webhook-delivery": "disable" }))).toEqual({ kind: "endpoint_gone" });
  expect(decide(answer(500, { "webhook-delivery": " Abort-Message " }))).toEqual({ kind: "failed" });
  expect(decide(answer(500, { "webhook-delivery": "something else" })).kind).toBe("retry");
  expect(decide(answer(200, { "webhook-delivery": "abort-message" }))).toEqual({ kind: "succeeded" });
  expect(decide(answer(200, { "webhook-delivery": "disable" }))).toEqual({ kind: "succeeded", endpointGone: true });
});

test.each([
  ["30", 30_000],
  ["0", 5_000],
  ["2", 5_000],
  ["3600", 3_600_000],
  ["1000000000", 3_600_000],
  ["-1", 5_000],
  ["soon", 5_000],
  ["1.5", 5_000],
  ["Fri, 14 Aug 2026 14:33:08 GMT", 60_000],
  ["Fri, 14 Aug 2026 14:00:00 GMT", 5_000],
  ["Sat, 15 Aug 2026 14:32:08 GMT", 3_600_000],
])("503 with Retry-After: %s is tried again after %i ms", (retryAfter, delayMs) => {
  expect(decide(answer(503, { "retry-after": retryAfter }), { random: 0, scheduleSeconds: [6.25] })).toEqual({
    kind: "retry",
    delayMs,
  });
});

test("no random number makes a try come before Retry-After or more than a fifth after it", () => {
  for (const random of [0, 0.3, 0.7, 0.999]) {
    const decision = decide(answer(429, { "retry-after": "600" }), { random });
    const delayMs = decision.kind === "retry" ? decision.delayMs : 0;
    expect(delayMs).toBeGreaterThanOrEqual(600_000);
    expect(delayMs).toBeLessThanOrEqual(720_000);
  }
});

test("a schedule longer than an hour is not shortened by Retry-After", () => {
  expect(decide(answer(503, { "retry-after": "60" }), { budgetUsed: 6 })).toEqual({
    kind: "retry",
    delayMs: 36_000_000,
  });
});

test.each([
  [null, null],
  ["", null],
  ["120", 120_000],
  [" 120 ", 120_000],
  ["1e3", null],
  ["0x10", null],
  ["2026", 2_026_000],
  ["2026-08-14T14:33:08Z", null],
  ["Fri, 14 Aug 2026 14:33:08 GMT", 60_000],
  ["Friday, 14-Aug-26 14:33:08 GMT", 60_000],
  ["Fri Aug 14 14:33:08 2026", 60_000],
  ["Fri, 14 Aug 2026 14:33:08 CET", null],
  ["Fri, 99 Aug 2026 14:33:08 GMT", null],
  ["Thu, 01 Jan 1970 00:00:00 GMT", 0],
])("Retry-After %j is understood as %j ms", (value, expected) => {
  expect(parseRetryAfter(value, NOW_MS)).toBe(expected);
});

const RETRIED = { kind: "retry", delayMs: 5_000 };
const FINAL = { kind: "failed", because: "final_status" };
const NOT_RETRIED = { kind: "failed", because: "status_not_retried" };

test.each<[number, string[] | null, string[] | null, object]>([
  [404, null, null, RETRIED],
  [404, null, ["404"], FINAL],
  [405, null, ["404"], RETRIED],
  [404, null, ["4xx"], FINAL],
  [500, null, ["4xx"], RETRIED],
  [302, null, ["3xx"], FINAL],
  [503, ["503"], null, RETRIED],
  [500, ["503"], null, NOT_RETRIED],
  [404, ["5xx"], null, NOT_RETRIED],
  [404, ["404"], ["4xx"], RETRIED],
  [400, ["404"], ["4xx"], FINAL],
  [500, ["404"], ["4xx"], NOT_RETRIED],
  [501, ["5xx"], ["501"], FINAL],
  [503, ["5xx"], ["501"], RETRIED],
  [600, ["5xx"], ["4xx"], NOT_RETRIED],
  [600, null, ["5xx"], RETRIED],
])("%i with %j tried again and %j final", (statusCode, retryStatusCodes, finalStatusCodes, expected) => {
  const replies = { retryStatusCodes, finalStatusCodes };
  expect(decide(answer(statusCode), { replies })).toEqual(expected);
});

test("lists of status codes say nothing about success, 410, the receiver's own wishes and what got no answer", () => {
  const replies = { retryStatusCodes: ["503"], finalStatusCodes: ["4xx", "5xx", "3xx"] };
  expect(decide(answer(204), { replies })).toEqual({ kind: "succeeded" });
  expect(decide(answer(410), { replies })).toEqual({ kind: "endpoint_gone" });
  expect(decide(answer(500, { "webhook-delivery": "disable" }), { replies })).toEqual({ kind: "endpoint_gone" });
  expect(decide(answer(500, { "webhook-delivery": "abort-message" }), { replies })).toEqual({ kind: "failed" });
  for (const attemptClass of ["connect_timeout", "headers_timeout", "dns_error", "tls_expired"] as const) {
    expect(decide({ kind: "no_response", class: attemptClass, detail: "" }, { replies }).kind).toBe("retry");
  }
  expect(decide({ kind: "no_response", class: "worker_lost", detail: "" }, { replies }).kind).toBe("requeue");
});

test("a reply that is tried again still ends when the tries are used up, without a reason of the lists", () => {
  const replies = { retryStatusCodes: ["503"], finalStatusCodes: null };
  expect(decide(answer(503), { replies, budgetUsed: 8 })).toEqual({ kind: "failed" });
});
