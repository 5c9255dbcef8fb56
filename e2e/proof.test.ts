import { expect, test } from "vitest";
import { mistakesOf } from "@/e2e/proof.ts";

test("what is wrong with a table is said row by row", () => {
  const here = "e2e/proof.test.ts > what is wrong with a table";
  expect(mistakesOf([{ id: "a", tests: [here] }, { id: "b" }])).toEqual([]);
  expect(
    mistakesOf([
      { id: "a", tests: [] },
      { id: "a", tests: [here, "e2e/proof.test.ts > no test of ours is called so".toUpperCase()] },
      { id: "c", tests: ["e2e/proof.ts"] },
    ]),
  ).toEqual([
    "a stands there twice",
    "a names no test",
    "a: there is no E2E/PROOF.TEST.TS > NO TEST OF OURS IS CALLED SO",
    "c: there is no e2e/proof.ts",
  ]);
});
