import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { serverEnvironment } from "@/e2e/environment.ts";
import { instanceDirectory } from "@/scripts/lib/data-directory.mjs";
import { freePort } from "@/scripts/lib/port.mjs";
import { runningServer } from "@/scripts/lib/postgres-cluster.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");
const READY_WITHIN_MS = 120_000;
/** How each part is recognised among the supervisor's descendants. */
const PARTS = { web: "web/main.ts", worker: "worker/main.ts", postgres: "bin/postgres" } as const;

export type Part = keyof typeof PARTS;
export type Service = {
  url: string;
  /** What the supervisor and its children wrote, line by line. */
  lines: string[];
  /** The process of a part, not of the guard above it; undefined while it is down. */
  pidOf: (part: Part) => number | undefined;
  untilReady: () => Promise<void>;
  /** Where its embedded database is now. */
  databaseUrl: () => string;
  /** An ordered stop. @returns the exit code. */
  stop: () => Promise<number>;
  /** kill -9 of the supervisor alone. */
  kill: () => Promise<void>;
  /** kill -9 of every process at once, as when the machine stops. */
  killAll: () => Promise<void>;
};

function descendants(ancestor: number): { pid: number; command: string }[] {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  const all = rows.flatMap((row) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
  const found: { pid: number; command: string }[] = [];
  for (let parents = new Set([ancestor]); parents.size; ) {
    const children = all.filter((process) => parents.has(process.parent));
    found.push(...children);
    parents = new Set(children.map(({ pid }) => pid));
  }
  return found;
}

/** Forgets what an earlier run left under this name. */
export function forgetInstance(instance: string): void {
  execFileSync(process.execPath, ["scripts/forget.mjs", instance], { cwd: ROOT });
}

/** Where the embedded database of an instance is now. Throws while it does not run. */
export function databaseUrlOf(instance: string): string {
  const home = instanceDirectory(instance);
  const password = fs.readFileSync(path.join(home, "password"), "utf8").trim();
  const port = runningServer(home)?.port;
  if (!port) throw new Error(`The database of ${instance} does not run.`);
  return `postgresql://postgres:${password}@127.0.0.1:${port}/posthorn`;
}

/**
 * A service of the test's own, for faults that would disturb others: the same command that an operator runs, with a
 * database, a port and processes that belong to this test alone. Start it again with the same instance to see what survives.
 */
export async function startService(
  instance: `e2e-${string}`,
  given: Record<string, string> | ((port: number) => Record<string, string>) = {},
): Promise<Service> {
  const port = await freePort();
  const settings = typeof given === "function" ? given(port) : given;
  const child = spawn(process.execPath, ["scripts/supervisor.mjs", "start"], {
    cwd: ROOT,
    env: { ...process.env, ...serverEnvironment(port, instance), ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  createInterface({ input: child.stderr }).on("line", (line) => lines.push(line));
  const url = `http://127.0.0.1:${port}`;

  async function untilReady(): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (Date.now() < deadline && child.exitCode === null) {
      // Its own word first: on a port that was taken meanwhile somebody else would answer.
      const isListening = lines.some((line) => line.includes("web.listening"));
      const response = isListening ? await fetch(`${url}/api/health/ready`).catch(() => undefined) : undefined;
      if (response?.ok) return;
      await sleep(50);
    }
    throw new Error(`The service of ${instance} is not ready:\n${lines.join("\n")}`);
  }

  const service: Service = {
    url,
    lines,
    pidOf: (part) =>
      descendants(child.pid ?? -1).find(
        ({ command }) =>
          command.includes(PARTS[part]) && !command.includes("guard.mjs") && !command.includes("--watch"),
      )?.pid,
    untilReady,
    databaseUrl: () => databaseUrlOf(instance),
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      return child.exitCode ?? -1;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
    killAll: async () => {
      const pids = descendants(child.pid ?? -1).map(({ pid }) => pid);
      child.kill("SIGKILL");
      for (const pid of pids) {
        try {
          process.kill(pid, "SIGKILL");
        } catch (error) {
          // A child of one that was killed a moment ago may be gone by itself.
          if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
        }
      }
      await ended;
    },
  };
  await untilReady().catch(async (error: unknown) => {
    await service.stop();
    throw error;
  });
  return service;
}
