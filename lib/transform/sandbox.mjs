// @ts-check
// Runs customers' JavaScript: QuickJS compiled to WebAssembly. JSON text goes in and comes out, and there is nothing to
// call in between: no host function, no network, no file, no timer. Plain JavaScript, because threads start without a
// compiler; it runs in a thread (thread.mjs), because a loop within QuickJS's own C code asks nobody for leave to go on.
import { createBudget } from "./cpu-time.mjs";
import { describeThrown, lengthOf, ofBrokenSandbox, timeout } from "./failure.mjs";
import { takeInstance } from "./instance.mjs";
import { FILE, LIMITS } from "./limits.mjs";
import { PRELUDE } from "./prelude.mjs";

/**
 * @typedef {object} SandboxJob
 * @property {string} code The customer's: it must define `handler`.
 * @property {string | null} head JSON of what `handler` gets besides the payload; null only loads the code.
 * @property {string} payload JSON.
 * @property {number} atMs The only time that the code can see, in milliseconds since 1970.
 * @property {number} seed Of Math.random; an integer from 1 to 2^53.
 */
/**
 * @typedef {object} SandboxOutput What `handler` returned; nothing of it is checked yet but its size.
 * @property {boolean} cancel
 * @property {string} head JSON of `{method, url, headers}`.
 * @property {"same" | "json" | "text"} bodyKind Whether the payload is untouched, some JSON, or a string to be sent as it is.
 * @property {string} body Empty when untouched.
 */
/** @typedef {import("./failure.mjs").SandboxFailure} SandboxFailure */
/** @typedef {{ level: string, text: string }} LogLine */
/** @typedef {{ output: SandboxOutput | null, failure: SandboxFailure | null, logs: LogLine[] }} SandboxResult Either output or failure; neither of code that was only loaded. */

/** Reading an error may call the customer's code again. */
const ERROR_MS = 20;

let clockMs = 0;

/**
 * QuickJS asks the host for the time and its zone, and seeds its random numbers with the time. All of this thread sees the
 * time of the message, in UTC: the same input gives the same bytes, on every machine and on every try.
 */
export function stopClocks() {
  const proto = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (Date.prototype));
  Date.now = () => clockMs;
  for (const part of ["FullYear", "Month", "Date", "Day", "Hours", "Minutes", "Seconds"]) {
    proto[`get${part}`] = proto[`getUTC${part}`];
  }
  proto.getTimezoneOffset = () => 0;
}

/**
 * A run has a runtime and a context of its own. Neither is disposed of: the whole instance is garbage before long, and after
 * a run that ended at a limit QuickJS would abort over what it finds.
 * @param {string} owner whose code it is
 * @param {SandboxJob} job
 * @param {string | null} thread whose time is counted
 * @returns {Promise<SandboxResult>}
 */
export async function runInSandbox(owner, job, thread) {
  clockMs = job.seed;
  const instance = await takeInstance(owner);
  const { runtime, context } = instance.open();
  clockMs = job.atMs;

  const prelude = context.unwrapResult(context.evalCode(PRELUDE, "prelude.js"));
  let budget = createBudget(thread, { cpuMs: LIMITS.runMs, wallMs: LIMITS.wallMs });
  let interrupted = false;
  runtime.setInterruptHandler(() => {
    const isOver = budget.leftMs() <= 0;
    interrupted ||= isOver;
    return isOver;
  });

  const errorBudget = () => createBudget(thread, { cpuMs: ERROR_MS, wallMs: LIMITS.wallMs });
  const failed = (/** @type {SandboxFailure} */ failure) => ({ output: null, failure, logs: logsOf() });
  const thrown = (/** @type {import("quickjs-emscripten-core").QuickJSHandle} */ error) => {
    if (interrupted) return failed(timeout());
    budget = errorBudget();
    return failed(describeThrown(context, error));
  };
  function logsOf() {
    budget = errorBudget();
    try {
      const result = context.callFunction(context.getProp(prelude, "logs"), context.undefined);
      return result.error ? [] : /** @type {LogLine[]} */ (JSON.parse(context.getString(result.value)));
    } catch {
      return [];
    }
  }

  try {
    const script = context.evalCode(job.code, FILE, { type: "global" });
    if (script.error) return thrown(script.error);
    const handler = context.evalCode('typeof handler === "function" ? handler : undefined', "prelude.js");
    if (handler.error) return thrown(handler.error);
    if (context.typeof(handler.value) !== "function") {
      return failed({ kind: "error", message: "There is no function named handler.", line: null, column: null });
    }
    if (job.head === null) return { output: null, failure: null, logs: [] };
    const args = [handler.value, context.newString(job.head), context.newString(job.payload)];
    const result = context.callFunction(context.getProp(prelude, "run"), context.undefined, ...args);
    if (result.error) return thrown(result.error);
    const output = readOutput(context, result.value);
    return typeof output === "string"
      ? failed({ kind: "error", message: output, line: null, column: null })
      : instance.keep({ output, failure: null, logs: logsOf() });
  } catch (error) {
    if (interrupted) return { output: null, failure: timeout(), logs: [] };
    return { output: null, failure: ofBrokenSandbox(error), logs: [] };
  }
}

/**
 * @param {import("quickjs-emscripten-core").QuickJSContext} context
 * @param {import("quickjs-emscripten-core").QuickJSHandle} value
 * @returns {SandboxOutput | string} or what is wrong with it
 */
function readOutput(context, value) {
  if (context.dump(context.getProp(value, "cancel")) === true)
    return { cancel: true, head: "{}", bodyKind: "same", body: "" };
  const head = context.getProp(value, "head");
  const body = context.getProp(value, "body");
  // It may have changed how its objects are written, to nothing even.
  if (context.typeof(head) !== "string") return "method, url and headers cannot be written as JSON.";
  if (lengthOf(context, head) > LIMITS.headBytes) return "Method, URL and headers are larger than 128 KiB.";
  const kind = context.getString(context.getProp(value, "kind"));
  if (kind === "same") return { cancel: false, head: context.getString(head), bodyKind: "same", body: "" };
  // Quotes and escapes of a text are not sent: it is measured when it is read.
  if (lengthOf(context, body) > LIMITS.bodyBytes * (kind === "text" ? 6 : 1)) return TOO_LARGE;
  const written = context.getString(body);
  const sent = kind === "text" ? String(JSON.parse(written)) : written;
  if (Buffer.byteLength(sent) > LIMITS.bodyBytes) return TOO_LARGE;
  return { cancel: false, head: context.getString(head), bodyKind: kind === "text" ? "text" : "json", body: sent };
}

const TOO_LARGE = "The payload is larger than 1 MiB.";
