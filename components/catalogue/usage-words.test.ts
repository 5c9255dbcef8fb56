import { expect, test } from "vitest";
import { reachWords } from "@/components/catalogue/usage-words.ts";

test.each([
  [0, 0, "no endpoint gets it by a group, or with every event type"],
  [1, 0, "1 endpoint gets it by a group"],
  [0, 1, "1 endpoint gets every event type"],
  [2, 1, "2 endpoints get it by a group, 1 endpoint gets every event type"],
])("%i by a group and %i with everything: %s", (byGroup, everything, text) => {
  expect(reachWords({ byGroup, everything }).replaceAll("\u00a0", " ")).toBe(text);
});
