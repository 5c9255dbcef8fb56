import { expect, test } from "vitest";
import { certificateWarning } from "@/lib/domain/endpoint-health/certificate.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const DAY_MS = 86_400_000;

test.each([
  [31, null],
  [30.001, null],
  [30, { stepDays: 30, daysLeft: 30 }],
  [14.5, { stepDays: 30, daysLeft: 14 }],
  [14, { stepDays: 14, daysLeft: 14 }],
  [7, { stepDays: 7, daysLeft: 7 }],
  [1.5, { stepDays: 7, daysLeft: 1 }],
  [1, { stepDays: 1, daysLeft: 1 }],
  [0.1, { stepDays: 1, daysLeft: 0 }],
  [0, null],
  [-3, null],
])("a certificate that ends in %d days", (days, warning) => {
  expect(certificateWarning(new Date(NOW + days * DAY_MS), NOW)).toEqual(warning);
});

test("without a certificate there is nothing to say", () => {
  expect(certificateWarning(null, NOW)).toBeNull();
});
