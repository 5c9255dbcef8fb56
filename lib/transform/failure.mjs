// @ts-check
// How a run can fail, in words that its owner may read.
import { FILE, LIMITS } from "./limits.mjs";

/** @typedef {{ kind: "error" | "timeout" | "memory", message: string, line: number | null, column: number | null }} SandboxFailure */

const MEMORY = `${LIMITS.memoryBytes / 1024 / 1024} MiB`;
const MAX_MESSAGE_LENGTH = 300;

/** @returns {SandboxFailure} */
export function timeout() {
  return { kind: "timeout", message: `It did not finish within ${LIMITS.runMs} ms.`, line: null, column: null };
}

/** @returns {SandboxFailure} */
function outOfMemory() {
  return { kind: "memory", message: `It needed more than ${MEMORY} of memory.`, line: null, column: null };
}

/**
 * Whatever reaches the host is a trap of WebAssembly or a refusal of our own library. Its words are about our memory, not
 * about the customer's code, and stay here.
 * @param {unknown} error
 * @returns {SandboxFailure}
 */
export function ofBrokenSandbox(error) {
  if (error instanceof RangeError) {
    return { kind: "error", message: "It is nested too deeply.", line: null, column: null };
  }
  return { kind: "error", message: "The code broke its sandbox and was stopped.", line: null, column: null };
}

/**
 * What the customer's code threw, in one line. Only texts are read, and only so much of them.
 * @param {import("quickjs-emscripten-core").QuickJSContext} context
 * @param {import("quickjs-emscripten-core").QuickJSHandle} error
 * @returns {SandboxFailure}
 */
export function describeThrown(context, error) {
  const part = (/** @type {string} */ name) => {
    try {
      const value = context.getProp(error, name);
      if (context.typeof(value) !== "string" || lengthOf(context, value) > 10_000) return "";
      return context.getString(value);
    } catch {
      return "";
    }
  };
  const isObject = context.typeof(error) === "object";
  // QuickJS has no memory left for an error object: it throws null.
  if (isObject && context.eq(error, context.null)) {
    return { ...outOfMemory(), message: `It needed more than ${MEMORY} of memory, or threw null.` };
  }
  const name = isObject ? part("name") : "";
  const text = isObject ? part("message") : textOf(context, error);
  if (name === "InternalError" && text === "out of memory") return outOfMemory();
  const said = [name || (isObject ? "Error" : ""), text].filter(Boolean).join(": ");
  // The code may put any byte into a message that ends up on screen.
  const message =
    said.replace(/\p{Cc}+/gu, " ").slice(0, MAX_MESSAGE_LENGTH) || "It threw something without a message.";
  const place = isObject ? new RegExp(`${FILE}:(\\d+)(?::(\\d+))?`).exec(part("stack")) : null;
  return { kind: "error", message, line: numberOr(place?.[1]), column: numberOr(place?.[2]) };
}

/**
 * @param {import("quickjs-emscripten-core").QuickJSContext} context
 * @param {import("quickjs-emscripten-core").QuickJSHandle} value
 */
function textOf(context, value) {
  const type = context.typeof(value);
  if (type === "string") return lengthOf(context, value) > 10_000 ? "" : context.getString(value);
  return type === "number" || type === "boolean" || type === "undefined" ? String(context.dump(value)) : "";
}

/** @param {string | undefined} digits */
function numberOr(digits) {
  return digits === undefined ? null : Number(digits);
}

/**
 * @param {import("quickjs-emscripten-core").QuickJSContext} context
 * @param {import("quickjs-emscripten-core").QuickJSHandle} text
 */
export function lengthOf(context, text) {
  return context.getNumber(context.getProp(text, "length"));
}
