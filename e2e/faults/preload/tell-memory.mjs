// Loaded into a process with --import: it writes down its memory each second, for whoever watches it from outside, and each
// minute what of its heap is in use once all garbage is collected. Any other time the heap says when that was last done.
import fs from "node:fs";
import v8 from "node:v8";
import vm from "node:vm";
import { isMainThread } from "node:worker_threads";

const file = `${process.env.TELL_MEMORY_TO}/${process.pid}.json`;
let liveHeapBytes = null;

function tell() {
  // Renamed into place: a reader sees one version or the other.
  fs.writeFileSync(`${file}.new`, JSON.stringify({ ...process.memoryUsage(), liveHeapBytes }));
  fs.renameSync(`${file}.new`, file);
}

if (isMainThread) {
  v8.setFlagsFromString("--expose-gc");
  const collect = vm.runInNewContext("gc");
  setInterval(tell, 1_000).unref();
  setInterval(() => {
    collect();
    liveHeapBytes = process.memoryUsage().heapUsed;
  }, 60_000).unref();
}
