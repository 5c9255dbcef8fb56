import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { serverEnvironment } from "@/e2e/environment.ts";
import { type Program, startProgram } from "@/e2e/faults/program.ts";
import { freePort } from "@/scripts/lib/port.mjs";

const HERE = path.resolve(import.meta.dirname, "../..");

export interface Web extends Program {
  url: string;
}

/** The sources of one release, ready to run. */
export interface Release {
  name: string;
  startWeb: () => Promise<Web>;
  startWorker: () => Promise<Program>;
  /** Brings the database to what this release needs. */
  migrate: () => Promise<void>;
  /** The first API key and account. */
  bootstrap: () => Promise<void>;
}

const run = (root: string, file: string, args: string[], env: Record<string, string> = {}) =>
  execFileSync(file, args, { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "inherit"] });

function dependenciesOf(root: string): Record<string, string> {
  return JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")).dependencies;
}

/**
 * Lays out an earlier commit beside the sources and builds it, with the dependencies that are installed here.
 * @throws Error when it needs others
 */
export function checkOut(commit: string): string {
  const sha = execFileSync("git", ["rev-parse", "--verify", `${commit}^{commit}`], {
    cwd: HERE,
    encoding: "utf8",
  }).trim();
  const root = path.join(HERE, ".data/releases", sha);
  const ready = path.join(root, ".data/ready");
  if (!fs.existsSync(ready)) {
    fs.rmSync(root, { recursive: true, force: true });
    fs.mkdirSync(root, { recursive: true });
    const archive = execFileSync("git", ["archive", sha], { cwd: HERE, maxBuffer: 512 * 1024 * 1024 });
    execFileSync("tar", ["-x", "-C", root], { input: archive });
    const [theirs, ours] = [dependenciesOf(root), dependenciesOf(HERE)];
    const other = Object.keys(theirs).filter((name) => theirs[name] !== ours[name]);
    if (other.length > 0) throw new Error(`${commit} needs other versions of ${other.join(", ")} than are installed.`);
    // Links to the same files, not one to the directory: the compiler refuses to look outside of its root.
    execFileSync("cp", ["-al", path.join(HERE, "node_modules"), root]);
    run(root, path.join(root, "node_modules/.bin/prisma"), ["generate", "--no-hints"]);
    const production = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
    run(root, path.join(root, "node_modules/.bin/next"), ["build"], production);
    fs.mkdirSync(path.dirname(ready), { recursive: true });
    fs.writeFileSync(ready, sha);
  }
  return root;
}

/** @param root undefined: the sources that this test is part of */
export function openRelease(name: string, databaseUrl: string, settings: Record<string, string>, root = HERE): Release {
  const environmentOf = (port: number) => ({
    ...serverEnvironment(port, "e2e-faults-upgrade"),
    POSTHORN_DEMO: "0",
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    ...settings,
  });
  const runToEnd = async (file: string) => {
    const program = startProgram(file, environmentOf(1), [], { root });
    if ((await program.ended) !== 0) throw new Error(`${name}, ${file}:\n${program.lines.join("\n")}`);
  };
  return {
    name,
    startWeb: async () => {
      const port = await freePort();
      const web = startProgram("web/main.ts", environmentOf(port), [], { root });
      await web.untilLine(/web\.listening/);
      return { ...web, url: `http://127.0.0.1:${port}` };
    },
    startWorker: async () => {
      const worker = startProgram("worker/main.ts", environmentOf(1), [], { root });
      await worker.untilLine(/worker_ready/);
      return worker;
    },
    migrate: () => runToEnd("scripts/migrate.mjs"),
    bootstrap: () => runToEnd("scripts/bootstrap.ts"),
  };
}
