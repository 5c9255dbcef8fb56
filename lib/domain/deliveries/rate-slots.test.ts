import { expect, test } from "vitest";
import { type Budget, slotsAgainAtMs, slotsWithin, takeSlot } from "@/lib/domain/deliveries/rate-slots.ts";

const NOW = 1_000_000;
const tenASecond = (nextFreeMs = 0): Budget => ({ scopeId: "a", intervalMs: 100, nextFreeMs });

test.each([
  ["an idle limit gives the moments of the horizon", [tenASecond()], 11],
  ["a limit that is used up gives none", [tenASecond(NOW + 1_001)], 0],
  ["what is taken ahead is not given again", [tenASecond(NOW + 500)], 6],
  ["the stricter of two limits decides", [tenASecond(), { scopeId: "b", intervalMs: 400, nextFreeMs: 0 }], 3],
  ["one in a minute is one", [{ scopeId: "a", intervalMs: 60_000, nextFreeMs: 0 }], 1],
])("%s", (_, budgets, slots) => {
  expect(slotsWithin(budgets, NOW, 1_000)).toBe(slots);
});

test("no window ever holds more than the count, whatever was left unused before", () => {
  const budgets = [tenASecond(NOW - 60_000)];
  const taken: number[] = [];
  for (let nowMs = NOW; nowMs < NOW + 30_000; nowMs += 137) {
    for (let left = slotsWithin(budgets, nowMs, 1_000); left > 0; left--)
      taken.push(takeSlot(budgets, NOW, nowMs).atMs);
  }
  expect(taken.length).toBeGreaterThan(290);
  for (const start of taken) {
    expect(taken.filter((at) => at >= start && at < start + 1_000).length).toBeLessThanOrEqual(10);
  }
});

test("a request waited for the limit when the limit was busy at the time that the request was ready", () => {
  const budgets = [tenASecond()];
  expect(takeSlot(budgets, NOW - 5, NOW)).toEqual({ atMs: NOW, waited: false });
  expect(takeSlot(budgets, NOW - 5, NOW)).toEqual({ atMs: NOW + 100, waited: true });
  expect(slotsAgainAtMs(budgets, 50)).toBe(NOW + 150);
});
