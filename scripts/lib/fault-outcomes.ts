// What the reports of Playwright and vitest say about rows of the fault matrix.
import path from "node:path";
import { rowIdsOf } from "@/e2e/faults/matrix.ts";

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

interface Annotation {
  type: string;
  description?: string;
}
interface Spec {
  title: string;
  ok: boolean;
  tests: { results: { status: string; duration: number; annotations?: Annotation[] }[] }[];
}
interface Suite {
  specs?: Spec[];
  suites?: Suite[];
}

function specsOf(suite: Suite): Spec[] {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

/** A row that several tests name holds when all of them pass; one whose tests were skipped was not run. */
export function outcomesOfPlaywright(report: unknown): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const { title, ok, tests } of specsOf(report as Suite)) {
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

interface VitestReport {
  testResults: { name: string; status: string; startTime: number; endTime: number }[];
}

export function outcomesOfVitest(report: unknown, root: string): Map<string, Outcome> {
  return new Map(
    (report as VitestReport).testResults.map(({ name, status, startTime, endTime }) => {
      const file = path.relative(root, name);
      const seconds = Math.max(0, endTime - startTime) / 1000;
      return [file, { holds: status === "passed", invariants: [], measured: [`by \`${file}\``], seconds }];
    }),
  );
}
