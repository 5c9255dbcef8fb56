// What the reports of Playwright and vitest say about rows of the fault matrix.
import path from "node:path";
import { rowIdsOf } from "@/e2e/faults/matrix.ts";
import type { PlaywrightSpec, VitestReport } from "@/scripts/lib/test-run.ts";

export interface Outcome {
  holds: boolean;
  /** Those of I1 to I10 that were checked. */
  invariants: string[];
  /** Sentences with numbers, for the table. */
  measured: string[];
  seconds: number;
  /** Why it could not be run on this machine. */
  skipped?: string | undefined;
  /** When it was run. */
  day?: string;
}

/** A row that several tests name holds when all of them pass; one whose tests were skipped was not run. */
export function outcomesOfPlaywright(specs: readonly PlaywrightSpec[]): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const { title, ok, tests } of specs) {
    const results = tests.flatMap((test) => test.results);
    const said = (type: string) =>
      results.flatMap(({ annotations = [] }) =>
        annotations.filter((one) => one.type === type).map(({ description = "" }) => description),
      );
    for (const id of rowIdsOf(title)) {
      const before = outcomes.get(id) ?? { holds: true, invariants: [], measured: [], seconds: 0 };
      outcomes.set(id, {
        holds: before.holds && ok,
        skipped: before.skipped ?? said("skip")[0],
        invariants: [...before.invariants, ...said("invariants").flatMap((list) => list.split(" "))],
        measured: [...before.measured, ...said("measured")],
        seconds: before.seconds + results.reduce((sum, { duration }) => sum + duration, 0) / 1000,
      });
    }
  }
  return outcomes;
}

export function outcomesOfVitest({ testResults }: VitestReport, root: string): Map<string, Outcome> {
  return new Map(
    testResults.map(({ name, status, startTime, endTime }) => {
      const file = path.relative(root, name);
      const seconds = Math.max(0, endTime - startTime) / 1000;
      return [file, { holds: status === "passed", invariants: [], measured: [`by \`${file}\``], seconds }];
    }),
  );
}
