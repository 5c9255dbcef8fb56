import { expect, test } from "vitest";
import { BlockedAddress } from "@/lib/webhook/address.ts";
import {
  type AttemptPhase,
  classifyError,
  classifyStatus,
  DeadlineExceeded,
  judgeResponse,
} from "@/lib/webhook/outcome.ts";

const failure = (code: string, message = "it failed") => Object.assign(new Error(message), { code });

test.each([
  [200, "success"],
  [204, "success"],
  [299, "success"],
  [300, "http_3xx"],
  [304, "http_3xx"],
  [308, "http_3xx"],
  [400, "http_4xx"],
  [410, "http_410"],
  [429, "http_429"],
  [451, "http_4xx"],
  [500, "http_5xx"],
  [599, "http_5xx"],
  [600, "http_other"],
  [999, "http_other"],
  [199, "http_other"],
])("status %i is %s", (statusCode, expected) => {
  expect(classifyStatus(statusCode)).toBe(expected);
});

test.each<[string, AttemptPhase, string]>([
  ["BLOCKED_ADDRESS", "resolve", "blocked_address"],
  ["ENOTFOUND", "resolve", "dns_error"],
  ["EAI_AGAIN", "resolve", "dns_error"],
  ["ESERVFAIL", "resolve", "dns_error"],
  ["DNS_TIMEOUT", "resolve", "dns_error"],
  ["DNS_EMPTY", "resolve", "dns_error"],
  ["EWHATEVER", "resolve", "dns_error"],
  ["ECONNREFUSED", "connect", "connect_refused"],
  ["CONNECT_TIMEOUT", "connect", "connect_timeout"],
  ["CONNECT_TIMEOUT", "tls", "connect_timeout"],
  ["UND_ERR_CONNECT_TIMEOUT", "connect", "connect_timeout"],
  ["ETIMEDOUT", "connect", "connect_timeout"],
  ["ETIMEDOUT", "request", "connection_reset"],
  ["EHOSTUNREACH", "connect", "connect_timeout"],
  ["ENETUNREACH", "connect", "connect_timeout"],
  ["ECONNRESET", "connect", "connection_reset"],
  ["ECONNRESET", "tls", "connection_reset"],
  ["ECONNRESET", "request", "connection_reset"],
  ["EPIPE", "request", "connection_reset"],
  ["UND_ERR_SOCKET", "request", "connection_reset"],
  ["CERT_HAS_EXPIRED", "tls", "tls_expired"],
  ["CERT_NOT_YET_VALID", "tls", "tls_not_yet_valid"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls", "tls_untrusted"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "tls", "tls_untrusted"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls", "tls_untrusted"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "tls", "tls_untrusted"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "tls", "tls_hostname"],
  ["INVALID_PURPOSE", "tls", "tls_other"],
  ["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "tls", "tls_protocol"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "tls", "tls_protocol"],
  ["ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL", "tls", "tls_protocol"],
  ["EPROTO", "tls", "tls_protocol"],
  ["UNSPECIFIED", "tls", "tls_other"],
  ["ERR_SSL_EE_KEY_TOO_SMALL", "tls", "tls_other"],
  ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "request", "tls_other"],
  ["UND_ERR_HEADERS_TIMEOUT", "request", "headers_timeout"],
  ["UND_ERR_BODY_TIMEOUT", "body", "total_timeout"],
  ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", "headers", "protocol_error"],
  ["UND_ERR_HEADERS_OVERFLOW", "headers", "protocol_error"],
  ["HPE_INVALID_CONSTANT", "headers", "protocol_error"],
  ["HPE_INVALID_CHUNK_SIZE", "body", "protocol_error"],
  ["ERR_ASSERTION", "headers", "protocol_error"],
  ["UND_ERR_INVALID_ARG", "request", "config_error"],
  ["EMFILE", "connect", "worker_lost"],
  ["UND_ERR_DESTROYED", "request", "worker_lost"],
  ["EWHATEVER", "request", "protocol_error"],
  ["toString", "request", "protocol_error"],
])("%s while in the %s phase is %s", (code, phase, expected) => {
  expect(classifyError(failure(code), phase).class).toBe(expected);
});

test.each<[AttemptPhase, string]>([
  ["resolve", "dns_error"],
  ["connect", "connect_timeout"],
  ["tls", "connect_timeout"],
  ["request", "headers_timeout"],
  ["headers", "total_timeout"],
  ["body", "total_timeout"],
])("a deadline that passes in the %s phase is %s", (phase, expected) => {
  expect(classifyError(new DeadlineExceeded("no reply within 15 s"), phase).class).toBe(expected);
});

test("a reply that the client refuses is the receiver's protocol error, not a lost connection", () => {
  expect(classifyError(failure("UND_ERR_SOCKET", "bad response"), "request").class).toBe("protocol_error");
  expect(classifyError(failure("UND_ERR_SOCKET", "bad upgrade"), "request").class).toBe("protocol_error");
});

test.each([undefined, null, 0, "text", {}, [], Object.create(null), Symbol("s"), { code: 5 }, new Error("")])(
  "anything thrown gets a class without throwing again",
  (thrown) => {
    const { class: attemptClass, detail } = classifyError(thrown, "headers");
    expect(attemptClass).toBe("protocol_error");
    expect(typeof detail).toBe("string");
  },
);

test("a detail carries message and code on one line of bounded length", () => {
  expect(classifyError(failure("EPIPE", "write\r\n\0failed"), "request").detail).toBe("write failed (EPIPE)");
  expect(classifyError(failure("X", "y".repeat(10_000)), "request").detail).toHaveLength(300);
});

test("a blocked address is reported without the address", () => {
  expect(classifyError(new BlockedAddress(), "resolve")).toEqual({
    class: "blocked_address",
    detail: "the address is private or reserved (BLOCKED_ADDRESS)",
  });
});

test("a response carries what the receiver asked for", () => {
  expect(judgeResponse(503, { "retry-after": "30" })).toEqual({
    kind: "response",
    statusCode: 503,
    class: "http_5xx",
    retryAfter: "30",
  });
  expect(judgeResponse(200, { "webhook-delivery": "disable" })).toMatchObject({ control: "disable" });
  expect(judgeResponse(500, { "webhook-delivery": "abort-message" })).toMatchObject({ control: "abort" });
});
