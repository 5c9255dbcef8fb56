// Loaded into a worker with --import: a promise that nobody handles is rejected on SIGUSR2.
process.on("SIGUSR2", () => void Promise.reject(new Error("rejected by the test")));
