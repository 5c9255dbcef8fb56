import pg from "pg";
import { expect, test } from "vitest";
import { useDatabase } from "@/lib/testing/database.ts";
import { readMigrations } from "@/scripts/lib/migrate.mjs";

const { url } = useDatabase();

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test("a test file starts with every migration applied and the queue installed", async () => {
  const applied = await query(
    `select migration_name as name from "_prisma_migrations" where finished_at is not null order by 1`,
  );
  expect(applied.map((row) => row.name)).toEqual(readMigrations().map(({ name }) => name));
  expect(await query("select to_regproc('graphile_worker.add_job') is not null as installed")).toEqual([
    { installed: true },
  ]);
});

test("the database belongs to this file alone", async () => {
  const [row] = await query("select current_database() as name");
  expect(row?.name).toMatch(new RegExp(`^posthorn_test_${process.pid}_`));
});
