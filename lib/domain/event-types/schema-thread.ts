import path from "node:path";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { Unavailable } from "@/lib/errors.ts";

// One job at a time, so that a deadline is the job's own:
//
//   waiting ──► running ── answer ──► next
//                  └── too long, or out of memory ──► thread ended, job refused ──► next, in a new thread

/** How long one job may take: compiling a schema, or checking the payloads of one call. */
const JOB_MS = 1_000;
/** Loading the libraries on a busy machine. */
const START_MS = 20_000;
/** Compiled schemas that a thread keeps. */
const MAX_COMPILED = 300;
/** What took too long once is not tried again for so long. */
const SLOW_MS = 60_000;
/** Payloads of one job; one that is larger goes alone. */
const JOB_BYTES = 1_048_576;

/** By its path: bundlers make a file of their own of what they see being loaded. */
const FILE = path.join(process.cwd(), "lib", "domain", "event-types", "schema-thread.mjs");

/** What is wrong with a payload at one place. */
export const SchemaIssue = z.object({
  /** Keys from the payload's root. */
  path: z.array(z.string()),
  expected: z.string(),
  /** JSON type, or `nothing`. */
  found: z.string(),
  /** The value as JSON when it is short; not for keeping, since payloads have a retention. */
  value: z.string().nullable(),
});
export type SchemaIssue = z.infer<typeof SchemaIssue>;

const Answer = z.object({ result: z.unknown().optional(), failure: z.string().optional() });

/** The schema or the payload asks for more time or memory than anybody gets. */
export class TooExpensive extends Error {}

interface Job {
  job: "check" | "validate";
  input: object;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}
interface Thread {
  worker: Worker;
  compiled: Set<string>;
}

const waiting: Job[] = [];
let thread: Thread | null = null;
let running = false;

function run<T>(job: Job["job"], input: object, result: z.ZodType<T>): Promise<T> {
  return new Promise<unknown>((resolve, reject) => {
    waiting.push({ job, input, resolve, reject });
    void pump();
  }).then((value) => result.parse(value));
}

async function pump(): Promise<void> {
  if (running) return;
  running = true;
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    try {
      thread ??= await startThread();
      next.resolve(await runIn(thread, next));
    } catch (error) {
      next.reject(error);
    }
  }
  thread?.worker.unref();
  running = false;
}

/** Waits for one answer; a thread that gives none in time, or breaks, is ended. */
function answerOf(worker: Worker, withinMs: number, late: () => Error): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
    };
    const end = (error: Error) => {
      settle();
      if (thread?.worker === worker) thread = null;
      // What an ending thread still says is nobody's.
      worker.on("error", () => {});
      void worker.terminate();
      reject(error);
    };
    const onMessage = (message: unknown) => {
      settle();
      resolve(message);
    };
    const onError = (error: Error) => {
      const isMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
      end(
        isMemory ? new TooExpensive("It takes too much memory.") : new Unavailable("Schemas cannot be checked.", error),
      );
    };
    const onExit = () => end(new Unavailable("Schemas cannot be checked: the thread ended."));
    const timer = setTimeout(() => end(late()), withinMs);
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
  });
}

async function startThread(): Promise<Thread> {
  const worker = new Worker(FILE, {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
  });
  await answerOf(worker, START_MS, () => new Unavailable("Schemas cannot be checked: the thread does not start."));
  return { worker, compiled: new Set() };
}

async function runIn({ worker, compiled }: Thread, { job, input }: Job): Promise<unknown> {
  worker.ref();
  const message = { job, input: "key" in input ? withSchema(compiled, input as ValidateInput) : input };
  const answer = answerOf(worker, JOB_MS, () => new TooExpensive(`It takes longer than ${JOB_MS} ms.`));
  worker.postMessage(message);
  const { result, failure } = Answer.parse(await answer);
  if (failure !== undefined && "key" in input) compiled.delete(String(input.key));
  if (failure !== undefined) throw new Unavailable(`Schemas cannot be checked: ${failure}`);
  return result;
}

interface ValidateInput {
  key: string;
  schema: string;
  payloads: string[];
}

/** A schema travels once to each thread. */
function withSchema(compiled: Set<string>, { key, schema, payloads }: ValidateInput) {
  if (compiled.has(key)) return { key, payloads };
  const [oldest] = compiled;
  const forget = compiled.size >= MAX_COMPILED ? oldest : undefined;
  if (forget !== undefined) compiled.delete(forget);
  compiled.add(key);
  return { key, schema, payloads, forget };
}

const Problem = z.object({ version: z.string(), problem: z.string(), path: z.array(z.string()) }).nullable();

/**
 * Whether these are JSON Schemas, and whether the one that is used can be.
 * @param used the version that messages are checked against; null when none is
 * @returns the first that is not, why, and the keys from its root to the place
 */
export async function checkSchemas(
  schemas: [version: string, text: string][],
  used: string | null,
): Promise<{ version: string; problem: string; path: string[] } | null> {
  try {
    return await run("check", { schemas, used }, Problem);
  } catch (error) {
    if (!(error instanceof TooExpensive)) throw error;
    return {
      version: schemas.at(-1)?.[0] ?? "",
      problem: "takes too long or too much memory to be compiled",
      path: [],
    };
  }
}

const slowUntil = new Map<string, number>();

/**
 * What keeps each payload from fitting, in their order; nothing when it fits.
 * @param key names the schema's text, whoever it belongs to
 * @throws TooExpensive when that cannot be told in time
 */
export async function findIssues(input: ValidateInput): Promise<SchemaIssue[][]> {
  if ((slowUntil.get(input.key) ?? 0) > Date.now()) throw new TooExpensive("It took too long a moment ago.");
  try {
    const found: SchemaIssue[][] = [];
    for (const payloads of inJobs(input.payloads)) {
      found.push(...(await run("validate", { ...input, payloads }, z.array(z.array(SchemaIssue)))));
    }
    return found;
  } catch (error) {
    if (error instanceof TooExpensive) {
      if (slowUntil.size > 1_000) slowUntil.clear();
      slowUntil.set(input.key, Date.now() + SLOW_MS);
    }
    throw error;
  }
}

function* inJobs(payloads: string[]): Generator<string[]> {
  let job: string[] = [];
  let bytes = 0;
  for (const payload of payloads) {
    if (job.length > 0 && bytes + payload.length > JOB_BYTES) {
      yield job;
      [job, bytes] = [[], 0];
    }
    job.push(payload);
    bytes += payload.length;
  }
  yield job;
}
