import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { ROOT } from "@/scripts/lib/data-directory.mjs";

export interface Started {
  url: string;
  stop(): Promise<void>;
}

export interface StartedProcess {
  pid: number;
  stop(): Promise<void>;
  /** Ends it without a warning. */
  kill(): Promise<void>;
}

const running = new Map<() => Promise<void>, () => void>();

/** Stops everything that is still running, last started first. */
export async function stopAll(): Promise<void> {
  for (const stop of [...running.keys()].reverse()) await stop();
}

// An interrupted benchmark leaves nothing behind.
process.once("exit", () => {
  for (const kill of running.values()) kill();
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

export const PROFILES = ".data/profiles";

/** Under `--profile` the processes of the service write down where their time goes, each into a directory of its own. */
const PROFILED: Record<string, string> = { "worker/main.ts": "worker", "web/main.ts": "web" };

function profileFlags(file: string): string[] {
  const name = process.env.BENCH_PROFILE ? PROFILED[file] : undefined;
  return name ? ["--cpu-prof", `--cpu-prof-dir=${PROFILES}/${name}`] : [];
}

/** As the supervisor starts them. */
function spawnNode(file: string, args: string[], env: Record<string, string>) {
  const child = spawn(
    process.execPath,
    [...profileFlags(file), "--max-semi-space-size=64", "--import", "tsx", file, ...args],
    {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => {
      running.delete(stop);
      resolve();
    });
  });
  const kill = async () => {
    child.kill("SIGKILL");
    await exited;
  };
  const stop = async () => {
    child.kill("SIGTERM");
    const killer = setTimeout(() => child.kill("SIGKILL"), 30_000);
    await exited;
    clearTimeout(killer);
  };
  running.set(stop, () => child.kill("SIGKILL"));
  if (process.env.BENCH_VERBOSE) child.stderr.pipe(process.stderr);
  else child.stderr.resume();
  return { child, exited, stop, kill };
}

/** Starts a server that says `listening <port>` once it is ready. */
export async function startServer(
  file: string,
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<Started> {
  const { child, exited, stop } = spawnNode(file, args, env);
  const lines = createInterface({ input: child.stdout });
  const port = await new Promise<string>((resolve, reject) => {
    lines.on("line", (line) => line.startsWith("listening ") && resolve(line.slice(10)));
    void exited.then(() => reject(new Error(`${file} ended before it listened.`)));
  });
  return { url: `http://127.0.0.1:${port}`, stop };
}

/** Starts a process and waits until one of its log lines holds the given text. */
export async function startUntil(file: string, text: string, env: Record<string, string>): Promise<StartedProcess> {
  const { child, exited, stop, kill } = spawnNode(file, [], env);
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => line.includes(text) && resolve());
    void exited.then(() => reject(new Error(`${file} ended before it was ready; BENCH_VERBOSE=1 shows why.`)));
  });
  return { pid: child.pid ?? 0, stop, kill };
}

/** Runs a script to its end and answers the JSON that it wrote. */
export async function runScript<T>(file: string, orders: object, env: Record<string, string> = {}): Promise<T> {
  const { child, exited } = spawnNode(file, [JSON.stringify(orders)], env);
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  const ended = new Promise<void>((resolve) => child.stdout.once("end", () => resolve()));
  await Promise.all([exited, ended]);
  if (text === "") throw new Error(`${file} ended without an answer; BENCH_VERBOSE=1 shows why.`);
  return JSON.parse(text) as T;
}

/** Runs the loader to its end and answers what it saw. */
export const runLoader = <T>(orders: object): Promise<T> => runScript<T>("bench/loader.ts", orders);
