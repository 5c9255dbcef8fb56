import { expect, test } from "vitest";
import { callAt } from "@/worker/delivery/call-at.ts";

test("a timer that fires too soon does not call before the moment, and calls once", () => {
  let nowMs = 1_000;
  const calls: number[] = [];
  const early = (run: () => void, ms: number) => {
    nowMs += Math.max(0.4, ms - 3);
    run();
  };
  callAt(1_020.7, () => calls.push(nowMs), { now: () => nowMs, setTimer: early });
  expect(calls).toHaveLength(1);
  expect(calls[0]).toBeGreaterThanOrEqual(1_020.7);
});

test("a moment that has passed is now", () => {
  const calls: number[] = [];
  callAt(5, () => calls.push(1), {
    now: () => 6,
    setTimer: () => {
      throw new Error("There is nothing to wait for.");
    },
  });
  expect(calls).toEqual([1]);
});
