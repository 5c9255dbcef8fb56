import { expect, test } from "vitest";
import {
  outcomeOf,
  type RunTest,
  testsOfPlaywright,
  testsOfVitest,
  titlePattern,
} from "@/scripts/lib/security-outcomes.ts";

const check = (...tests: string[]) => ({ id: "x", source: "here", check: "Nobody gets in.", tests });
const ran = (title: string, more: Partial<RunTest> = {}): RunTest => ({
  file: "e2e/a.spec.ts",
  title,
  passed: true,
  skipped: false,
  seconds: 1,
  ...more,
});

test("a check holds when all that it names ran and passed", () => {
  const run = [ran("a door is shut"), ran("a window is shut"), ran("else", { passed: false })];
  expect(outcomeOf(check("e2e/a.spec.ts > door", "e2e/a.spec.ts > window"), run)).toEqual({
    outcome: "holds",
    tests: 2,
    seconds: 2,
  });
  expect(outcomeOf(check("e2e/a.spec.ts"), run).outcome).toBe("fails");
});

test("what was skipped or did not run proves nothing", () => {
  expect(outcomeOf(check("e2e/a.spec.ts > door"), [ran("a door", { skipped: true })]).outcome).toBe("not run");
  expect(outcomeOf(check("e2e/b.spec.ts"), [ran("a door")]).outcome).toBe("not run");
  const reason = { id: "x", source: "here", check: "No.", notApplicable: "There is none." };
  expect(outcomeOf(reason, []).outcome).toBe("not applicable");
});

test("a title may have places for values", () => {
  expect("a door of 3 is shut").toMatch(new RegExp(titlePattern("a door of %s is shut")));
  const asInSource = "$" + "{id} (a)";
  expect("D1 (a)").toMatch(new RegExp(titlePattern(asInSource)));
  expect("D1 a").not.toMatch(new RegExp(titlePattern(asInSource)));
});

test("reports of both runners are read, and a file that does not start has failed", () => {
  const result = { status: "skipped", duration: 500 };
  expect(
    testsOfPlaywright([{ title: "t", file: "security/a.spec.ts", ok: true, tests: [{ results: [result, result] }] }]),
  ).toEqual([{ file: "e2e/security/a.spec.ts", title: "t", passed: true, skipped: true, seconds: 1 }]);
  const file = { name: "/here/lib/a.test.ts", status: "failed", startTime: 0, endTime: 1 };
  const passed = { fullName: "t", status: "passed", duration: 20 };
  expect(
    testsOfVitest(
      {
        testResults: [
          { ...file, assertionResults: [] },
          { ...file, assertionResults: [passed] },
        ],
      },
      "/here",
    ),
  ).toEqual([
    { file: "lib/a.test.ts", title: "", passed: false, skipped: false, seconds: 0 },
    { file: "lib/a.test.ts", title: "t", passed: true, skipped: false, seconds: 0.02 },
  ]);
});
