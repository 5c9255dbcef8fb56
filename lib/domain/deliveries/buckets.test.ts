import { expect, test } from "vitest";
import { bucketsOf, MAX_BUCKETS } from "@/lib/domain/deliveries/buckets.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TO = Date.parse("2026-08-14T14:32:08.412Z");

test.each([
  ["15 minutes", 15 * MINUTE, 30_000],
  ["an hour", HOUR, 2 * MINUTE],
  ["6 hours", 6 * HOUR, 10 * MINUTE],
  ["24 hours", 24 * HOUR, 30 * MINUTE],
  ["7 days", 7 * DAY, 3 * HOUR],
  ["30 days", 30 * DAY, DAY],
  ["90 days", 90 * DAY, 2 * DAY],
])("%s are drawn in buckets that a person can name", (_, rangeMs, widthMs) => {
  expect(bucketsOf({ fromMs: TO - rangeMs, toMs: TO }).widthMs).toBe(widthMs);
});

test.each([1, 59_999, 3_600_001, 86_400_000, 61 * DAY, 3 * 365 * DAY, 50 * 365 * DAY])(
  "a window of %i ms is covered without a gap by at most 60 buckets",
  (rangeMs) => {
    const window = { fromMs: TO - rangeMs, toMs: TO };
    const { widthMs, startsMs } = bucketsOf(window);
    const [first = Number.NaN] = startsMs;
    const last = startsMs.at(-1) ?? Number.NaN;
    expect(startsMs.length).toBeLessThanOrEqual(MAX_BUCKETS);
    expect(first).toBeLessThanOrEqual(window.fromMs);
    expect(first + widthMs).toBeGreaterThan(window.fromMs);
    expect(last).toBeLessThan(window.toMs);
    expect(last + widthMs).toBeGreaterThanOrEqual(window.toMs);
    expect(last - first).toBe((startsMs.length - 1) * widthMs);
  },
);
