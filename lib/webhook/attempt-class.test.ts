import { expect, test } from "vitest";
import {
  ATTEMPT_CLASSES,
  attemptClassCode,
  attemptClassOf,
  concernsReceiver,
  isInfrastructure,
  isOverload,
} from "@/lib/webhook/attempt-class.ts";

test("stored codes keep their meaning", () => {
  expect(ATTEMPT_CLASSES.slice(0, 28).join(" ")).toBe(
    "success http_3xx http_4xx http_410 http_429 http_5xx http_other dns_error blocked_address connect_refused connect_timeout " +
      "connection_reset tls_expired tls_not_yet_valid tls_untrusted tls_hostname tls_protocol tls_other headers_timeout " +
      "total_timeout protocol_error proxy_error worker_lost transform_error transform_timeout transform_memory " +
      "payload_invalid config_error",
  );
  for (const attemptClass of ATTEMPT_CLASSES) expect(attemptClassOf(attemptClassCode(attemptClass))).toBe(attemptClass);
  expect(() => attemptClassOf(ATTEMPT_CLASSES.length)).toThrow(RangeError);
  expect(() => attemptClassOf(-1)).toThrow(RangeError);
});

test("only our own faults spare the customer's budget", () => {
  expect(ATTEMPT_CLASSES.filter(isInfrastructure)).toEqual(["proxy_error", "worker_lost"]);
});

test("neither our own faults nor the customer's own code say anything about a receiver", () => {
  expect(ATTEMPT_CLASSES.filter((attemptClass) => !concernsReceiver(attemptClass))).toEqual([
    "proxy_error",
    "worker_lost",
    "transform_error",
    "transform_timeout",
    "transform_memory",
    "transform_canceled",
  ]);
});

test("429, 502, 504 and timeouts count as overload, other failures do not", () => {
  expect(ATTEMPT_CLASSES.filter((attemptClass) => isOverload(attemptClass, null))).toEqual([
    "http_429",
    "connect_timeout",
    "headers_timeout",
    "total_timeout",
  ]);
  expect([500, 502, 503, 504].filter((statusCode) => isOverload("http_5xx", statusCode))).toEqual([502, 504]);
});
