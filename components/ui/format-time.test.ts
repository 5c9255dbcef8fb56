import { expect, test } from "vitest";
import {
  formatAfter,
  formatClock,
  formatDay,
  formatFull,
  formatMs,
  formatOffset,
  formatRelative,
  formatSpan,
} from "@/components/ui/format-time.ts";

const at = Date.parse("2026-08-14T12:32:08.412Z");
const plain = (text: string) => text.replaceAll("\u00a0", " ");

test("a moment is shown in the reader's zone, with its milliseconds", () => {
  expect(formatClock(at, "Europe/Berlin", "millisecond")).toBe("14:32:08.412");
  expect(formatFull(at, "UTC")).toBe("14 Aug 2026 12:32:08.412");
  expect(formatClock(at, "UTC", "minute")).toBe("12:32");
});

test("the distance of a zone from UTC follows its summer time and its half hours", () => {
  expect(formatOffset(at, "Europe/Berlin")).toBe("+02:00");
  expect(formatOffset(Date.parse("2026-01-14T12:00:00Z"), "Europe/Berlin")).toBe("+01:00");
  expect(formatOffset(at, "Asia/Kolkata")).toBe("+05:30");
  expect(formatOffset(at, "America/St_Johns")).toBe("−02:30");
});

test("midnight is 00 and belongs to the new day", () => {
  const midnight = Date.parse("2026-09-01T00:00:00Z");
  expect(formatClock(midnight, "UTC")).toBe("00:00:00");
  expect(plain(formatDay(midnight, "UTC", at))).toBe("1 Sep");
});

test("the year is named only when it is not this one", () => {
  expect(plain(formatDay(at, "UTC", at))).toBe("14 Aug");
  expect(plain(formatDay(Date.parse("2025-12-31T23:59:59Z"), "UTC", at))).toBe("31 Dec 2025");
});

test.each([
  [0, "just now"],
  [4_999, "just now"],
  [12_000, "12 s ago"],
  [4 * 60_000, "4 min ago"],
  [26 * 3_600_000, "26 h ago"],
  [5 * 86_400_000, "5 days ago"],
  [40 * 86_400_000, "5 Jul"],
  [-4 * 60_000, "in 4 min"],
])("an age of %i ms reads %s", (age, text) => {
  expect(plain(formatRelative(at - age, at, "UTC"))).toBe(text);
});

test.each([
  [0.4, "0.4 ms"],
  [182.4, "182 ms"],
  [1_900, "1.90 s"],
  [15_000, "15.0 s"],
  [125_000, "2 min 05 s"],
])("a measured %d ms reads %s", (ms, text) => {
  expect(plain(formatMs(ms))).toBe(text);
});

test.each([
  [252_000, "4 min 12 s"],
  [36_300_000, "10 h 05 min"],
  [5 * 86_400_000, "5 days"],
])("a span of %i ms reads %s", (ms, text) => {
  expect(plain(formatSpan(ms))).toBe(text);
});

test("a try is placed by its distance from the first", () => {
  expect(plain(formatAfter(0))).toBe("+0 s");
  expect(plain(formatAfter(305_000))).toBe("+5 min");
  expect(plain(formatAfter(27.6 * 3_600_000))).toBe("+27 h");
});
