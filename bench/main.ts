// npm run bench [-- deliver latency isolation ingest] [--rounds=3]
// Prints a table: what was measured, the target, and the reference of the same run that the figure is a ratio to.
import { cpus, totalmem } from "node:os";
import { deliver } from "@/bench/deliver.ts";
import { ingest } from "@/bench/ingest.ts";
import { isolation } from "@/bench/isolation.ts";
import { latency } from "@/bench/latency.ts";
import { stopAll } from "@/bench/processes.ts";
import { startStack } from "@/bench/stack.ts";
import type { Row } from "@/bench/statistics.ts";

const BENCHMARKS = { deliver, latency, isolation, ingest } as const;
type Name = keyof typeof BENCHMARKS;

const isName = (text: string): text is Name => text in BENCHMARKS;
const given = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const names = given.length > 0 ? given.filter(isName) : (Object.keys(BENCHMARKS) as Name[]);
const rounds = Number(process.argv.find((argument) => argument.startsWith("--rounds="))?.slice(9) ?? 3);

const stack = await startStack();
const { rows: version } = await stack.pool.query("show server_version");
console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GiB; Node ${process.version}; PostgreSQL ${version[0].server_version}; loader, receivers and database on the same machine; median of ${rounds}\n`,
);
const results: Row[] = [];
try {
  for (const name of names) {
    for (const row of await BENCHMARKS[name](stack, rounds)) {
      results.push(row);
      console.log(
        `${row.id}  ${row.value.padStart(6)}  (target ${row.target})  ${row.met ? "met " : "MISSED"}  ${row.what}\n            ${row.detail}`,
      );
    }
  }
} finally {
  await stopAll();
  await stack.stop();
}
process.exit(0);
