import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createDeadlineWheel } from "@/worker/send/deadline-wheel.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
});

afterEach(() => {
  vi.useRealTimers();
});

function openWheel() {
  const startedAt = performance.now();
  const due = new Map<string, number>();
  const wheel = createDeadlineWheel<{ name: string; dueTick: number }>(({ name }) =>
    due.set(name, performance.now() - startedAt),
  );
  return { wheel, due };
}

test.each([0, 1, 99, 100, 101, 250, 15_000, 51_150, 51_250, 120_000])(
  "a delay of %i ms is never cut short and overrun by two ticks at most",
  (delayMs) => {
    const { wheel, due } = openWheel();
    vi.advanceTimersByTime(37);
    wheel.add({ name: "a", dueTick: 0 }, delayMs);
    vi.advanceTimersByTime(200_000);
    const tookMs = (due.get("a") ?? 0) - 37;
    expect(tookMs).toBeGreaterThanOrEqual(delayMs);
    expect(tookMs).toBeLessThanOrEqual(delayMs + 200);
  },
);

test("what was taken out is never due, and an empty wheel has no timer", () => {
  const { wheel, due } = openWheel();
  const entry = { name: "a", dueTick: 0 };
  wheel.add(entry, 1_000);
  expect(vi.getTimerCount()).toBe(1);
  wheel.delete(entry);
  vi.advanceTimersByTime(5_000);
  expect(due.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test("after a pause of the process everything that is overdue comes at once, and nothing else", () => {
  let nowMs = 0;
  const due: number[] = [];
  const wheel = createDeadlineWheel<{ delayMs: number; dueTick: number }>(
    ({ delayMs }) => due.push(delayMs),
    () => nowMs,
  );
  for (let index = 0; index < 300; index++) wheel.add({ delayMs: index * 600, dueTick: 0 }, index * 600);

  nowMs = 90_000;
  vi.advanceTimersByTime(100);
  expect(due.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 151 }, (_, index) => index * 600));
  nowMs = 1_000_000;
  vi.advanceTimersByTime(100);
  expect(new Set(due).size).toBe(300);
  expect(due).toHaveLength(300);
});
