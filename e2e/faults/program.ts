import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { notYet, until } from "@/e2e/delivery/deliveries.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
/** With it a program leaves when the test that started it has gone. */
const LEASH = ["--import", "./scripts/lib/leash.mjs", "--import", "tsx"];
const STARTS_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 25_000;

export interface Memory {
  nowBytes: number;
  peakBytes: number;
}

/** Of a process that runs. */
export function memoryOf(pid: number): Memory {
  const text = fs.readFileSync(`/proc/${pid}/status`, "utf8");
  const read = (name: string) => {
    const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1];
    // A process that has ended, but that nobody has waited for yet, has a status without memory.
    if (kilobytes === undefined) throw new Error(`Process ${pid} has no memory any more.`);
    return Number(kilobytes) * 1024;
  };
  return { nowBytes: read("VmRSS"), peakBytes: read("VmHWM") };
}

/** One process of the service, without a supervisor: nobody but the test starts it again. */
export interface Program {
  pid: number;
  /** What it wrote, line by line. */
  lines: string[];
  /** A signal to it; nothing when it has ended. */
  signal: (signal: NodeJS.Signals) => void;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>;
  hasEnded: () => boolean;
  /** Its memory in bytes: now, and the most so far. */
  memory: () => Memory;
  untilLine: (pattern: RegExp, deadlineMs?: number) => Promise<string>;
}

function begin(child: ChildProcess): Program {
  if (!child.pid || !child.stdout || !child.stderr) throw new Error("The program could not be started.");
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on("line", (l) => lines.push(l));
  const ended = once(child, "exit").then(([code, signal]) => (code ?? signal) as number | string);
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  async function untilLine(pattern: RegExp, deadlineMs = STARTS_WITHIN_MS): Promise<string> {
    const found = await until(
      `a line like ${pattern}`,
      async () => {
        const line = lines.find((one) => pattern.test(one));
        if (line !== undefined) return { line };
        if (hasEnded()) throw new Error(`It ended:\n${lines.join("\n")}`);
        return notYet(lines.slice(-5));
      },
      deadlineMs,
    );
    return found.line;
  }
  const { pid } = child;
  const memory = () => memoryOf(pid);
  return { pid, lines, signal: (signal) => void child.kill(signal), ended, hasEnded, memory, untilLine };
}

/**
 * @param nodeOptions before the file: a heap limit, a preload
 * @param root where the sources are: those of another release, for instance
 */
export function startProgram(
  file: string,
  env: Record<string, string>,
  nodeOptions: readonly string[] = [],
  { root = ROOT, args = [] }: { root?: string; args?: readonly string[] } = {},
): Program {
  return begin(
    spawn(process.execPath, [...nodeOptions, ...LEASH, file, ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    }),
  );
}

/** An ordered stop, also of a program that is stopped by SIGSTOP. The supervisor does not wait for longer either. */
export async function stopProgram(program: Program): Promise<number | string> {
  program.signal("SIGCONT");
  program.signal("SIGTERM");
  const timer = setTimeout(() => program.signal("SIGKILL"), STOPS_WITHIN_MS);
  return program.ended.finally(() => clearTimeout(timer));
}
