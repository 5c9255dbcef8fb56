import { expect, test } from "vitest";
import { formatIn } from "@/lib/testing/translate.ts";

const at = Date.parse("2026-08-14T12:32:08.412Z");
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");
const format = formatIn();

test.each([
  [0, 0, "–"],
  [3, 4, "3 of 4"],
  [12_309, 12_408, "99.2 %"],
  [20, 20, "100 %"],
  [0, 20, "0 %"],
  [99_999, 100_000, "99.9 %"],
  [1, 100_000, "0.1 %"],
])("%i of %i reads %s: rounding never hides a failure or a success", (part, whole, text) => {
  expect(plain(format.share(part, whole))).toBe(text);
});

test("sizes carry their unit", () => {
  expect(plain(format.bytes(1))).toBe("1 byte");
  expect(plain(format.bytes(312))).toBe("312 bytes");
  expect(plain(format.bytes(20_000))).toBe("20.0 kB");
  expect(plain(format.bytes(1_200_000))).toBe("1.2 MB");
});

test("a moment is shown in the reader's zone, with its milliseconds", () => {
  const berlin = formatIn("Europe/Berlin");
  expect(berlin.clock(at, "millisecond")).toBe("14:32:08.412");
  expect(plain(berlin.full(at, "UTC"))).toBe("14 Aug 2026 12:32:08.412");
  expect(plain(berlin.moment(at, at, "minute"))).toBe("14 Aug, 14:32");
});

test("the distance of a zone from UTC follows its summer time and its half hours", () => {
  expect(formatIn("Europe/Berlin").offset(at)).toBe("+02:00");
  expect(formatIn("Europe/Berlin").offset(Date.parse("2026-01-14T12:00:00Z"))).toBe("+01:00");
  expect(formatIn("Asia/Kolkata").offset(at)).toBe("+05:30");
  expect(formatIn("America/St_Johns").offset(at)).toBe("−02:30");
});

test("midnight is 00 and belongs to the new day, and 12 AM for those who count to twelve", () => {
  const midnight = Date.parse("2026-09-01T00:00:00Z");
  expect(format.clock(midnight)).toBe("00:00:00");
  expect(plain(format.day(midnight, at))).toBe("1 Sep");
  const twelve = formatIn("UTC", "en", true);
  expect(plain(twelve.clock(midnight, "minute"))).toBe("12:00 AM");
  expect(plain(twelve.clock(at))).toBe("12:32:08 PM");
});

test("the year is named only when it is not this one", () => {
  expect(plain(format.day(at, at))).toBe("14 Aug");
  expect(plain(format.day(Date.parse("2025-12-31T23:59:59Z"), at))).toBe("31 Dec 2025");
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
  [-5 * 86_400_000, "in 5 days"],
])("an age of %i ms reads %s", (age, text) => {
  expect(plain(format.relative(at - age, at))).toBe(text);
});

test.each([
  [0, "0 ms"],
  [0.4, "0.4 ms"],
  [1, "1 ms"],
  [9.97, "10 ms"],
  [182.4, "182 ms"],
  [999.6, "1.00 s"],
  [1_000, "1.00 s"],
  [1_900, "1.90 s"],
  [9_996, "10.0 s"],
  [15_000, "15.0 s"],
  [59_970, "1 min"],
  [125_000, "2 min 05 s"],
])("a measured %d ms reads %s", (ms, text) => {
  expect(plain(format.ms(ms))).toBe(text);
});

test.each([
  [252_000, "4 min 12 s"],
  [36_300_000, "10 h 05 min"],
  [5 * 86_400_000, "5 days"],
])("a span of %i ms reads %s", (ms, text) => {
  expect(plain(format.span(ms))).toBe(text);
});

test("a try is placed by its distance from the first", () => {
  expect(plain(format.after(0))).toBe("+0 s");
  expect(plain(format.after(305_000))).toBe("+5 min");
  expect(plain(format.after(27.6 * 3_600_000))).toBe("+27 h");
});

test("lists are joined as the language joins them", () => {
  expect(format.list(["a", "b", "c"])).toBe("a, b and c");
  expect(format.list(["a", "b"], "or")).toBe("a or b");
});
