import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { requireLocal } from "@/lib/testing/local-only.ts";
import { dataDirectory, ensureInstanceDirectory } from "@/scripts/lib/data-directory.mjs";
import { startEmbeddedPostgres } from "@/scripts/lib/embedded-postgres.mjs";
import { migrate, readMigrations } from "@/scripts/lib/migrate.mjs";
import { isAlive } from "@/scripts/lib/postgres-cluster.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** URL without a database name, and the migrated database that every test file copies. */
    databaseServer: { url: string; template: string } | undefined;
  }
}

const TEMPLATE = "posthorn_template_";

/** Two runs at once, in two terminals, must not stop each other's server: each claims an instance for itself. */
function claimInstance(): { instance: string; release: () => void } {
  for (let n = 1; n <= 32; n++) {
    const instance = `test-${n}`;
    ensureInstanceDirectory(instance);
    const claim = path.join(dataDirectory(), instance, "claim.pid");
    const release = () => rmSync(claim, { force: true });
    try {
      writeFileSync(claim, String(process.pid), { flag: "wx" });
      return { instance, release };
    } catch {
      if (isAlive(Number(readFileSync(claim, "utf8")))) continue;
      writeFileSync(claim, String(process.pid));
      return { instance, release };
    }
  }
  throw new Error("32 test runs are using a database at this moment.");
}

/** Built under another name and renamed when complete: a run that was interrupted leaves no half-migrated template. */
async function ensureTemplate(admin: pg.Client, url: string): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(readMigrations())).digest("hex").slice(0, 16);
  const template = TEMPLATE + hash;
  const { rows } = await admin.query<{ datname: string }>(
    String.raw`select datname from pg_database where datname like 'posthorn\_te%'`,
  );
  if (rows.some((row) => row.datname === template)) return template;

  for (const { datname } of rows) {
    if (datname.startsWith(TEMPLATE)) await admin.query(`drop database if exists ${datname} with (force)`);
  }
  const unfinished = `${TEMPLATE}unfinished_${process.pid}`;
  await admin.query(`create database ${unfinished}`);
  await migrate(`${url}/${unfinished}`);
  await admin.query(`alter database ${unfinished} rename to ${template}`);
  return template;
}

/** Copies whose test process was killed. */
async function dropAbandoned(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    String.raw`select datname from pg_database where datname like 'posthorn\_test\_%'`,
  );
  for (const { datname } of rows) {
    const pid = Number(datname.split("_")[2]);
    if (!isAlive(pid)) await admin.query(`drop database if exists ${datname} with (force)`);
  }
}

async function startServer() {
  const given = process.env.DATABASE_URL;
  if (given) {
    const url = requireLocal(given);
    return { url: url.href, stop: async () => {} };
  }
  const { instance, release } = claimInstance();
  const server = await startEmbeddedPostgres({
    instance,
    preferredPort: 0,
    // The data is thrown away anyway; a crash of the machine may take it.
    settings: { fsync: "off", full_page_writes: "off" },
  });
  const stop = async () => {
    await server.stop();
    release();
  };
  return { url: server.url, stop };
}

export default async function startDatabaseServer(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const base = server.url.replace(/\/[^/]*$/, "");
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  try {
    await dropAbandoned(admin);
    project.provide("databaseServer", { url: base, template: await ensureTemplate(admin, base) });
  } catch (error) {
    await admin.end();
    await server.stop();
    throw error;
  }
  await admin.end();
  return server.stop;
}
