import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { maintainPartitions } from "@/lib/domain/maintenance/partitions.ts";
import { getMessage } from "@/lib/domain/messages/get.ts";
import { refreshSettings } from "@/lib/domain/settings/snapshot.ts";
import { formatId, newUuid, uuidFloor } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";

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

test("retention drops the days before the last that is kept, over the end of a year too, each log by its own", async () => {
  await pool().query("select create_partitions('2019-12-30', '2020-01-02')");
  const dayOf = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
  await pool().query("select create_partitions($1, $2)", [dayOf(6), dayOf(2)]);
  await given({ inboundDays: 3 });
  const { dropped } = await maintainPartitions();
  const daysOf = (log: string) => dropped.filter((name) => name.startsWith(`${log}_2`)).map((name) => name.slice(-8));
  const inDigits = (days: number) => dayOf(days).replaceAll("-", "");
  expect(daysOf("attempt")).toEqual(["20191230", "20191231", "20200101", "20200102"]);
  expect(daysOf("source_request")).toEqual([...daysOf("attempt"), inDigits(6), inDigits(5), inDigits(4)]);
  await given({});
});

test("past the retention of payloads and replies a day loses them, by a copy, and keeps everything else", async () => {
  const { ctx, applicationId, customer } = await aTenant();
  const { endpointId } = await anEndpoint(ctx, applicationId);
  const old = await anOldTry({ applicationId, endpointId, days: 8 });
  const young = await anOldTry({ applicationId, endpointId, days: 5 });
  const lost = await anOldTry({ applicationId, endpointId, days: 8, replied: false });
  const stray = await anOldTry({ applicationId, endpointId, days: 20 });
  await given({ payloadDays: 6, responseDays: 7 });

  const { emptied } = await maintainPartitions();
  const { rows } = await pool().query<{
    id: string;
    payload: string;
    event_type: string;
    tags: string[];
    response_body: string;
    status: number;
  }>(
    "select m.id, m.payload, m.event_type, m.tags, a.response_body, a.status from message m join attempt a on a.message_id = m.id where m.application_id = $1",
    [applicationId],
  );
  const of = (id: string) => rows.find((row) => row.id === id);
  const rest = { event_type: "job.created", tags: ["kept"], status: 0 };
  expect(of(old)).toMatchObject({ payload: null, response_body: "EXPUNGED", ...rest });
  expect(of(young)).toMatchObject({ payload: '{"n": 1.0}', response_body: "thanks", ...rest });
  expect(of(lost)).toMatchObject({ payload: null, response_body: null, ...rest });
  // A row that no day took.
  expect(of(stray)).toMatchObject({ payload: null, response_body: "EXPUNGED", ...rest });
  expect(emptied.map((name) => name.replace(/_\d+$/, "")).sort()).toEqual(["attempt", "message"]);

  // Nothing is done twice, and the copy has the indexes and the keys of its log.
  expect((await maintainPartitions()).emptied).toEqual([]);
  const copy = emptied.find((name) => name.startsWith("message"));
  const indexes = await pool().query(
    "select 1 from pg_inherits i join pg_index x on x.indexrelid = i.inhrelid where x.indrelid = $1::regclass",
    [`posthorn_partitions.${copy}`],
  );
  expect(indexes.rowCount).toBe(2);
  expect(
    JSON.parse(await getMessage(customer, { applicationId, message: formatId("message", old), withContent: true })),
  ).toMatchObject({
    payload: { expired: true },
  });
  await given({});
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

async function given(settings: object): Promise<void> {
  await pool().query("update installation_setting set given = $1, version = version + 1", [settings]);
  await refreshSettings();
}

/** A message of so many days ago with a try, in the partition of its day where there is one. */
async function anOldTry(input: {
  applicationId: string;
  endpointId: string;
  days: number;
  replied?: boolean;
}): Promise<string> {
  const { applicationId, endpointId, days, replied = true } = input;
  const atMs = Date.now() - days * DAY_MS;
  if (days < 10) {
    const day = new Date(atMs).toISOString().slice(0, 10);
    await pool().query("select create_partitions($1, $1)", [day]);
  }
  const id = () => uuidFloor(atMs).slice(0, 14) + newUuid().slice(14);
  const messageId = id();
  await pool().query(
    "insert into message (id, application_id, event_type, payload, tags) values ($1, $2, 'job.created', '{\"n\": 1.0}', '{kept}')",
    [messageId, applicationId],
  );
  await pool().query(
    `insert into attempt (id, delivery_id, application_id, endpoint_id, message_id, endpoint_version, event_type, number, trigger, status, class,
       status_code, started_at, duration_ms, response_headers, response_body, response_base64, response_truncated, reused)
     values ($1, $2, $3, $4, $5, 1, 'job.created', 1, 0, 0, 0, $6, now(), 5, $7, $8, false, false, false)`,
    [
      id(),
      id(),
      applicationId,
      endpointId,
      messageId,
      replied ? 200 : null,
      replied ? "{}" : null,
      replied ? "thanks" : null,
    ],
  );
  return messageId;
}
