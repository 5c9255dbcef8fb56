import fs from "node:fs";
import path from "node:path";
import { ensureInstanceDirectory, ROOT } from "./data-directory.mjs";
import { runningServer } from "./postgres-cluster.mjs";
import { ensureSecret } from "./secret.mjs";

/**
 * For commands beside a running service: settings of the .env file, and without a DATABASE_URL those of the embedded
 * database, which is where a start has put it. Settings are read once: what reads them is to be imported afterwards.
 * @throws Error when the embedded database does not run
 */
export function pointAtDatabase(): void {
  const file = path.join(ROOT, ".env");
  if (fs.existsSync(file)) process.loadEnvFile(file);
  if (process.env.DATABASE_URL) return;
  const home = ensureInstanceDirectory();
  const server = runningServer(home);
  if (!server) throw new Error("The embedded database is not running. Start the service first, in another terminal.");
  const password = fs.readFileSync(path.join(home, "password"), "utf8").trim();
  process.env.DATABASE_URL = `postgresql://postgres:${password}@127.0.0.1:${server.port}/posthorn`;
  Object.assign(process.env, ensureSecret(home));
}
