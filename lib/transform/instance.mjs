// @ts-check
// WebAssembly instances of QuickJS, each with a memory of its own.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import variant from "@jitl/quickjs-wasmfile-release-sync";
import { newQuickJSWASMModuleFromVariant, newVariant } from "quickjs-emscripten-core";
import { LIMITS } from "./limits.mjs";

const PAGE_BYTES = 65_536;
const INITIAL_PAGES = 256;
/** What a run may use, beside all that runs before it left behind. */
const MAXIMUM_PAGES = INITIAL_PAGES + LIMITS.memoryBytes / PAGE_BYTES;

const wasm = createRequire(import.meta.url).resolve("@jitl/quickjs-wasmfile-release-sync/wasm");
const compiled = WebAssembly.compile(readFileSync(wasm));

/** The one that the last run left, when it ended well. @type {{ owner: string, instance: Instance } | null} */
let kept = null;

/** @typedef {Awaited<ReturnType<typeof newInstance>>} Instance */

/** @param {string} owner */
async function newInstance(owner) {
  const wasmMemory = new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum: MAXIMUM_PAGES });
  const emscriptenModule = { print() {}, printErr() {} };
  const module = await newQuickJSWASMModuleFromVariant(
    // emscripten takes print and printErr; the types do not name them.
    newVariant(variant, {
      wasmModule: await compiled,
      wasmMemory,
      emscriptenModule: /** @type {any} */ (emscriptenModule),
    }),
  );
  const instance = {
    /** A new runtime with a new context. */
    open() {
      const runtime = module.newRuntime();
      runtime.setMemoryLimit(LIMITS.memoryBytes);
      runtime.setMaxStackSize(LIMITS.stackBytes);
      return { runtime, context: runtime.newContext() };
    },
    /**
     * For its owner's next run, unless it is used up: nothing in it is ever freed.
     * @template T
     * @param {T} result
     * @returns {T}
     */
    keep(result) {
      if (wasmMemory.buffer.byteLength === INITIAL_PAGES * PAGE_BYTES) kept = { owner, instance };
      return result;
    },
  };
  return instance;
}

/**
 * An instance that nobody but this owner has ever run in: what one customer's code does to it, a fault in QuickJS included, no
 * other can see. A new one costs a millisecond or more, so the next run of the same owner may have it too.
 * @param {string} owner
 * @returns {Promise<Instance>}
 */
export async function takeInstance(owner) {
  const last = kept;
  kept = null;
  return last?.owner === owner ? last.instance : newInstance(owner);
}
