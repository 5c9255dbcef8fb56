import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { closeDatabase, pool } from "@/lib/db.ts";
import { createApplication } from "@/lib/domain/applications/create.ts";
import { SYSTEM } from "@/lib/testing/access.ts";
import { migrate } from "@/scripts/lib/migrate.mjs";

const server = inject("databaseServer")?.url ?? "";
const name = `posthorn_test_${process.pid}_path`;

async function asAdmin(database: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: `${server}/${database}` });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

beforeAll(async () => {
  await asAdmin("postgres", `create database ${name}`);
  // What `"$user", public` comes to for a role called posthorn, whose schema the migrations make on their way.
  await asAdmin(name, `alter database ${name} set search_path = posthorn, public`);
  process.env.DATABASE_URL = `${server}/${name}`;
});

afterAll(async () => {
  await closeDatabase();
  await asAdmin("postgres", `drop database if exists ${name} with (force)`);
});

test("a role whose own schema comes first finds our tables, at the second start too", async () => {
  await migrate(`${server}/${name}`);
  await migrate(`${server}/${name}`);
  await createApplication(SYSTEM, { application: { name: "Acme", uid: "acme", metadata: {} }, whenTaken: "refuse" });

  const { rows } = await pool().query(
    "select distinct table_schema from information_schema.tables where table_name in ('application', 'audit_log', '_prisma_migrations')",
  );
  expect(rows).toEqual([{ table_schema: "public" }]);
  expect((await pool().query("select from application")).rowCount).toBe(1);
});
