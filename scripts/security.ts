// `npm run security`: runs the tests of every security check, prints the table and writes docs/security.md; with names of areas
// or checks (`npm run security -- access D1`) runs and prints these. Exit 1 when one does not hold.
import fs from "node:fs";
import path from "node:path";
import { testOf } from "@/e2e/proof.ts";
import { AREAS, CHECKS } from "@/e2e/security/checks.ts";
import { outcomeOf, testsOfPlaywright, testsOfVitest, titlePattern } from "@/scripts/lib/security-outcomes.ts";
import { securityPage, securityTable } from "@/scripts/lib/security-page.ts";
import { runPlaywright, runVitest } from "@/scripts/lib/test-run.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const PAGE = path.join(ROOT, "docs/security.md");
const KEPT = path.join(ROOT, ".data/security");
const startedAt = new Date();

const wanted = process.argv.slice(2).map((name) => name.toLowerCase());
const areaOf = (name: string) => AREAS.find((area) => area.name.toLowerCase().split(" ")[0] === name);
const checks = wanted.length === 0 ? CHECKS : [...new Set(wanted.flatMap(named))];

const tests = checks.flatMap((check) => check.tests ?? []).map(testOf);
const browserFiles = tests.filter(({ file }) => file.endsWith(".spec.ts"));
const vitestFiles = tests.filter(({ file }) => !file.endsWith(".spec.ts"));
fs.mkdirSync(KEPT, { recursive: true });

// Of a file that is named without a title every test counts; of the others those that are named, for some are long.
const whole = new Set(browserFiles.filter(({ title }) => title === "").map(({ file }) => file));
const titled = browserFiles.filter(({ file }) => !whole.has(file));
const run = [
  ...testsOfVitest(runVitest([...new Set(vitestFiles.map(({ file }) => file))], KEPT), ROOT),
  ...inBrowser([...whole], []),
  ...inBrowser(
    [...new Set(titled.map(({ file }) => file))],
    titled.map(({ title }) => title),
  ),
];

const outcomes = new Map(checks.map((check) => [check.id, outcomeOf(check, run)]));
if (wanted.length === 0) fs.writeFileSync(PAGE, securityPage(outcomes, startedAt.toISOString().slice(0, 10)));
process.stdout.write(`\n${securityTable(checks, outcomes)}\n`);
process.exitCode = [...outcomes.values()].some(({ outcome }) => outcome === "fails" || outcome === "not run") ? 1 : 0;

function named(name: string) {
  const found = areaOf(name)?.rows ?? CHECKS.filter(({ id }) => id.toLowerCase() === name);
  if (found.length === 0) throw new Error(`There is no area or check "${name}"; e2e/security/checks.ts has them all.`);
  return found;
}

function inBrowser(files: readonly string[], titles: readonly string[]) {
  if (files.length === 0) return [];
  const pattern = titles.map(titlePattern).join("|");
  const args = ["--no-deps", ...(pattern === "" ? [] : ["--grep", pattern]), ...files];
  // All of the fault tests may be named, not only those of every run.
  return testsOfPlaywright(runPlaywright(args, { FAULTS: "all" }, KEPT));
}
