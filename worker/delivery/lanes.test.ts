import { expect, test } from "vitest";
import { createLanes } from "./lanes.ts";

function prove(lanes: ReturnType<typeof createLanes>, endpointId: string): void {
  lanes.leave(lanes.enter(endpointId, 0), true);
}

test("an unproven endpoint gets two places, a proven one ten, and only the proven may claim ahead", () => {
  const lanes = createLanes();
  expect(lanes.room("a", 0)).toBe(2);
  expect(lanes.ahead("a", 0)).toBe(0);
  prove(lanes, "a");
  expect(lanes.room("a", 0)).toBe(10);
  expect(lanes.ahead("a", 0)).toBeGreaterThan(0);
});

test("a slow answer, or none, makes an endpoint unproven again", () => {
  const lanes = createLanes();
  prove(lanes, "a");
  lanes.leave(lanes.enter("a", 0), false);
  expect(lanes.room("a", 0)).toBe(2);
});

test("a try that was not sent says nothing about the endpoint", () => {
  const lanes = createLanes();
  prove(lanes, "a");
  lanes.leave(lanes.enter("a", 0), null);
  expect(lanes.room("a", 0)).toBe(10);
});

test("requests that are open for a second leave the fast lane, so hanging endpoints cannot fill it", () => {
  const lanes = createLanes();
  for (let i = 0; i < 20; i++) {
    prove(lanes, `hangs-${i}`);
    for (let n = 0; n < 10; n++) lanes.enter(`hangs-${i}`, 0);
  }
  prove(lanes, "healthy");
  expect(lanes.room("healthy", 500)).toBe(0);
  expect(lanes.demoteSlow(999)).toBe(0);
  expect(lanes.demoteSlow(1_000)).toBe(200);
  expect(lanes.room("healthy", 1_000)).toBe(10);
  expect(lanes.room("hangs-0", 1_000)).toBe(0);
});

test("an endpoint that asked to be spared gets one request at a time until then", () => {
  const lanes = createLanes();
  prove(lanes, "a");
  lanes.spare("a", 60_000);
  expect(lanes.room("a", 59_999)).toBe(1);
  expect(lanes.ahead("a", 59_999)).toBe(0);
  lanes.enter("a", 0);
  expect(lanes.room("a", 59_999)).toBe(0);
  expect(lanes.room("a", 60_000)).toBe(9);
});

test("places add up: after everything has left, nothing is in flight", () => {
  const lanes = createLanes();
  prove(lanes, "a");
  const places = [lanes.enter("a", 0), lanes.enter("a", 0), lanes.enter("b", 0)];
  lanes.demoteSlow(5_000);
  expect(lanes.inFlight()).toBe(3);
  for (const place of places) lanes.leave(place, false);
  expect(lanes.inFlight()).toBe(0);
});

test("nothing is claimed ahead of an endpoint that fails so often in a row that its breaker may be open", () => {
  const lanes = createLanes({ breakerFailures: 3 });
  const answer = (outcome: "succeeded" | "failed") => {
    const place = lanes.enter("a", 0);
    const isTripped = lanes.answered("a", outcome);
    lanes.leave(place, true);
    return isTripped;
  };
  expect([answer("failed"), answer("failed"), lanes.ahead("a", 0) > 0]).toEqual([false, false, true]);
  expect([answer("failed"), lanes.ahead("a", 0)]).toEqual([true, 0]);
  expect([answer("succeeded"), lanes.ahead("a", 0) > 0]).toEqual([false, true]);
});
