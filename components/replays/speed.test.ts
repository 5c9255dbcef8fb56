import { expect, test } from "vitest";
import { limitOf, secondsFor, speedOf, speedSteps } from "@/components/replays/speed.ts";

const endpoint = (throttleRate: number | null, throttleWindowSeconds: number | null = null) =>
  ({ throttleRate, deliveryOptions: { throttleWindowSeconds } }) as Parameters<typeof limitOf>[0][number];

test("the pace is what the link says, or the limit of the only endpoint, or five a second", () => {
  expect(speedOf(null, null)).toBe(5);
  expect(speedOf(null, limitOf([endpoint(120, 60)]))).toBe(2);
  expect(speedOf(null, limitOf([endpoint(1, 60)]))).toBe(1);
  expect(speedOf(null, limitOf([endpoint(9), endpoint(7)]))).toBe(5);
  expect(speedOf(50, 2)).toBe(50);
  expect(speedOf(0, 2)).toBeNull();
  expect(speedOf(-3, null)).toBe(1);
});

test("an unusual pace is a step of the slider", () => {
  expect(speedSteps(7).slice(0, 5)).toEqual([1, 2, 5, 7, 10]);
  expect(speedSteps(null).at(-1)).toBeNull();
});

test("how long it takes follows from the slower of pace and limit", () => {
  expect(secondsFor(1284, { rate: 5, limit: null })).toBe(257);
  expect(secondsFor(100, { rate: 50, limit: 2 })).toBe(50);
  expect(secondsFor(100, { rate: null, limit: null })).toBeNull();
});
