import { describe, expect, test } from "vitest";
import { describeUrlCheck, type UrlEvidence } from "@/lib/webhook/url-check.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const DAY_MS = 86_400_000;

function anEvidence(over: Partial<UrlEvidence> = {}): UrlEvidence {
  return {
    url: new URL("https://hooks.example.com/in"),
    class: "success",
    detail: null,
    remoteAddress: "93.184.215.14",
    tlsVersion: "TLSv1.3",
    certificateNotAfter: new Date(NOW + 71.5 * DAY_MS).toISOString(),
    timeoutMs: 6_000,
    nowMs: NOW,
    ...over,
  };
}
const ending = (days: number) =>
  describeUrlCheck(anEvidence({ certificateNotAfter: new Date(NOW + days * DAY_MS).toISOString() }));

test("a good URL reads as reachable, with the days that its certificate has left", () => {
  expect(describeUrlCheck(anEvidence())).toEqual({
    ok: true,
    reachable: true,
    message: "Reachable. Certificate valid for 71 days.",
    hint: null,
    tlsVersion: "TLSv1.3",
    certificateNotAfter: "2027-02-01T00:00:00.000Z",
    certificateDaysLeft: 71,
    remoteAddress: "93.184.215.14",
  });
});

test.each([
  [14.1, "Reachable. Certificate valid for 14 days."],
  [13.9, "Reachable. The certificate is valid for 13 more days only."],
  [1.5, "Reachable. The certificate is valid for 1 more day only."],
  [0.5, "Reachable. The certificate is valid for less than a day only."],
])("a certificate with %d days left says so, and from two weeks on what to do", (days, message) => {
  const { ok, hint, message: said } = ending(days);
  expect([ok, said, hint !== null]).toEqual([true, message, days < 14]);
});

test("plain http is reachable and warned about", () => {
  const plain = { url: new URL("http://hooks.example.com/"), tlsVersion: null, certificateNotAfter: null };
  expect(describeUrlCheck(anEvidence(plain))).toMatchObject({
    ok: true,
    reachable: true,
    message: "Reachable, without encryption.",
    hint: "Anybody on the way can read what we send.",
    certificateDaysLeft: null,
  });
});

describe("what stands in the way is said as a failed delivery would say it", () => {
  const nothing = { remoteAddress: null, tlsVersion: null, certificateNotAfter: null };

  test.each([
    ["dns_error", "getaddrinfo ENOTFOUND hooks.example.com", "We could not find hooks.example.com."],
    ["connect_refused", "connect ECONNREFUSED", "nothing is listening on port 443"],
    ["connect_timeout", "not finished within 5 s (DEADLINE_EXCEEDED)", "No answer from hooks.example.com on port 443"],
  ] as const)("%s without a connection", (attemptClass, detail, says) => {
    const found = describeUrlCheck(anEvidence({ ...nothing, class: attemptClass, detail }));
    expect(found).toMatchObject({ ok: false, reachable: false, remoteAddress: null });
    expect(found.message).toContain(says);
    expect(found.hint).not.toBeNull();
  });

  test("an expired certificate is dated, and its server was reached all the same", () => {
    const certificateNotAfter = new Date(NOW - 2.5 * DAY_MS).toISOString();
    const found = describeUrlCheck(
      anEvidence({ class: "tls_expired", detail: "CERT_HAS_EXPIRED", certificateNotAfter }),
    );
    expect(found).toMatchObject({ ok: false, reachable: true, certificateDaysLeft: -3 });
    expect(found.message).toMatch(/expired on 19\u00a0Nov/);
  });

  test("another port than the usual one is named", () => {
    const url = new URL("https://hooks.example.com:8443/");
    expect(describeUrlCheck(anEvidence({ ...nothing, url, class: "connect_refused" })).message).toContain("port 8443");
  });

  test("a fault of ours is not said to be theirs", () => {
    const found = describeUrlCheck(anEvidence({ ...nothing, class: "worker_lost", detail: "stopping" }));
    expect(found).toMatchObject({ ok: false, message: "The check could not be made." });
  });
});
