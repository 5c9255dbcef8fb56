// Runs tests of this project and reads what they report.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../..");

export interface PlaywrightSpec {
  title: string;
  /** Below the folder of tests. */
  file: string;
  ok: boolean;
  tests: {
    results: { status: string; duration: number; annotations?: { type: string; description?: string }[] }[];
  }[];
}
interface Suite {
  specs?: PlaywrightSpec[];
  suites?: Suite[];
}

export interface VitestReport {
  testResults: {
    /** Absolute path of the file. */
    name: string;
    status: string;
    startTime: number;
    endTime: number;
    assertionResults: { fullName: string; status: string; duration?: number | null }[];
  }[];
}

/** Specs of a run with these arguments; what it prints is shown meanwhile. `keptIn` is a folder for the report. */
export function runPlaywright(args: readonly string[], env: Record<string, string>, keptIn: string): PlaywrightSpec[] {
  const report = path.join(keptIn, "playwright.json");
  fs.rmSync(report, { force: true });
  run(["playwright", "test", "--reporter=list,json", ...args], { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  return specsOf(readJson(report) as Suite);
}

export function runVitest(files: readonly string[], keptIn: string): VitestReport {
  if (files.length === 0) return { testResults: [] };
  const report = path.join(keptIn, "vitest.json");
  fs.rmSync(report, { force: true });
  run(["vitest", "run", ...files, "--reporter=default", "--reporter=json", `--outputFile=${report}`], {});
  return readJson(report) as VitestReport;
}

function specsOf(suite: Suite): PlaywrightSpec[] {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

function run(args: string[], env: Record<string, string>): void {
  const { error } = spawnSync("npx", args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: "inherit" });
  if (error) throw error;
}

function readJson(file: string): unknown {
  if (!fs.existsSync(file)) throw new Error(`${file} was not written: the tests did not start.`);
  return JSON.parse(fs.readFileSync(file, "utf8"));
}
