// @ts-check
// How long a thread has had a processor. On a busy machine a clock on the wall would blame code for waiting.
import { readFileSync, readlinkSync } from "node:fs";

/**
 * The thread that asks, under the name by which others of the process can ask about it.
 * @returns {string | null} null where the system does not tell (it is Linux that does)
 */
export function ownThread() {
  try {
    const [, , task] = readlinkSync("/proc/thread-self").split("/");
    return task !== undefined && cpuMsOf(task) !== null ? task : null;
  } catch {
    return null;
  }
}

/**
 * Milliseconds that a thread of this process has had a processor; sleeping and waiting do not count.
 * @param {string | null} thread
 * @returns {number | null} null where the system does not tell, or the thread is gone
 */
export function cpuMsOf(thread) {
  if (thread === null) return null;
  try {
    const nanoseconds = Number(readFileSync(`/proc/self/task/${thread}/schedstat`, "utf8").split(" ", 1)[0]);
    return Number.isNaN(nanoseconds) ? null : nanoseconds / 1e6;
  } catch {
    return null;
  }
}

/**
 * Time that may be used up: of a processor where the system tells it, else by the clock. In any case it ends at `wallMs`.
 * @param {string | null} thread
 * @param {{ cpuMs: number, wallMs: number }} limit
 */
export function createBudget(thread, { cpuMs, wallMs }) {
  const startedAt = performance.now();
  const usedBefore = cpuMsOf(thread);
  // Not before then can it be used up: asking costs some microseconds.
  let askAt = startedAt + cpuMs;

  const usedMs = () => {
    const used = usedBefore === null ? null : cpuMsOf(thread);
    return used === null || usedBefore === null ? performance.now() - startedAt : used - usedBefore;
  };
  return {
    /** What the thread had used when this was made; null where the system does not tell. */
    cpuMsBefore: usedBefore,
    usedMs,
    /** Milliseconds until it can be used up; 0 or less when it is. */
    leftMs() {
      const nowMs = performance.now();
      if (nowMs < askAt) return askAt - nowMs;
      const leftMs = Math.min(cpuMs - usedMs(), startedAt + wallMs - nowMs);
      askAt = nowMs + leftMs;
      return leftMs;
    },
  };
}
