// What the reports of Playwright and vitest say about the checks of e2e/security.
import path from "node:path";
import { testOf } from "@/e2e/proof.ts";
import type { Check } from "@/e2e/security/checks/row.ts";
import type { PlaywrightSpec, VitestReport } from "@/scripts/lib/test-run.ts";

/** A test that was run. */
export interface RunTest {
  /** Below the folder of the project. */
  file: string;
  title: string;
  passed: boolean;
  /** It says itself that it cannot be run on this machine. */
  skipped: boolean;
  seconds: number;
}

export interface CheckOutcome {
  outcome: "holds" | "fails" | "not run" | "not applicable";
  /** How many tests say so. */
  tests: number;
  seconds: number;
}

export function testsOfPlaywright(specs: readonly PlaywrightSpec[]): RunTest[] {
  return specs.map(({ title, file, ok, tests }) => {
    const results = tests.flatMap((test) => test.results);
    return {
      file: path.join("e2e", file),
      title,
      passed: ok,
      skipped: results.length > 0 && results.every(({ status }) => status === "skipped"),
      seconds: results.reduce((sum, { duration }) => sum + duration, 0) / 1000,
    };
  });
}

export function testsOfVitest({ testResults }: VitestReport, root: string): RunTest[] {
  return testResults.flatMap(({ name, assertionResults, status }) => {
    const file = path.relative(root, name);
    // A file that fails before its first test reports none.
    if (assertionResults.length === 0)
      return [{ file, title: "", passed: status === "passed", skipped: false, seconds: 0 }];
    return assertionResults.map((one) => ({
      file,
      title: one.fullName,
      passed: one.status === "passed",
      skipped: one.status === "skipped" || one.status === "pending",
      seconds: (one.duration ?? 0) / 1000,
    }));
  });
}

/** Holds when every test that it names ran and passed: one that is missing or skipped proves nothing. */
export function outcomeOf({ tests }: Check, run: readonly RunTest[]): CheckOutcome {
  if (!tests) return { outcome: "not applicable", tests: 0, seconds: 0 };
  const found = tests.map((named) => {
    const { file, title } = testOf(named);
    return run.filter(
      (one) => one.file === file && new RegExp(titlePattern(title), "s").test(one.title) && !one.skipped,
    );
  });
  const all = [...new Set(found.flat())];
  const seconds = all.reduce((sum, one) => sum + one.seconds, 0);
  if (all.some(({ passed }) => !passed)) return { outcome: "fails", tests: all.length, seconds };
  return { outcome: found.some((one) => one.length === 0) ? "not run" : "holds", tests: all.length, seconds };
}

/** Rows say a title as the source does, where it may have places for values: `%s` and `${name}` stand for anything. */
export function titlePattern(part: string): string {
  return part
    .split(/%[sdijfoO#]|\$\{[^}]*\}|\$\w+/)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
}
