import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ATTEMPT_CLASSES, type AttemptClass } from "@/lib/webhook/attempt-class.ts";
import { CAUSES, causeCode, causeOf, diagnose, type Evidence } from "@/lib/webhook/diagnosis.ts";
import { CAUSE_LABELS, diagnosisInEnglish } from "@/lib/webhook/diagnosis-words.ts";
import { classifyStatus } from "@/lib/webhook/outcome.ts";

const BASE: Evidence = {
  class: "http_5xx",
  statusCode: null,
  detail: null,
  host: "hooks.acme.io",
  port: 443,
  url: "https://hooks.acme.io/webhook",
  responseHeaders: {},
  responseBodyText: null,
  certificateNotAfter: null,
  timeoutMs: 15_000,
  messageId: "msg_2f9c",
  startedAt: "2026-08-14T14:32:08.412Z",
};

function explain(over: Partial<Evidence>) {
  const evidence = { ...BASE, ...over };
  const diagnosis = diagnose(evidence);
  return { ...diagnosis, ...diagnosisInEnglish(diagnosis, evidence.startedAt) };
}

const answered = (statusCode: number, body = "", headers: Record<string, string> = {}) =>
  explain({ class: classifyStatus(statusCode), statusCode, responseBodyText: body, responseHeaders: headers });

const plain = (text: string) => text.replaceAll("\u00a0", " ");

test("stored causes keep their codes and all have a label", () => {
  expect(CAUSES.slice(0, 27).join(" ")).toBe(
    "dns connect_refused connect_timeout tls_expired tls_untrusted tls_name blocked_address redirect timeout auth signature " +
      "not_found method gone too_large media rate_limited server_error client_error reset bad_response aborted internal " +
      "tls_protocol configuration transform delivered",
  );
  for (const cause of CAUSES) {
    expect(causeOf(causeCode(cause))).toBe(cause);
    expect(CAUSE_LABELS[cause]).not.toBe("");
  }
  expect(() => causeOf(CAUSES.length)).toThrow(RangeError);
});

