import { expect, test } from "vitest";
import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";
import { createLanes, type Place } from "./lanes.ts";
import { createWaiting, type Ready } from "./waiting.ts";

const NOW = Date.now();
const call = (endpointId: string): Ready => ({
  call: { endpointId, deliveries: [], batch: null, startInMs: 0, limitMs: null },
  config: {} as DeliveryConfig,
  claimedAtMs: NOW,
  notBeforeMs: 0,
});

/** Twenty busy endpoints hold every place of the fast lane; the others are proven too, and idle. */
function fullLanes(others: string[]): { lanes: ReturnType<typeof createLanes>; places: Place[] } {
  const lanes = createLanes();
  const busy = Array.from({ length: 20 }, (_, i) => `busy-${i}`);
  for (const id of [...busy, ...others]) lanes.leave(lanes.enter(id, NOW), true);
  const places = busy.flatMap((id) => Array.from({ length: 10 }, () => lanes.enter(id, NOW)));
  return { lanes, places };
}

test("what was claimed while every place was taken is named when a place falls free, longest waiting first", () => {
  const { lanes, places } = fullLanes(["a", "b"]);
  const waiting = createWaiting(lanes);
  for (const id of ["a", "b", "b"]) waiting.push(call(id));
  expect(waiting.take("a")).toBeNull();

  const [place] = places;
  if (place) lanes.leave(place, true);
  expect(waiting.takeStranded()).toEqual(["a", "b"]);
  expect(waiting.take("a")?.call.endpointId).toBe("a");
  lanes.enter("a", NOW);
  // No place is left for the other one: it goes on being named.
  expect(waiting.take("b")).toBeNull();
  expect(waiting.takeStranded()).toEqual(["b"]);
});

test("an endpoint with a request of its own open is not named: its own answer starts what waits", () => {
  const { lanes } = fullLanes([]);
  const waiting = createWaiting(lanes);
  waiting.push(call("busy-0"));
  expect(waiting.takeStranded()).toEqual([]);
});

test("an endpoint that a rate limit holds back is not named before its moment", () => {
  const { lanes } = fullLanes(["a"]);
  const waiting = createWaiting(lanes);
  waiting.push({ ...call("a"), notBeforeMs: NOW + 3_600_000 });
  expect(waiting.takeStranded()).toEqual([]);
  expect(waiting.take("a")).toBeNull();
});

test("of many that wait some are named at a time, and who got no place is named again behind the others", () => {
  const ids = Array.from({ length: 6 }, (_, i) => `idle-${i}`);
  const { lanes } = fullLanes(ids);
  const waiting = createWaiting(lanes);
  for (const id of ids) waiting.push(call(id));
  const first = waiting.takeStranded();
  for (const id of first) expect(waiting.take(id)).toBeNull();
  expect(first.length).toBeLessThan(ids.length);
  expect(waiting.takeStranded().slice(0, 2)).toEqual(ids.slice(first.length, first.length + 2));
});

test("what is scheduled is taken out, of one endpoint or of all; what a person asked for stays", () => {
  const { lanes } = fullLanes(["a", "b"]);
  const waiting = createWaiting(lanes);
  const asked = call("a");
  asked.call.deliveries = [{ trigger: 1 } as Ready["call"]["deliveries"][number]];
  for (const ready of [call("a"), asked, call("b")]) waiting.push(ready);
  expect(waiting.takeScheduled("a").map((ready) => ready.call.endpointId)).toEqual(["a"]);
  expect([waiting.count(), waiting.of("a"), waiting.of("b")]).toEqual([2, 1, 1]);
  expect(waiting.takeScheduled()).toHaveLength(1);
  expect([waiting.count(), waiting.of("a"), waiting.of("b")]).toEqual([1, 1, 0]);
});
