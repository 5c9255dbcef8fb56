import { expect, test } from "vitest";
import { mistakesOf } from "@/e2e/proof.ts";
import { CHECKS } from "@/e2e/security/checks.ts";

test("every check has an id of its own, and the tests that it names are there", () => {
  expect(mistakesOf(CHECKS)).toEqual([]);
});
