import { expect, test } from "vitest";
import { formatBytes, formatQuantity, formatShare } from "@/components/ui/format-number.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

test.each([
  [0, 0, "–"],
  [3, 4, "3 of 4"],
  [12_309, 12_408, "99.2 %"],
  [20, 20, "100 %"],
  [0, 20, "0 %"],
  [99_999, 100_000, "99.9 %"],
  [1, 100_000, "0.1 %"],
])("%i of %i reads %s: rounding never hides a failure or a success", (part, whole, text) => {
  expect(plain(formatShare(part, whole))).toBe(text);
});

test("a quantity agrees with its noun and sizes carry their unit", () => {
  expect(plain(formatQuantity(1, "endpoint", "endpoints"))).toBe("1 endpoint");
  expect(plain(formatQuantity(1284, "delivery", "deliveries"))).toBe("1,284 deliveries");
  expect(plain(formatBytes(312))).toBe("312 bytes");
  expect(plain(formatBytes(20_000))).toBe("20.0 kB");
  expect(plain(formatBytes(1_200_000))).toBe("1.2 MB");
});
