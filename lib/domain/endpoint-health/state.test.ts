import { describe, expect, test } from "vitest";
import { type HealthFacts, judgeHealth } from "@/lib/domain/endpoint-health/state.ts";

const WELL: HealthFacts = {
  disabledReason: null,
  isPaused: false,
  consecutiveFailures: 0,
  hour: { delivered: 100, total: 100 },
  day: { delivered: 1000, total: 1000 },
  p95Ms: 180,
};

describe("the first rule that holds decides", () => {
  test.each<[string, Partial<HealthFacts>, string]>([
    ["everything arrives", {}, "healthy"],
    ["three tries in a row failed", { consecutiveFailures: 3 }, "failing"],
    ["two tries in a row failed", { consecutiveFailures: 2 }, "healthy"],
    ["less than 90 % of five arrived within the hour", { hour: { delivered: 4, total: 5 } }, "failing"],
    ["less than 90 % arrived, but of four only", { hour: { delivered: 1, total: 4 } }, "healthy"],
    ["exactly 90 % arrived", { hour: { delivered: 90, total: 100 } }, "degraded"],
    ["almost 99 % arrived", { hour: { delivered: 989, total: 1000 } }, "degraded"],
    ["exactly 99 % arrived", { hour: { delivered: 99, total: 100 } }, "healthy"],
    ["replies take more than five seconds", { p95Ms: 5_001 }, "degraded"],
    ["replies take five seconds", { p95Ms: 5_000 }, "healthy"],
    ["nothing was sent for a day", { day: { delivered: 0, total: 0 }, hour: { delivered: 0, total: 0 } }, "no_traffic"],
    [
      "old deliveries still fail, although nothing new came",
      { day: { delivered: 0, total: 0 }, hour: { delivered: 0, total: 0 }, consecutiveFailures: 4 },
      "failing",
    ],
    ["the receiver said 410", { disabledReason: "gone", consecutiveFailures: 9 }, "turned_off"],
    ["it failed for days", { disabledReason: "failing" }, "turned_off"],
    ["the customer turned it off", { disabledReason: "customer", consecutiveFailures: 9 }, "turned_off"],
    ["the operator turned it off", { disabledReason: "staff" }, "turned_off"],
    ["it was turned off over the API", { disabledReason: "api" }, "turned_off"],
    ["it is paused, whatever it did before", { isPaused: true, consecutiveFailures: 9 }, "paused"],
    ["it was turned off while it was paused", { isPaused: true, disabledReason: "api" }, "turned_off"],
  ])("%s: %s", (_, facts, state) => {
    expect(judgeHealth({ ...WELL, ...facts }).state).toBe(state);
  });
});

test("few deliveries are told as numbers, many as a percentage that is never rounded up to all", () => {
  expect(judgeHealth({ ...WELL, day: { delivered: 3, total: 4 } }).rule).toBe(
    "3 of 4 deliveries of the last 24 hours succeeded.",
  );
  expect(judgeHealth({ ...WELL, day: { delivered: 12_407, total: 12_408 } }).rule).toBe(
    "99.9 % of 12,408 deliveries of the last 24 hours succeeded.",
  );
});
