import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { maintainPartitions } from "@/lib/domain/maintenance/partitions.ts";
import { uuidFloor } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";

useDatabase();

const DAY_MS = 86_400_000;

/** Tables of which each day has a partition. */
async function countLogs(): Promise<number> {
  const { rows } = await pool().query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'posthorn_partitions'::regnamespace and relname like '%\\_other' and relkind = 'r'",
  );
  const names = rows.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(["message_other", "delivery_history_other", "attempt_other", "attempt_request_other"]),
  );
  return names.length;
}

async function boundsOf(day: string): Promise<(string | undefined)[]> {
  const { rows } = await pool().query<{ bound: string }>(
    "select pg_get_expr(relpartbound, oid) as bound from pg_class where oid = to_regclass($1)",
    [`posthorn_partitions.attempt_${day.replaceAll("-", "")}`],
  );
  return /FROM \('(.+)'\) TO \('(.+)'\)/.exec(rows[0]?.bound ?? "")?.slice(1) ?? [];
}

test.each([
  ["a leap day", "2028-02-28", "2028-03-01", 3],
  ["February of a year without one", "2027-02-27", "2027-03-01", 3],
  ["the end of a year", "2026-12-31", "2027-01-01", 2],
  ["the day that loses an hour in New York", "2027-03-13", "2027-03-15", 3],
  ["the day that gains one", "2027-11-06", "2027-11-08", 3],
])("days begin and end at midnight UTC, wherever the session is: %s", async (_, first, last, days) => {
  const client = await pool().connect();
  await client.query("set timezone = 'America/New_York'");
  const { rows } = await client.query<{ made: number }>("select create_partitions($1, $2) as made", [first, last]);
  await client.query("reset timezone");
  client.release();

  expect(rows[0]?.made).toBe(days * (await countLogs()));
  for (let ms = Date.parse(first); ms <= Date.parse(last); ms += DAY_MS) {
    const day = new Date(ms).toISOString().slice(0, 10);
    expect(await boundsOf(day), day).toEqual([uuidFloor(ms), uuidFloor(ms + DAY_MS)]);
  }
});

test("retention drops the days before the last that is kept, over the end of a year too", async () => {
  await pool().query("select create_partitions('2019-12-30', '2020-01-02')");
  const { dropped } = await maintainPartitions();
  expect(dropped.filter((name) => /^attempt_\d/.test(name))).toEqual([
    "attempt_20191230",
    "attempt_20191231",
    "attempt_20200101",
    "attempt_20200102",
  ]);
});

test("maintenance steps aside for a long query, and is through once that is over", async () => {
  await pool().query("select create_partitions('2019-12-30', '2019-12-30')");
  const reader = await pool().connect();
  await reader.query("begin");
  await reader.query("select from attempt limit 1");
  const maintenance = maintainPartitions();
  // Twice in line for the lock: it has given way in between, so that whoever came after it could go on.
  const waits = new Set<string>();
  while (waits.size < 2) {
    const { rows } = await pool().query<{ start: Date }>(
      "select waitstart as start from pg_locks where relation = 'attempt'::regclass and not granted and waitstart is not null",
    );
    for (const { start } of rows) waits.add(start.toISOString());
  }
  await reader.query("commit");
  reader.release();
  expect((await maintenance).dropped).toContain("attempt_20191230");
});
