import { expect, test } from "vitest";
import { formatWaits, parseWait, parseWaits } from "@/components/delivery-options/waits.ts";

test.each([
  ["5s 5m 30m 2h", [5, 300, 1800, 7200]],
  ["5 s, 5 min; 1.5h 1d", [5, 300, 5400, 86_400]],
  ["90", [90]],
  ["  ", []],
])("waits are read as people write them: %s", (text, seconds) => {
  expect(parseWaits(text)).toEqual({ seconds });
});

test.each([
  ["5s soon", "soon"],
  ["5s 0m", "0m"],
  ["5w", "5w"],
])("what is no wait is named: %s", (text, wrong) => {
  expect(parseWaits(text)).toEqual({ wrong });
});

test("waits are written so that they are read back alike", () => {
  const seconds = [5, 300, 5400, 36_000, 86_400, 90];
  expect(formatWaits(seconds)).toBe("5s 5m 90m 10h 1d 90s");
  expect(parseWaits(formatWaits(seconds))).toEqual({ seconds });
  expect(parseWait("")).toBeNull();
});
