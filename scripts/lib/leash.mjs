// Loaded into web and worker with --import: they leave when their guard has gone, so that even a guard that was
// killed together with the supervisor leaves no orphan that holds the port or keeps delivering.
const guard = process.ppid;

setInterval(() => {
  if (process.ppid === guard) return;
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), 25_000).unref();
}, 1000).unref();

// Whoever read our output may have died first; a line that nobody reads must not end a graceful stop.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => {
    if (error.code !== "EPIPE") throw error;
  });
}
