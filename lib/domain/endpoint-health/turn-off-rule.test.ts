import { describe, expect, test } from "vitest";
import { decideTurnOff, turnOffTimes } from "@/lib/domain/endpoint-health/turn-off-rule.ts";

const HOUR_MS = 3_600_000;
const at = (hours: number) => new Date(hours * HOUR_MS);

describe("an endpoint whose clock started at hour 0 and that is turned off after 120", () => {
  test.each<[string, { nowHours: number; warned?: number; lastFailure?: number; after?: number }, string]>([
    ["is left alone before the last day", { nowHours: 95.9, lastFailure: 95 }, "wait"],
    ["is warned a day before", { nowHours: 96, lastFailure: 95 }, "warn"],
    ["is warned once", { nowHours: 97, warned: 96, lastFailure: 97 }, "wait"],
    ["is off once a try failed after its time", { nowHours: 120.1, warned: 96, lastFailure: 120 }, "turn_off"],
    ["stays on while nothing was tried since", { nowHours: 500, warned: 96, lastFailure: 119.9 }, "wait"],
    ["is never off without a warning", { nowHours: 200, lastFailure: 199 }, "warn"],
    ["has its day after a late warning", { nowHours: 222, warned: 200, lastFailure: 222 }, "wait"],
    ["is off a day after a late warning", { nowHours: 224, warned: 200, lastFailure: 224 }, "turn_off"],
    ["is warned at once when the whole time is an hour", { nowHours: 0, lastFailure: 0, after: 1 }, "warn"],
    ["is off after that hour", { nowHours: 1, warned: 0, lastFailure: 1, after: 1 }, "turn_off"],
    ["is never off when that is switched off", { nowHours: 900, warned: 96, lastFailure: 900, after: 0 }, "wait"],
  ])("%s", (_, { nowHours, warned, lastFailure, after = 120 }, decision) => {
    const facts = {
      clockAt: at(0),
      warnedAt: warned === undefined ? null : at(warned),
      lastFailureAt: lastFailure === undefined ? null : at(lastFailure),
    };
    expect(decideTurnOff(facts, { offAfterHours: after, nowMs: nowHours * HOUR_MS })).toBe(decision);
  });
});

test("the time that is shown is the time that is kept", () => {
  const facts = { clockAt: at(0), warnedAt: at(100), lastFailureAt: null };
  expect(turnOffTimes(facts, 120)).toEqual({ warnMs: 96 * HOUR_MS, offMs: 124 * HOUR_MS });
});
