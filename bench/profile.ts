import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { PROFILES } from "@/bench/processes.ts";
import { ROOT } from "@/scripts/lib/data-directory.mjs";

const DIRECTORY = path.join(ROOT, PROFILES);
const TOP = 15;
/** `CPU.<date>.<time>.<pid>.<thread>.<number>.cpuprofile` */
const MAIN_THREAD = /\.0\.\d+\.cpuprofile$/;

/** The part of a .cpuprofile that self times need. */
interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
}

export function forgetProfiles(): void {
  rmSync(DIRECTORY, { recursive: true, force: true });
}

/** Functions that took the most time themselves, for each kind of process; idle time is left out of the shares. */
export function printProfiles(): void {
  for (const name of existsSync(DIRECTORY) ? readdirSync(DIRECTORY) : []) {
    const directory = path.join(DIRECTORY, name);
    // Of the main threads: the others load modules.
    const files = readdirSync(directory).filter((file) => MAIN_THREAD.test(file));
    const times = new Map<string, number>();
    for (const file of files) {
      addSelfTimes(times, JSON.parse(readFileSync(path.join(directory, file), "utf8")) as Profile);
    }
    print(name, times);
  }
}

function addSelfTimes(times: Map<string, number>, { nodes, samples, timeDeltas }: Profile): void {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  samples.forEach((id, i) => {
    const name = names.get(id) ?? "?";
    if (name !== "(idle)" && name !== "(root)") times.set(name, (times.get(name) ?? 0) + (timeDeltas[i] ?? 0));
  });
}

function nameOf({ functionName, url, lineNumber }: Profile["nodes"][number]["callFrame"]): string {
  if (!url) return functionName;
  const place = url.slice(Math.max(url.lastIndexOf("/node_modules/") + 14, url.indexOf(ROOT) + ROOT.length + 1));
  // Our own files are compiled to one line each: only others have a line worth telling.
  const line = lineNumber > 0 ? `:${lineNumber + 1}` : "";
  return `${functionName || "(anonymous)"} ${place}${line}`;
}

function print(name: string, times: Map<string, number>): void {
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  console.log(`\nWhere the time of the ${name} process went (self time of all that was not idle):`);
  for (const [place, time] of [...times].sort((a, b) => b[1] - a[1]).slice(0, TOP)) {
    console.log(`  ${((time / total) * 100).toFixed(1).padStart(5)} %  ${place}`);
  }
}