test.each<[AttemptClass, Partial<Evidence>, string, string, string]>([
  ["dns_error", { detail: "getaddrinfo ENOTFOUND hooks.acme.io" }, "dns", "you", "We could not find hooks.acme.io."],
  [
    "dns_error",
    { detail: "getaddrinfo EAI_AGAIN hooks.acme.io" },
    "dns",
    "network",
    "The name servers of hooks.acme.io did not answer.",
  ],
  ["connect_refused", {}, "connect_refused", "you", "The server is reachable but nothing is listening on port 443."],
  [
    "blocked_address",
    { detail: "203.0.113.9: in none of the networks that this endpoint allows (OUTSIDE_NETWORKS)" },
    "blocked_address",
    "you",
    "hooks.acme.io leads to 203.0.113.9, which is in none of the networks that this endpoint allows, so nothing was sent.",
  ],
  [
    "blocked_address",
    {
      host: "[2001:db8::9]",
      detail: "2001:db8::9: in none of the networks that this endpoint allows (OUTSIDE_NETWORKS)",
    },
    "blocked_address",
    "you",
    "[2001:db8::9] is in none of the networks that this endpoint allows, so nothing was sent.",
  ],
  [
    "tls_protocol",
    { detail: "the server does not offer TLS 1.3, the oldest that this endpoint accepts (TLS_TOO_OLD)" },
    "tls_protocol",
    "you",
    "hooks.acme.io does not offer TLS 1.3, the oldest version that this endpoint accepts.",
  ],
  [
    "connect_timeout",
    { detail: "no connection within 2 s (CONNECT_TIMEOUT)" },
    "connect_timeout",
    "network",
    "No answer from hooks.acme.io on port 443 within 2 s.",
  ],
  [
    "connect_timeout",
    { detail: "no connection within 5 s" },
    "connect_timeout",
    "network",
    "No answer from hooks.acme.io on port 443 within 5 s.",
  ],
  [
    "connect_timeout",
    { detail: "connect EHOSTUNREACH 8.8.8.8:443" },
    "connect_timeout",
    "network",
    "There is no route to hooks.acme.io.",
  ],
  [
    "tls_expired",
    { certificateNotAfter: "2026-08-12T10:00:00Z" },
    "tls_expired",
    "you",
    "The certificate expired on 12 Aug.",
  ],
  [
    "tls_expired",
    { certificateNotAfter: "2025-12-31T23:59:59Z" },
    "tls_expired",
    "you",
    "The certificate expired on 31 Dec 2025.",
  ],
  ["tls_expired", {}, "tls_expired", "you", "The certificate of hooks.acme.io has expired."],
  ["tls_not_yet_valid", {}, "tls_untrusted", "you", "The certificate of hooks.acme.io is not valid yet."],
  [
    "tls_untrusted",
    { detail: "self-signed certificate (DEPTH_ZERO_SELF_SIGNED_CERT)" },
    "tls_untrusted",
    "you",
    "The certificate of hooks.acme.io is self-signed.",
  ],
  [
    "tls_hostname",
    {
      detail:
        "Hostname/IP does not match certificate's altnames: Host: hooks.acme.io. is not in the cert's altnames: DNS:acme.io, DNS:www.acme.io (ERR_TLS_CERT_ALTNAME_INVALID)",
    },
    "tls_name",
    "you",
    "The certificate belongs to another name (acme.io, www.acme.io), not to hooks.acme.io.",
  ],
  [
    "tls_protocol",
    { detail: "wrong version number (ERR_SSL_WRONG_VERSION_NUMBER)" },
    "tls_protocol",
    "you",
    "Port 443 of hooks.acme.io does not speak HTTPS.",
  ],
  ["blocked_address", {}, "blocked_address", "you", "This address is private or reserved."],
  [
    "blocked_address",
    { detail: "the address is that of this service itself (OWN_ADDRESS)" },
    "blocked_address",
    "you",
    "The URL leads to the service that sends these messages.",
  ],
  [
    "blocked_address",
    { detail: "requests leave through a proxy, so … (NETWORKS_UNKNOWN)" },
    "blocked_address",
    "you",
    "Requests leave through a proxy that does not tell which address hooks.acme.io leads to, so the allowed networks of this endpoint cannot be kept.",
  ],
  [
    "connect_timeout",
    { detail: "no connection could be made (502) (UNREACHABLE_BY_PROXY)" },
    "connect_timeout",
    "network",
    "There is no route to hooks.acme.io.",
  ],
  [
    "proxy_error",
    { detail: "the egress proxy answered 407 (PROXY_FAILED)" },
    "internal",
    "us",
    "We could not send this. It does not count against you.",
  ],
  ["headers_timeout", {}, "timeout", "you", "No reply within 15 s."],
  [
    "total_timeout",
    { timeoutMs: 2_500 },
    "timeout",
    "you",
    "Your server began to reply but did not finish within 2.5 s.",
  ],
  ["connection_reset", {}, "reset", "network", "The connection was closed before a reply came."],
  ["worker_lost", {}, "internal", "us", "We could not send this. It does not count against you."],
])("%s with %j is explained", (attemptClass, over, cause, who, says) => {
  const diagnosis = explain({ class: attemptClass, ...over });
  expect({ cause: diagnosis.cause, who: diagnosis.who, says: plain(diagnosis.says) }).toEqual({ cause, who, says });
});

const CLOUDFLARE =
  "<!DOCTYPE html><html><head><title>Access denied</title></head><body>Error 1020 <a>log in</a></body></html>";

test.each<[number, string, Record<string, string>, string, string]>([
  [301, "", { location: "https://hooks.acme.io/v2/hooks" }, "redirect", "use_redirect"],
  [308, "", { location: "/v2" }, "redirect", "use_redirect"],
  [302, "", { location: "http://hooks.acme.io/webhook" }, "redirect", "edit_url"],
  [304, "", {}, "redirect", "edit_url"],
  [401, "", {}, "auth", "check_signature"],
  [403, "<html><body>Please sign in</body></html>", {}, "auth", "none"],
  [403, CLOUDFLARE, { server: "cloudflare" }, "auth", "none"],
  [419, "<html><title>Page Expired</title></html>", {}, "auth", "none"],
  [
    403,
    "<h1>Forbidden</h1> CSRF verification failed. Request aborted.",
    { "content-type": "text/html" },
    "auth",
    "none",
  ],
  [401, '{"error":"No matching signature found"}', {}, "signature", "check_signature"],
  [400, "Invalid signature", {}, "signature", "check_signature"],
  [400, '{"error":"missing field"}', {}, "client_error", "copy_message_id"],
  [404, "", {}, "not_found", "edit_url"],
  [404, "", { "ngrok-error-code": "ERR_NGROK_3200" }, "not_found", "edit_url"],
  [405, "", {}, "method", "edit_url"],
  [409, "", {}, "client_error", "copy_message_id"],
  [410, "", {}, "gone", "turn_on"],
  [413, "", {}, "too_large", "none"],
  [415, "", {}, "media", "none"],
  [422, "", {}, "client_error", "copy_message_id"],
  [429, "", { "retry-after": "472" }, "rate_limited", "limit_rate"],
  [500, "", {}, "server_error", "copy_message_id"],
  [502, "", { "ngrok-error-code": "ERR_NGROK_8012" }, "server_error", "none"],
  [522, "", {}, "server_error", "copy_message_id"],
  [500, "", { "webhook-delivery": "abort-message" }, "aborted", "none"],
  [500, "", { "webhook-delivery": "disable" }, "gone", "turn_on"],
  [600, "", {}, "bad_response", "none"],
])("an answer of %i with the body %.40j and headers %j is %s", (statusCode, body, headers, cause, action) => {
  expect(answered(statusCode, body, headers)).toMatchObject({ cause, action });
});

