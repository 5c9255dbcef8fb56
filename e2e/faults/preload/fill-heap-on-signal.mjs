// Loaded into a worker with --import: on SIGUSR2 it takes memory until V8 gives up.
const kept = [];
process.on("SIGUSR2", () => {
  for (;;) kept.push(new Array(100_000).fill(kept.length));
});
