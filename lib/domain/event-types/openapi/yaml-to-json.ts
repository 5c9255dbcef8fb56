import path from "node:path";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { Unavailable } from "@/lib/errors.ts";

/** A document with a few hundred webhooks takes one or two seconds. */
const READ_MS = 10_000;
const HEAP_MB = 512;

/** By its path: bundlers make a file of their own of what they see being loaded. */
const FILE = path.join(process.cwd(), "lib", "domain", "event-types", "openapi", "yaml-thread.mjs");

const Answer = z.union([z.object({ json: z.string() }), z.object({ problem: z.string() })]);
/** The document as JSON, or what is wrong with it, as the end of a sentence that begins with its name. */
type Answer = z.infer<typeof Answer>;

let last: Promise<unknown> = Promise.resolve();

/**
 * Reads YAML in a thread of its own, within limits of time and memory. One document at a time: imports are rare, and none
 * of them may take more than one thread from the rest.
 */
export function yamlToJson(text: string): Promise<Answer> {
  const mine = last.then(() => readInThread(text));
  last = mine.catch(() => {});
  return mine;
}

async function readInThread(text: string): Promise<Answer> {
  const worker = new Worker(FILE, { execArgv: [], env: {}, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Answer>((resolve, reject) => {
      timer = setTimeout(() => resolve({ problem: "takes too long to be read" }), READ_MS);
      worker.once("message", (answer: unknown) => resolve(Answer.parse(answer)));
      worker.on("error", (error: Error & { code?: string }) => {
        if (error.code === "ERR_WORKER_OUT_OF_MEMORY") resolve({ problem: "takes too much memory to be read" });
        else reject(new Unavailable("YAML cannot be read.", error));
      });
      worker.once("exit", () => reject(new Unavailable("YAML cannot be read: the thread ended.")));
      worker.postMessage(text);
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
