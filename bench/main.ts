// npm run bench [-- deliver latency … ] [--rounds=3] [--quick] [--write] [--profile]
// Prints a table: what was measured, the target, and the reference of the same run that the figure is a ratio to.
// A run of everything writes docs/benchmarks.md; with --write a run of some replaces their rows in it.
import { backlog } from "@/bench/backlog.ts";
import { crash } from "@/bench/crash.ts";
import { deliver } from "@/bench/deliver.ts";
import { drain } from "@/bench/drain.ts";
import { explorer } from "@/bench/explorer.ts";
import { idle } from "@/bench/idle.ts";
import { ingest } from "@/bench/ingest.ts";
import { isolation } from "@/bench/isolation.ts";
import { latency } from "@/bench/latency.ts";
import { limited } from "@/bench/limited.ts";
import { logs } from "@/bench/logs.ts";
import { memory } from "@/bench/memory.ts";
import { stopAll } from "@/bench/processes.ts";
import { forgetProfiles, printProfiles } from "@/bench/profile.ts";
import { conditions, describeMachine, writeReport } from "@/bench/report.ts";
import { retention } from "@/bench/retention.ts";
import type { Benchmark, Options, Row } from "@/bench/row.ts";
import { scaleOut } from "@/bench/scale-out.ts";
import { size } from "@/bench/size.ts";
import { startStack } from "@/bench/stack.ts";
import { transformations } from "@/bench/transformations.ts";

const BENCHMARKS: Record<string, Benchmark> = {
  deliver,
  latency,
  isolation,
  crash,
  ingest,
  logs,
  explorer,
  size,
  backlog,
  drain,
  "scale-out": scaleOut,
  limited,
  memory,
  transformations,
  retention,
  idle,
};

const flags = process.argv.slice(2).filter((argument) => argument.startsWith("--"));
const given = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const unknown = given.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}; there are ${Object.keys(BENCHMARKS).join(", ")}.`);
  process.exit(2);
}
const names = given.length > 0 ? given : Object.keys(BENCHMARKS);
const quick = flags.includes("--quick");
const options: Options = {
  quick,
  rounds: Number(flags.find((flag) => flag.startsWith("--rounds="))?.slice(9) ?? (quick ? 1 : 3)),
};
const profile = flags.includes("--profile");
if (profile) {
  process.env.BENCH_PROFILE = "1";
  forgetProfiles();
}

function print(row: Row): void {
  const verdict = row.met === null ? "      " : row.met ? "met   " : "MISSED";
  console.log(`${row.id.padEnd(4)} ${verdict} ${row.value}  (target ${row.target})  ${row.what}`);
  console.log(`            ${row.reference}${row.detail ? `\n            ${row.detail}` : ""}`);
}

const results: Row[] = [];
const broken: string[] = [];
let machine = "";
for (const name of names) {
  const benchmark = BENCHMARKS[name];
  if (!benchmark) continue;
  // A database of its own: what one leaves behind is not what the next one finds.
  const when = conditions();
  const stack = await startStack();
  try {
    if (machine === "") {
      machine = await describeMachine(stack.pool);
      console.log(`${machine}; median of ${options.rounds}${quick ? "; QUICK, no results" : ""}\n`);
    }
    for (const row of await benchmark(stack, options)) {
      results.push({ ...row, when: `${when}; ${machine}; median of ${options.rounds}` });
      print(row);
    }
  } catch (error) {
    broken.push(name);
    console.error(`${name} did not finish:`, error);
  } finally {
    await stack.stop();
  }
}
await stopAll();
if (profile) printProfiles();
if (!quick && (given.length === 0 || flags.includes("--write"))) writeReport(results);
process.exit(broken.length > 0 ? 1 : 0);
