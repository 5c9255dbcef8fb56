import path from "node:path";
import type { Worker } from "node:worker_threads";
import { log } from "@/lib/log.ts";
import { cpuMsOf, createBudget } from "@/lib/transform/cpu-time.mjs";
import { LIMITS } from "@/lib/transform/limits.mjs";
import type { SandboxJob, SandboxResult } from "@/lib/transform/sandbox.mjs";
import { createTurns } from "@/lib/transform/turns.ts";

/** Not beside this file by its own address: a bundler moves this file and not that one. All our processes start here. */
const THREAD = path.resolve(process.cwd(), "lib/transform/thread.mjs");
// Asked for where no bundler looks: it would follow the thread into the bundle, and cannot read WebAssembly that takes imports.
const threads = process.getBuiltinModule("node:worker_threads");
const START_MS = 10_000;
/** A thread's memory only grows, so it is replaced after so many runs. */
const MAX_RUNS = 500;
const IDLE_MS = 60_000;
/** Of customers' code in V8's own heap there is nothing but the texts that go in and come out. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };

/** The pool is full, or the run's owner has used up its share: nothing was run, ask again later. */
export class TransformBusy extends Error {
  override readonly name = "TransformBusy";
}

export interface TransformPool {
  /**
   * Runs a job for an application, in its turn.
   * @throws TransformBusy when its turn did not come in time
   */
  run(applicationId: string, job: SandboxJob): Promise<SandboxResult>;
  close(): Promise<void>;
}

interface Ran {
  result: SandboxResult;
  /** By the clock, for systems that do not tell how long a thread has had a processor. */
  tookMs: number;
}

interface Thread {
  worker: Worker;
  /** Its name for lib/transform/cpu-time.mjs. */
  name: string | null;
  runs: number;
  /** The last run: whose it was, and what is to be paid for. */
  last: { owner: string; payloadCharacters: number; cpuMsBefore: number } | null;
  idleTimer: NodeJS.Timeout | null;
  /** Told the result of the run under way, or that the thread has ended. */
  settle: ((end: Ran | "lost" | "out of memory") => void) | null;
}

interface Waiting {
  job: SandboxJob;
  done: (result: SandboxResult) => void;
  refuse: (error: Error) => void;
  timer: NodeJS.Timeout;
}

export interface TransformPoolOptions {
  /** Runs at the same time. */
  threads: number;
  /** A run whose turn has not come by then is refused. */
  maxWaitMs: number;
  /** Of one processor, for one application: 0.2 is a fifth. */
  share: number;
}

/**
 * Threads that run customers' code, made when they are needed.
 *
 * ```
 * run ─► turns: a queue for each application ─► a free thread ─► result
 *           └─ waited too long: TransformBusy      └─ 1 s without a result: terminated, transform_timeout
 * ```
 */
