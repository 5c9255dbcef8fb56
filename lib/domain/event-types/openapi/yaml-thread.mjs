// A thread that reads one YAML document and ends. YAML can be written so that reading it takes minutes or gigabytes (keys that
// are compared with all others, lists within lists, aliases that multiply), so its time and memory are limited from outside.

import { parentPort } from "node:worker_threads";
import { parse } from "yaml";

/** Of the JSON: an alias stands for all that it names, as often as it is used. */
const LONGEST_JSON = 8_000_000;

function read(text) {
  try {
    // Aliases are counted, because a few of them can multiply to anything.
    const json = JSON.stringify(parse(text, { maxAliasCount: 100, logLevel: "error" }));
    return json.length > LONGEST_JSON ? { problem: "is too large with its aliases" } : { json };
  } catch (error) {
    const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    return { problem: `is neither JSON nor YAML: ${line.slice(0, 200)}` };
  }
}

parentPort.once("message", (text) => parentPort.postMessage(read(text)));
