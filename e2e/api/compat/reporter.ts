import { writeFileSync } from "node:fs";
import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";
import { compatPage, type Outcomes } from "@/e2e/api/compat/page.ts";
import { PAGE_FILE, sdkVersions } from "@/e2e/api/compat/versions.ts";

/** Writes docs/compatibility.md from a run of compat.spec.ts. */
export default class CompatReporter implements Reporter {
  private readonly outcomes: Outcomes = {};

  onTestEnd(test: TestCase, result: TestResult): void {
    if (!test.location.file.endsWith("compat.spec.ts") || result.status === "skipped") return;
    this.outcomes[test.title] = result.status === "passed" ? "works" : "fails";
  }

  onEnd(): void {
    writeFileSync(PAGE_FILE, compatPage(this.outcomes, sdkVersions()));
  }
}
