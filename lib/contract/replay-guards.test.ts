import { expect, test } from "vitest";
import { guardsOf, isCountConfirmed, isFailing } from "@/lib/contract/replay-guards.ts";

test.each([
  [
    { deliveries: 10_000, customers: 1 },
    { count: false, secondPerson: false, role: "support" },
  ],
  [
    { deliveries: 2, customers: 2 },
    { count: true, secondPerson: false, role: "support" },
  ],
  [
    { deliveries: 10_001, customers: 1 },
    { count: true, secondPerson: false, role: "engineer" },
  ],
  [
    { deliveries: 100_001, customers: 3 },
    { count: true, secondPerson: true, role: "engineer" },
  ],
])("what a replay needs follows from its size: %j", (size, needs) => {
  expect(guardsOf(size)).toEqual(needs);
});

test("a count that was typed covers as many or a little less, never more, and no number out of the air", () => {
  expect([null, 99, 100, 120, 121, 1_000_000].map((typed) => isCountConfirmed(typed, 100))).toEqual([
    false,
    false,
    true,
    true,
    false,
    false,
  ]);
  expect(isCountConfirmed(10_400, 10_000)).toBe(true);
  expect(isCountConfirmed(10_501, 10_000)).toBe(false);
});

test("half of the first must succeed", () => {
  expect([50, 51].map((failed) => isFailing({ sample: 100, failed }))).toEqual([false, true]);
});
