import { expect, test } from "vitest";
import { LOCALES } from "@/lib/contract/locale.ts";
import type { AlertFacts } from "@/lib/domain/alerts/facts.ts";
import { CAUSES } from "@/lib/webhook/cause.ts";
import { composeAlert, pulseOf } from "@/worker/alerts/compose.ts";
import { oneLine, withoutLinks } from "@/worker/alerts/document.ts";
import { toHtml, toSlack, toText } from "@/worker/alerts/write-document.ts";

const ENDPOINT = { endpointName: "billing", host: "billing.example.com" };
const AT = "2026-11-21T09:12:00.000Z";
const FACTS: AlertFacts[] = [
  { kind: "failing", ...ENDPOINT, since: AT, failures: 3, cause: "server_error", turnsOffAt: AT },
  { kind: "failing", ...ENDPOINT, since: AT, failures: 0, cause: null, turnsOffAt: null },
  { kind: "turning_off", ...ENDPOINT, since: AT, turnsOffAt: AT },
  { kind: "turned_off", ...ENDPOINT, at: AT, reason: "gone", since: null },
  { kind: "turned_off", ...ENDPOINT, at: AT, reason: "failing", since: AT },
  { kind: "turned_off", ...ENDPOINT, at: AT, reason: "failing", since: null },
  { kind: "certificate", ...ENDPOINT, notAfter: AT, daysLeft: 7, seenAt: AT },
];
const DAYS = Array.from({ length: 7 }, () => ({ delivered: 1, failed: 0 }));
const WEEK: AlertFacts = {
  kind: "weekly_summary",
  from: AT,
  to: AT,
  delivered: 9_999,
  total: 10_000,
  endpointCount: 2,
  worst: [{ endpointName: "billing", delivered: 1, total: 2 }],
  days: DAYS,
};

const dispatch = {
  application: { id: "01a1fde4-4715-7004-bd7d-f708dddc5a5e", uid: null, name: "Acme" },
  recipientId: "01a1fde4-4715-7004-bd7d-f708dddc5a5f",
  timeZone: "Europe/Berlin",
  target: { kind: "email", email: "ada@customer.example" },
  portalUrl: null,
  moreCount: 0,
} as const;
const told = (facts: AlertFacts[]) => facts.map((one) => ({ endpointId: null, createdAt: AT, facts: one }));

test.each(LOCALES)("%s has words for all that can be told, and leaves no place open", (locale) => {
  const causes = CAUSES.map(
    (cause): AlertFacts => ({ ...ENDPOINT, kind: "failing", since: AT, failures: 3, cause, turnsOffAt: null }),
  );
  const documents = [
    composeAlert({ ...dispatch, locale, purpose: "confirm", told: [] }),
    composeAlert({ ...dispatch, locale, purpose: "test", told: [] }),
    composeAlert({ ...dispatch, locale, purpose: "weekly_summary", told: told([WEEK]) }),
    composeAlert({ ...dispatch, locale, purpose: "alerts", told: told([...FACTS, ...causes]), moreCount: 2 }),
    ...FACTS.map((one) => composeAlert({ ...dispatch, locale, purpose: "alerts", told: told([one]) })),
  ];
  for (const document of documents) {
    expect(document.subject).not.toBe("");
    // An argument that a text has and nobody gave, or a key that is in no file.
    expect(`${document.subject}\n${toText(document)}`).not.toMatch(/[{}]|emails\.|diagnosis\./);
  }
});

test("times are those of the recipient, and a share is never rounded up to all", () => {
  const [first] = FACTS;
  if (!first) throw new Error("there is one");
  const failing = composeAlert({ ...dispatch, locale: "de", purpose: "alerts", told: told([first]) });
  expect(failing.subject).toContain("10:12");
  expect(composeAlert({ ...dispatch, locale: "en", purpose: "weekly_summary", told: told([WEEK]) }).subject).toContain(
    "99.9%",
  );
});

test("a name is one line without signs that hide, turn or end anything", () => {
  expect(oneLine("a\r\nBcc: x\u2028y\u202Ez\u200Bw\u0000")).toBe("a Bcc: x y z w");
  expect([...oneLine("🙂".repeat(200))]).toHaveLength(80);
  expect(withoutLinks("see https://evil.example/x or mail a@b.example")).toBe(
    "see https evil. example x or mail a b. example",
  );
});

test("the three ways to write it leave nothing of a name's own markup", () => {
  const name = `<b>&"'|*_${"`"}</b>`;
  const document = composeAlert({
    ...dispatch,
    application: { ...dispatch.application, name },
    locale: "en",
    purpose: "alerts",
    told: told([{ kind: "turning_off", endpointName: name, host: "<i>", since: AT, turnsOffAt: AT }]),
    portalUrl: 'https://acme.example/"><script>',
  });
  expect(toHtml(document, "en")).not.toMatch(/<(b|i|script)>/);
  expect(toSlack(document)).not.toMatch(/<(b|i|\/b|script)>/);
});

test("the pulse of a week has a bar for each day, the busiest the highest", () => {
  const day = (delivered: number, failed = 0) => ({ delivered, failed });
  expect(pulseOf([day(0), day(1), day(50), day(99, 1), day(25), day(0), day(100)])).toBe("·▁▄█▂·█");
  expect(pulseOf([])).toBe("");
});
