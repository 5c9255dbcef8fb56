// `npm run backup -- <directory>`: a backup of the embedded database and its secret, also while the service runs.
// `npm run restore -- <directory>`: puts one back, while the service is stopped.
import fs from "node:fs";
import path from "node:path";
import { backUp, restore } from "./lib/cluster-copy.mjs";
import {
  dataDirectory,
  ensureInstanceDirectory,
  instanceDirectory,
  ROOT,
  unprivilegedAccount,
} from "./lib/data-directory.mjs";
import { postgresBinaries } from "./lib/postgres-binaries.mjs";

const [verb, given] = process.argv.slice(2);
const account = unprivilegedAccount();

async function run() {
  if (process.env.DATABASE_URL) {
    throw new Error("DATABASE_URL is set: back up and restore that PostgreSQL with its own tools (docs/deploying.md).");
  }
  if (!given) throw new Error(`Say which directory: npm run ${verb} -- /var/backups/posthorn/2026-11-21`);
  const directory = path.resolve(given);
  const { major } = postgresBinaries({ account, dataDirectory: dataDirectory(account), log: () => {} });
  if (verb === "restore") {
    const { note, before } = restore(directory, ensureInstanceDirectory(), { major, account });
    console.log(`Restored what there was at ${note.startedAt}, of release ${note.release}.`);
    if (before) console.log(`The database that was there is kept as ${before}; remove it when you are sure.`);
    console.log("Start the service: migrations run by themselves.");
    return;
  }
  const { version: release } = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8"));
  const { running } = await backUp(instanceDirectory(), directory, { major, release });
  console.log(`Backed up to ${directory}${running ? ", while the service runs" : ""}.`);
  console.log("It holds the secret too: whoever reads it reads everything.");
}

try {
  await run();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
