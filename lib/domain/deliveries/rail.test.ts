import { expect, test } from "vitest";
import { decodeRail, encodeTry } from "./rail.ts";

test("a try survives encoding to a tenth of a second", () => {
  expect(decodeRail([encodeTry(312_049, "failed", 0), encodeTry(0, "succeeded", 2)])).toEqual([
    { offsetMs: 312_000, outcome: "failed", trigger: "scheduled" },
    { offsetMs: 0, outcome: "succeeded", trigger: "test" },
  ]);
});

test("a clock that ran backwards gives offset zero, and a year fits into the column", () => {
  expect(decodeRail([encodeTry(-5_000, "canceled", 1)])[0]?.offsetMs).toBe(0);
  expect(encodeTry(365 * 86_400_000, "canceled", 2)).toBeLessThan(2 ** 31);
});