test("an answer is quoted with what helps to find it", () => {
  const error = answered(502, "upstream\n  exploded");
  expect(error.label).toBe("Server error (502)");
  expect(error.says).toBe("Your server failed. Its reply begins: “upstream exploded”");
  expect(plain(error.suggests)).toBe("Look at your logs at 14:32:08 UTC for webhook-id: msg_2f9c.");

  expect(answered(500, "<html><title>Oh</title><p>x</html>").says).toContain("“Oh”");
  expect(answered(500, "y".repeat(5000)).says.length).toBeLessThan(250);
  expect(plain(answered(429, "", { "retry-after": "472" }).says)).toBe(
    "Your server asked us to slow down until 14:40 UTC.",
  );
  expect(answered(301, "", { location: "/v2/hooks" }).says).toContain("https://hooks.acme.io/v2/hooks");
  expect(answered(404).says).toBe("There is no handler for POST at /webhook.");
  expect(answered(403, CLOUDFLARE).says).toMatch(/firewall/);
});

test("every class is explained, in the voice of the product", () => {
  for (const attemptClass of ATTEMPT_CLASSES) {
    for (const statusCode of [null, 200, 302, 404, 503]) {
      const { says, suggests, label } = explain({
        class: attemptClass,
        statusCode,
        url: "not a url",
        startedAt: "junk",
      });
      for (const text of [says, suggests, label]) {
        expect(text, attemptClass).not.toBe("");
        expect(text, attemptClass).not.toMatch(/!|\b(please|oops|sorry|client endpoint|disabled|attempt)\b/i);
      }
    }
  }
});

test("nothing that a browser loads for a diagnosis needs Node", () => {
  const files = readdirSync(import.meta.dirname).filter((name) =>
    [
      "diagnosis.ts",
      "status-diagnosis.ts",
      "cause.ts",
      "reply-hint.ts",
      "retry-policy.ts",
      "attempt-class.ts",
    ].includes(name),
  );
  expect(files).toHaveLength(6);
  for (const name of files) {
    const imports = readFileSync(`${import.meta.dirname}/${name}`, "utf8").matchAll(/^import (?!type).*from "(.*)"/gm);
    for (const [, specifier] of imports) expect(specifier).toMatch(/^@\/lib\/webhook\//);
  }
});

test("a server that asks for a certificate of ours, or refuses it, is told from other handshakes that fail", () => {
  const handshake = (detail: string) => explain({ class: "tls_other", detail });
  const required = "ssl/tls alert: tlsv13 alert certificate required (ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED)";
  expect(handshake(required)).toMatchObject({
    says: "hooks.acme.io asks for a client certificate, and this endpoint shows none.",
    suggests: expect.stringContaining("mutual TLS"),
  });
  for (const alert of ["bad certificate", "certificate expired", "certificate unknown", "unknown ca"]) {
    expect(handshake(`ssl3_read_bytes:ssl/tls alert ${alert}`).says).toBe(
      "hooks.acme.io refuses the client certificate of this endpoint.",
    );
  }
  expect(handshake("ee key too small").says).toBe("The TLS handshake with hooks.acme.io failed.");
  expect(explain({ class: "config_error", detail: "cannot be used (UNUSABLE_CERTIFICATE)" }).suggests).toContain(
    "authentication",
  );
});
