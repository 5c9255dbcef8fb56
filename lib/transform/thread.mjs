// @ts-check
// A thread of the pool: one run at a time, until the pool ends it. It says "ready" with its name, is told a job, and tells its
// result and how long that took.
import os from "node:os";
import { parentPort } from "node:worker_threads";
import { ownThread } from "./cpu-time.mjs";
import { runInSandbox, stopClocks } from "./sandbox.mjs";

/** On Linux a thread's priority is its own: deliveries go before customers' code where both want the processor. */
const NICE = 10;

if (process.platform === "linux") {
  try {
    os.setPriority(0, NICE);
  } catch {
    // Only a courtesy: some containers forbid it.
  }
}
stopClocks();
const thread = ownThread();
parentPort?.on("message", async ({ owner, job }) => {
  const startedAt = performance.now();
  const result = await runInSandbox(owner, job, thread);
  parentPort?.postMessage({ result, tookMs: performance.now() - startedAt });
});
parentPort?.postMessage({ thread });