export function createTransformPool({ threads: size, maxWaitMs, share }: TransformPoolOptions): TransformPool {
  const idle: Thread[] = [];
  const all = new Set<Thread>();
  // One application never takes every thread, so that another's first run waits for no endless loop.
  const turns = createTurns<Waiting>({ maxAtOnce: Math.max(1, size - 1), share });
  let busy = 0;
  let closed = false;
  let wakeTimer: NodeJS.Timeout | null = null;

  function pump(): void {
    if (wakeTimer) clearTimeout(wakeTimer);
    wakeTimer = null;
    while (!closed && busy < size) {
      const next = turns.take(performance.now());
      if (next === null) return;
      if (typeof next === "number") {
        wakeTimer = setTimeout(pump, Math.ceil(next));
        wakeTimer.unref();
        return;
      }
      clearTimeout(next.item.timer);
      busy++;
      void serve(next.owner, next.item);
    }
  }

  async function serve(owner: string, { job, done, refuse }: Waiting): Promise<void> {
    try {
      done(await runOn(await takeThread(owner), owner, job));
    } catch (error) {
      if (!closed && !(error instanceof TransformBusy)) log.error("transform_thread_failed", { error });
      refuse(new TransformBusy("No thread could be started.", { cause: error }));
    } finally {
      busy--;
      turns.ended(owner);
      pump();
    }
  }

  /** The one that ran for this application last, when it is free: it is warm. */
  async function takeThread(owner: string): Promise<Thread> {
    const warm = idle.findIndex((thread) => thread.last?.owner === owner);
    const [thread] = idle.splice(warm === -1 ? idle.length - 1 : warm, 1);
    if (!thread) return startThread();
    if (thread.idleTimer) clearTimeout(thread.idleTimer);
    return thread;
  }

  /** @throws Error when it does not start: that is our own fault */
  function startThread(): Promise<Thread> {
    const worker: Worker = new threads.Worker(THREAD, {
      name: "transformation",
      // Without our loader and settings: neither is needed, and no secret is in its memory.
      execArgv: [],
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: RESOURCE_LIMITS,
    });
    worker.unref();
    const thread: Thread = { worker, name: null, last: null, runs: 0, idleTimer: null, settle: null };
    all.add(thread);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => fail(new Error("A thread for transformations did not start in time.")), START_MS);
      const fail = (error: Error) => {
        clearTimeout(timer);
        void end(thread);
        reject(error);
      };
      worker.on("message", (message: { thread: string | null } | Ran) => {
        if ("result" in message) return thread.settle?.(message);
        thread.name = message.thread;
        clearTimeout(timer);
        resolve(thread);
      });
      worker.on("error", (error: Error & { code?: string }) => {
        thread.settle?.(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "out of memory" : "lost");
        fail(error);
      });
      worker.on("exit", () => {
        all.delete(thread);
        thread.settle?.("lost");
        fail(new Error("A thread for transformations ended."));
      });
    });
  }

  async function end(thread: Thread): Promise<void> {
    all.delete(thread);
    const place = idle.indexOf(thread);
    if (place !== -1) idle.splice(place, 1);
    if (thread.idleTimer) clearTimeout(thread.idleTimer);
    settleLast(thread, cpuMsOf(thread.name));
    await thread.worker.terminate();
  }

  /**
   * A running thread's time is known to the last tick of the system's clock, which is longer than most runs: of one that
   * sleeps it is known exactly. So a run is paid for when its thread is about to begin the next, or ends.
   */
  function settleLast(thread: Thread, cpuMs: number | null): void {
    if (thread.last === null || cpuMs === null) return;
    const { owner, payloadCharacters, cpuMsBefore } = thread.last;
    thread.last = null;
    turns.pay(owner, cpuMs - cpuMsBefore, payloadCharacters, performance.now());
  }

  async function runOn(thread: Thread, owner: string, job: SandboxJob): Promise<SandboxResult> {
    const payloadCharacters = job.payload.length;
    const time = createBudget(thread.name, { cpuMs: LIMITS.killMs, wallMs: LIMITS.wallMs });
    settleLast(thread, time.cpuMsBefore);
    const answer = await new Promise<Ran | "lost" | "out of memory" | "killed">((resolve) => {
      const look = () => {
        const leftMs = time.leftMs();
        if (leftMs <= 0) resolve("killed");
        else timer = setTimeout(look, Math.ceil(leftMs));
      };
      let timer = setTimeout(look, LIMITS.killMs);
      thread.settle = (end) => {
        clearTimeout(timer);
        resolve(end);
      };
      thread.worker.postMessage({ owner, job });
    });
    thread.settle = null;
    if (typeof answer !== "string" && time.cpuMsBefore !== null) {
      thread.last = { owner, payloadCharacters, cpuMsBefore: time.cpuMsBefore };
    } else {
      const tookMs = typeof answer === "string" ? time.usedMs() : answer.tookMs;
      turns.pay(owner, tookMs, payloadCharacters, performance.now());
    }
    if (typeof answer !== "string") {
      await giveBack(thread);
      return answer.result;
    }
    await end(thread);
    if (closed) throw new TransformBusy("The pool was closed.");
    return { output: null, failure: FAILURES[answer], logs: [] };
  }

  async function giveBack(thread: Thread): Promise<void> {
    thread.runs++;
    if (closed || thread.runs >= MAX_RUNS) return end(thread);
    thread.idleTimer = setTimeout(() => void end(thread), IDLE_MS);
    thread.idleTimer.unref();
    idle.push(thread);
  }

  return {
    run(applicationId, job) {
      return new Promise((done, refuse) => {
        if (closed) return refuse(new TransformBusy("The pool is closed."));
        const item: Waiting = {
          job,
          done,
          refuse,
          timer: setTimeout(() => {
            turns.remove(applicationId, item);
            refuse(new TransformBusy(`Its turn did not come within ${maxWaitMs} ms.`));
          }, maxWaitMs),
        };
        turns.add(applicationId, item, performance.now());
        pump();
      });
    },
    async close() {
      closed = true;
      if (wakeTimer) clearTimeout(wakeTimer);
      for (const { timer, refuse } of turns.removeAll()) {
        clearTimeout(timer);
        refuse(new TransformBusy("The pool was closed."));
      }
      await Promise.all([...all].map(end));
    },
  };
}

const noPlace = { line: null, column: null };
const FAILURES = {
  killed: { kind: "timeout", message: "It did not finish in time and was stopped.", ...noPlace },
  lost: { kind: "error", message: "The code broke its sandbox and was stopped.", ...noPlace },
  "out of memory": { kind: "memory", message: "It needed too much memory and was stopped.", ...noPlace },
} as const;
