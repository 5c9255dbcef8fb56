import { expect, test } from "vitest";
import { isOver, isRegression, shownState } from "@/lib/domain/failure-groups/lifecycle.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 7, 14, 9, minutes));
const group = { state: "open" as const, mutedUntil: null, resolvedAt: null, lastSeenAt: at(0) };

test.each([
  ["a success and 30 quiet minutes end it", at(1), at(30), true],
  ["29 quiet minutes do not", at(1), at(29), false],
  ["a success before the last failure does not count", at(0), at(50), false],
  ["silence alone is no recovery", null, at(50), false],
])("%s", (_, lastSuccessAt, now, over) => {
  expect(isOver(group, lastSuccessAt, now)).toBe(over);
});

test("a failure after it was resolved brings it back, one from before does not", () => {
  const resolved = { ...group, state: "resolved" as const, resolvedAt: at(40) };
  expect(isRegression(resolved, at(41))).toBe(true);
  expect(isRegression(resolved, at(39))).toBe(false);
  expect(isRegression(group, at(41))).toBe(false);
});

test("muting hides what is not resolved, and ends by itself", () => {
  const muted = { ...group, state: "acknowledged" as const, mutedUntil: at(30) };
  expect(shownState(muted, at(29))).toBe("muted");
  expect(shownState(muted, at(30))).toBe("acknowledged");
  expect(shownState({ ...muted, state: "resolved" }, at(10))).toBe("resolved");
});
