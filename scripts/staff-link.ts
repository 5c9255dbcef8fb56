// `npm run staff-link -- anna@acme.example [--remove-second-factor]`: the way back in for who runs the service. Prints a link
// with which this person chooses a new password; they are made an admin, and turned on, if they are not.
import fs from "node:fs";
import path from "node:path";
import { ensureInstanceDirectory, ROOT } from "./lib/data-directory.mjs";
import { runningServer } from "./lib/postgres-cluster.mjs";
import { ensureSecret } from "./lib/secret.mjs";

const USAGE = "npm run staff-link -- anna@acme.example [--remove-second-factor]";

/** The embedded database is where a start has put it; it must be running. */
function pointAtEmbedded(): void {
  const home = ensureInstanceDirectory();
  const server = runningServer(home);
  if (!server) throw new Error("The embedded database is not running. Start the service first, in another terminal.");
  const password = fs.readFileSync(path.join(home, "password"), "utf8").trim();
  process.env.DATABASE_URL = `postgresql://postgres:${password}@127.0.0.1:${server.port}/posthorn`;
  process.env.POSTHORN_SECRET = ensureSecret(home);
}

async function main(): Promise<void> {
  const [email, ...options] = process.argv.slice(2);
  const removeSecondFactor = options.includes("--remove-second-factor");
  if (!email || !/^[^@\s]+@[^@\s]+$/.test(email) || options.length > (removeSecondFactor ? 1 : 0)) {
    throw new Error(`Usage: ${USAGE}`);
  }
  const file = path.join(ROOT, ".env");
  if (fs.existsSync(file)) process.loadEnvFile(file);
  if (!process.env.DATABASE_URL) pointAtEmbedded();
  // Settings are read once, so what reads them comes after they are set.
  const { issueRecoveryLink } = await import("@/lib/domain/staff/set-up.ts");
  const { closeDatabase } = await import("@/lib/db.ts");
  try {
    const ctx = { actor: { kind: "system", label: "npm run staff-link" }, requestId: "staff-link" } as const;
    const { url, isNew } = await issueRecoveryLink(ctx, { email, removeSecondFactor });
    const who = isNew ? "A new admin joins" : "The admin chooses a new password";
    process.stdout.write(`${who} with this link, once, within 24 hours:\n\n  ${url}\n\n`);
  } finally {
    await closeDatabase();
  }
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
