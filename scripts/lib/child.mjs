// Child processes of the supervisor: each under the guard, in a process group of its own.
import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { ROOT } from "./data-directory.mjs";

const GUARD = path.join(import.meta.dirname, "guard.mjs");
const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 30_000;
const STEADY_MS = 60_000;

export function log(name, text) {
  for (const line of String(text).split("\n")) if (line) process.stdout.write(`${name.padEnd(9)}| ${line}\n`);
}

/** Runs node with these arguments. @returns its exit as a promise, and `stop`, which asks and waits. */
export function runNode(name, args, env, onLine = (line) => log(name, line)) {
  const child = spawn(process.execPath, [GUARD, "--", process.execPath, ...args], {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => {});
  createInterface({ input: child.stdout }).on("line", onLine);
  createInterface({ input: child.stderr }).on("line", (line) => log(name, line));
  const done = new Promise((resolve) => {
    child.once("exit", (code) => {
      // A guard that was killed leaves its program behind, in the group that it led.
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {}
      resolve(code ?? 1);
    });
  });
  const stop = () => {
    child.stdin.end();
    return done;
  };
  return { done, stop };
}

/** What a process ends with when only a person can help, by changing a setting (EX_CONFIG of sysexits.h). */
const WRONG_SETTING = 78;

/**
 * Runs it again whenever it ends, after 1 s, 2 s, … 30 s; a minute of steady running starts over at 1 s.
 * It never gives up: a database that is back after an hour should find its worker.
 * @param env called for each start, because the database may have moved to another port.
 * @param onWrongSetting called when the program says that no start will help.
 */
export function keepRunning(name, args, env, onWrongSetting) {
  let current;
  let timer;
  let delayMs = FIRST_DELAY_MS;
  let stopping = false;

  function start() {
    const startedAt = Date.now();
    const running = runNode(name, args, env());
    current = running;
    void running.done.then((code) => {
      if (stopping) return;
      if (code === WRONG_SETTING) return onWrongSetting();
      if (Date.now() - startedAt > STEADY_MS) delayMs = FIRST_DELAY_MS;
      log("posthorn", `${name} ended with ${code}; starting it again in ${delayMs / 1000} s`);
      timer = setTimeout(start, delayMs);
      delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
    });
  }

  start();
  return {
    recycle: () => current.stop(),
    stop: () => {
      stopping = true;
      clearTimeout(timer);
      return current.stop();
    },
  };
}
