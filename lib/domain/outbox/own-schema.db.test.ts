import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { closeDatabase } from "@/lib/db.ts";
import { createApplication } from "@/lib/domain/applications/create.ts";
import { relayOutbox } from "@/lib/domain/outbox/relay.ts";
import { SYSTEM } from "@/lib/testing/access.ts";
import { codeOfGuide } from "@/lib/testing/outbox.ts";
import { anEndpoint, uuidOf } from "@/lib/testing/tenants.ts";
import { migrate } from "@/scripts/lib/migrate.mjs";

// A database of the operator's, set up as docs/outbox.md says: nothing of ours is in it before.
const server = inject("databaseServer")?.url ?? "";
const name = `posthorn_test_${process.pid}_shop`;
const roles = { ours: `${name}_ours`, theirs: `${name}_theirs` };

function urlFor(role?: string): string {
  const url = new URL(`${server}/${name}`);
  if (role) [url.username, url.password] = [role, "secret"];
  return url.href;
}

async function withClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** The page's own SQL, with the names of this test. */
const asHere = (sql: string) =>
  sql
    .replaceAll(/\bdatabase shop\b/g, `database ${name}`)
    .replaceAll(/\b(role|to) posthorn\b/g, `$1 ${roles.ours}`)
    .replaceAll(/\bto shop\b/g, `to ${roles.theirs}`)
    .replaceAll("'…'", "'secret'");

beforeAll(async () => {
  await withClient(`${server}/postgres`, (admin) => admin.query(`create database ${name}`));
  await withClient(urlFor(), async (admin) => {
    await admin.query("create table message (mine text); create table application (mine text)");
    await admin.query(asHere(codeOfGuide("## Setting up")));
    await admin.query(`create role ${roles.theirs} login password 'secret'`);
  });
  const schema = /\?schema=\w+/.exec(codeOfGuide("## Setting up", 1))?.[0] ?? "";
  process.env.DATABASE_URL = urlFor(roles.ours) + schema;
  await migrate(process.env.DATABASE_URL);
  await withClient(urlFor(), (admin) => admin.query(asHere(codeOfGuide("## Setting up", 2))));
});

afterAll(async () => {
  await closeDatabase();
  await withClient(`${server}/postgres`, async (admin) => {
    await admin.query(`drop database if exists ${name} with (force)`);
    for (const role of Object.values(roles)) await admin.query(`drop role if exists ${role}`);
  });
});

test("set up as the page says, tables of the operator's may have the names of ours, and the outbox works", async () => {
  const made = await createApplication(SYSTEM, {
    application: { name: "Acme", uid: "acme", metadata: {} },
    whenTaken: "refuse",
  });
  await anEndpoint(SYSTEM, uuidOf("application", made.application.id));
  const id = await withClient(urlFor(roles.theirs), async (client) => {
    const { rows } = await client.query("select posthorn.emit('acme', 'a.b', '{}') as id");
    await expect(client.query("select * from posthorn_tables.message")).rejects.toMatchObject({ code: "42501" });
    return String(rows[0].id);
  });
  expect(await relayOutbox()).toMatchObject({ taken: 1, failures: [] });
  await withClient(urlFor(), async (admin) => {
    expect((await admin.query("select id from posthorn_tables.message")).rows).toEqual([{ id: uuidOf("message", id) }]);
    expect((await admin.query("select from posthorn_tables.delivery_pending")).rowCount).toBe(1);
    const { rows } = await admin.query(
      "select table_name from information_schema.tables where table_schema = 'public' order by 1",
    );
    expect(rows.map(({ table_name }) => table_name)).toEqual(["application", "message"]);
    expect((await admin.query("select from message")).rowCount).toBe(0);
  });
});
