// Loaded into a process with --import: it writes down its memory each second, for whoever watches it from outside.
import fs from "node:fs";
import { isMainThread } from "node:worker_threads";

const file = `${process.env.TELL_MEMORY_TO}/${process.pid}.json`;
function tell() {
  // Renamed into place: a reader sees one version or the other.
  fs.writeFileSync(`${file}.new`, JSON.stringify(process.memoryUsage()));
  fs.renameSync(`${file}.new`, file);
}
if (isMainThread) setInterval(tell, 1_000).unref();
