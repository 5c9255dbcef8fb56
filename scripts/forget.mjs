// Removes one instance's database, so that a test run starts from nothing: `node scripts/forget.mjs e2e`.
import fs from "node:fs";
import { instanceDirectory } from "./lib/data-directory.mjs";
import { liveOwner, runningServer, untilGone } from "./lib/postgres-cluster.mjs";

const instance = process.argv[2] ?? "";
if (!/^(e2e|test|bench)(-[a-z0-9-]+)?$/.test(instance)) {
  console.error("Only instances named e2e, test or bench may be removed; yours keeps the operator's data.");
  process.exit(1);
}
const home = instanceDirectory(instance);
const server = runningServer(home);
if (server && liveOwner(home)) {
  console.error(`${instance} is in use by process ${liveOwner(home)}.`);
  process.exit(1);
}
if (server) {
  process.kill(server.pid, "SIGINT");
  await untilGone(server.pid, 20_000);
}
fs.rmSync(home, { recursive: true, force: true });
