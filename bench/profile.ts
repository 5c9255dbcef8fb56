import { readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { PROFILES } from "@/bench/processes.ts";
import { ROOT } from "@/scripts/lib/data-directory.mjs";

const DIRECTORY = path.join(ROOT, PROFILES);
const TOP = 10;

/** The part of a .cpuprofile that self times need. */
interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
}

export function forgetProfiles(): void {
  rmSync(DIRECTORY, { recursive: true, force: true });
}

/** Functions that took the most time themselves, over all profiles; idle time is left out of the shares. */
export function printProfiles(): void {
  const times = new Map<string, number>();
  for (const file of readdirSync(DIRECTORY)) {
    const profile = JSON.parse(readFileSync(path.join(DIRECTORY, file), "utf8")) as Profile;
    const names = new Map(
      profile.nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => {
        const place = url.slice(Math.max(url.lastIndexOf("/node_modules/") + 14, url.indexOf(ROOT) + ROOT.length + 1));
        // Our own files are compiled to one line each: only others have a line worth telling.
        const line = lineNumber > 0 ? `:${lineNumber + 1}` : "";
        return [id, url ? `${functionName || "(anonymous)"} ${place}${line}` : functionName];
      }),
    );
    profile.samples.forEach((id, i) => {
      const name = names.get(id) ?? "?";
      if (name !== "(idle)" && name !== "(root)")
        times.set(name, (times.get(name) ?? 0) + (profile.timeDeltas[i] ?? 0));
    });
  }
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  console.log("\nWhere the worker's time went (self time of all that was not idle):");
  for (const [name, time] of [...times].sort((a, b) => b[1] - a[1]).slice(0, TOP)) {
    console.log(`  ${((time / total) * 100).toFixed(1).padStart(5)} %  ${name}`);
  }
}
