import { expect, test } from "vitest";
import { futureAttempts } from "@/lib/domain/deliveries/future-attempts.ts";

const scheduleSeconds = [5, 300, 1800];
const idle = { nextAtMs: null, runningSinceMs: null, budgetUsed: 0, scheduleSeconds };

test("a delivery that waits for its second try has two more after it", () => {
  expect(futureAttempts({ ...idle, nextAtMs: 10_000, budgetUsed: 1 })).toEqual([10_000, 310_000, 2_110_000]);
});

test("while a try runs, the ones after it count from its start", () => {
  expect(futureAttempts({ ...idle, runningSinceMs: 10_000, budgetUsed: 2 })).toEqual([1_810_000]);
});

test("the last try of the schedule has none after it", () => {
  expect(futureAttempts({ ...idle, nextAtMs: 10_000, budgetUsed: 3 })).toEqual([10_000]);
  expect(futureAttempts({ ...idle, runningSinceMs: 10_000, budgetUsed: 3 })).toEqual([]);
});

test("what has ended is not tried again", () => {
  expect(futureAttempts(idle)).toEqual([]);
});
