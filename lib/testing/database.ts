import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { closeDatabase } from "@/lib/db.ts";
import { endTimers } from "@/lib/testing/between-files.ts";
import { requireLocal } from "@/lib/testing/local-only.ts";

async function onServer(serverUrl: string, sql: string): Promise<void> {
  const admin = new pg.Client({ connectionString: `${serverUrl}/postgres` });
  await admin.connect();
  try {
    await admin.query(sql);
  } finally {
    await admin.end();
  }
}

/**
 * Gives the test file a migrated, empty database of its own for as long as it runs. Call it once, at the top of the
 * file; DATABASE_URL already names the database, so `lib/db.ts` needs no preparation.
 */
export function useDatabase(): { url: string } {
  const server = inject("databaseServer");
  const url = process.env.DATABASE_URL;
  if (!server || !url) throw new Error("Only a *.db.test.ts file has a database.");
  const name = requireLocal(url).pathname.slice(1);

  beforeAll(() => onServer(server.url, `create database ${name} template ${server.template}`));
  afterAll(async () => {
    // One of them could open it again.
    endTimers();
    await closeDatabase();
    await onServer(server.url, `drop database ${name} with (force)`);
  });
  return { url };
}
