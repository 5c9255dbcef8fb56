import { expect, test } from "vitest";
import { createTurns } from "@/lib/transform/turns.ts";

const PAYLOAD = 100;

function owners(maxAtOnce = 1) {
  const turns = createTurns<string>({ maxAtOnce, share: 0.2 });
  return {
    turns,
    next: (nowMs = 0) => {
      const taken = turns.take(nowMs);
      return taken !== null && typeof taken === "object" ? taken.item : taken;
    },
  };
}

test("applications take turns, however much one of them has waiting", () => {
  const { turns, next } = owners();
  for (const item of ["a1", "a2", "a3"]) turns.add("a", item, 0);
  for (const item of ["b1", "b2"]) turns.add("b", item, 0);
  const served: unknown[] = [];
  for (let n = 0; n < 5; n++) {
    const item = next();
    served.push(item);
    turns.ended(String(item)[0] ?? "");
    turns.pay(String(item)[0] ?? "", 1, PAYLOAD, 0);
  }
  expect(served).toEqual(["a1", "b1", "a2", "b2", "a3"]);
  expect(next()).toBeNull();
});

test("one application has no more runs at once than it may", () => {
  const { turns, next } = owners(2);
  for (const item of ["a1", "a2", "a3"]) turns.add("a", item, 0);
  expect([next(), next(), next()]).toEqual(["a1", "a2", null]);
  turns.ended("a");
  turns.pay("a", 1, PAYLOAD, 0);
  expect(next()).toBe("a3");
});

test("quick runs get their share of the time", () => {
  const { turns, next } = owners();
  let runs = 0;
  turns.add("a", "a", 0);
  for (let nowMs = 0; nowMs < 100_000; nowMs += 4) {
    if (next(nowMs) !== "a") continue;
    runs++;
    turns.ended("a");
    turns.pay("a", 4, PAYLOAD, nowMs);
    turns.add("a", "a", nowMs);
  }
  expect(runs * 4).toBeGreaterThan(19_000);
  expect(runs * 4).toBeLessThan(21_000);
});

test("a large payload has more time", () => {
  const { turns, next } = owners();
  for (let n = 0; n < 100; n++) {
    turns.add("a", `a${n}`, 0);
    expect(next()).toBe(`a${n}`);
    turns.ended("a");
    turns.pay("a", 50, 1_048_576, 0);
  }
});

test("an endless loop gets a tenth of the time, and others are not held up by its rest", () => {
  const { turns, next } = owners();
  let nowMs = 0;
  let runs = 0;
  turns.add("loop", "loop", nowMs);
  for (; nowMs < 100_000; nowMs += 10) {
    turns.add("other", "other", nowMs);
    let item = next(nowMs);
    if (item === "loop") {
      runs++;
      turns.ended("loop");
      turns.pay("loop", 250, PAYLOAD, nowMs);
      turns.add("loop", "loop", nowMs);
      item = next(nowMs);
    }
    expect(item).toBe("other");
    turns.ended("other");
    turns.pay("other", 1, PAYLOAD, nowMs);
  }
  expect(runs * 250).toBeGreaterThan(9_000);
  expect(runs * 250).toBeLessThan(12_000);
});

test("who waits for its allowance is told when", () => {
  const { turns, next } = owners();
  turns.add("a", "a1", 0);
  next(0);
  turns.ended("a");
  turns.pay("a", 1_005 + 0.5, 0, 0);
  turns.add("a", "a2", 0);
  const inMs = next(0);
  expect(inMs).toBeCloseTo(7_530, 0);
  expect(next(Number(inMs) + 1)).toBe("a2");
});

test("what is taken back is not run", () => {
  const { turns, next } = owners();
  turns.add("a", "a1", 0);
  turns.add("a", "a2", 0);
  turns.remove("a", "a1");
  expect(next()).toBe("a2");
  turns.add("b", "b1", 0);
  expect(turns.removeAll()).toEqual(["b1"]);
});
