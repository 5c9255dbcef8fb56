import { expect, test } from "vitest";
import { placeMarks, RAIL_DOMAIN_MS, railPosition } from "@/components/ui/rail-layout.ts";

const SCHEDULE_MS = [0, 5, 305, 2105, 9305, 27_305, 63_305, 99_305].map((seconds) => seconds * 1000);

test("the axis starts at 0, ends at 1, and gives five seconds and ten hours room on one line", () => {
  expect(railPosition(0)).toBe(0);
  expect(railPosition(RAIL_DOMAIN_MS)).toBe(1);
  expect(railPosition(5_000)).toBeGreaterThan(0.1);
  expect(railPosition(36_000_000)).toBeLessThan(0.95);
});

test("a moment beyond the axis stays on it", () => {
  expect(railPosition(RAIL_DOMAIN_MS * 10)).toBe(1);
});

test("the default schedule fits into a row's 72 pixels without two marks touching", () => {
  const xs = placeMarks(SCHEDULE_MS, 72, 8);
  for (const [index, x] of xs.entries()) {
    expect(x).toBeGreaterThanOrEqual(4);
    expect(x).toBeLessThanOrEqual(68);
    const previous = xs[index - 1];
    if (previous !== undefined) expect(x - previous).toBeGreaterThanOrEqual(8 - 1e-9);
  }
});

test("more tries than there is room for share the width and stay in order", () => {
  const xs = placeMarks(
    Array.from({ length: 40 }, (_, index) => index * 60_000),
    72,
    8,
  );
  expect(xs).toEqual([...xs].sort((a, b) => a - b));
  expect(Math.min(...xs)).toBeGreaterThanOrEqual(4 - 1e-9);
  expect(Math.max(...xs)).toBeLessThanOrEqual(68 + 1e-9);
});

test("no tries need no places", () => {
  expect(placeMarks([], 72, 8)).toEqual([]);
});
