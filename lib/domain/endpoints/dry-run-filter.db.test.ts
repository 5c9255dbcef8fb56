import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { FilterDryRunIn } from "@/lib/contract/filter-dry-run.ts";
import { pool } from "@/lib/db.ts";
import { dryRunFilter } from "@/lib/domain/endpoints/dry-run-filter.ts";
import { formatId, uuidFloor } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const HOUR_MS = 3_600_000;
const LARGE = { filter: { path: "/amount", op: "gt", value: 100 } } satisfies FilterDryRunIn;

type Stored = { ageMs?: number; payload?: string | null; type?: string; channels?: string[]; isTest?: boolean };

/** Messages, the first one the newest; each of its own millisecond. */
async function store(applicationId: string, messages: Stored[]): Promise<string[]> {
  const now = Date.now();
  const ids = messages.map(
    ({ ageMs = HOUR_MS }, n) => `${uuidFloor(now - ageMs - n).slice(0, 24)}${randomBytes(6).toString("hex")}`,
  );
  const columns = [
    ids,
    messages.map(({ type = "invoice.paid" }) => type),
    messages.map(({ payload = "{}" }) => payload),
    messages.map(({ channels }) => channels?.join(",") ?? null),
    messages.map(({ isTest = false }) => isTest),
  ];
  await pool().query(
    `insert into message (id, application_id, event_type, payload, channels, is_test)
     select id, $1, type, payload, string_to_array(channels, ','), is_test
     from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::boolean[]) as m(id, type, payload, channels, is_test)`,
    [applicationId, ...columns],
  );
  return ids.map((id) => formatId("message", id));
}

test("a week of messages is counted, with examples of both kinds and the clause that failed", async () => {
  const { customer, applicationId } = await aTenant();
  const amounts = Array.from({ length: 30 }, (_, n) => ({ payload: JSON.stringify({ amount: n * 10 }) }));
  const ids = await store(applicationId, [
    ...amounts,
    { payload: null },
    { payload: '{"amount":999}', isTest: true },
    { payload: '{"amount":999}', ageMs: 8 * 24 * HOUR_MS },
  ]);
  const found = await dryRunFilter(customer, { applicationId, ...LARGE });
  expect(found).toMatchObject({ looked: 30, matched: 19, filtered: 11, unread: 1, complete: true });
  expect(found.examples).toHaveLength(20);
  expect(found.examples[0]).toMatchObject({
    messageId: ids[0],
    eventType: "invoice.paid",
    matches: false,
    clause: "/amount is greater than 100",
  });
  expect(found.examples.at(-1)).toMatchObject({ messageId: ids[20], matches: true, clause: null });
  const older = await dryRunFilter(customer, { applicationId, ...LARGE, since: "2026-01-01T00:00:00Z" });
  expect(older).toMatchObject({ matched: 20, complete: true });
});

test("only messages of the types and channels that an endpoint would take are counted", async () => {
  const { customer, applicationId } = await aTenant();
  const payload = '{"amount":500}';
  await store(applicationId, [
    { payload, type: "invoice.paid", channels: ["eu", "us"] },
    { payload, type: "invoice.item.paid" },
    { payload, type: "order.paid", channels: ["us"] },
  ]);
  const count = async (input: Partial<FilterDryRunIn>) =>
    (await dryRunFilter(customer, { applicationId, ...LARGE, ...input })).looked;
  expect(await count({})).toBe(3);
  expect(await count({ eventTypes: ["invoice.*"] })).toBe(2);
  expect(await count({ eventTypes: ["order.paid"], channels: ["us"] })).toBe(1);
  expect(await count({ channels: ["eu"] })).toBe(1);
  expect(await count({ eventTypes: ["nothing"] })).toBe(0);
});

test("it stops at five thousand messages, and says how far it looked", async () => {
  const { customer, applicationId } = await aTenant();
  await store(
    applicationId,
    Array.from({ length: 5_200 }, () => ({ payload: '{"amount":101}' })),
  );
  const found = await dryRunFilter(customer, { applicationId, ...LARGE });
  expect(found).toMatchObject({ complete: false, filtered: 0 });
  expect(found.looked).toBeLessThanOrEqual(5_000);
  expect(Date.parse(found.since)).toBeGreaterThan(Date.now() - HOUR_MS - 60_000);
});

test("large payloads are read a few at a time, and no more than 32 MiB of them", async () => {
  const { customer, applicationId } = await aTenant();
  const payload = JSON.stringify({ amount: 101, text: "x".repeat(1_000_000) });
  await store(applicationId, Array<Stored>(40).fill({ payload }));
  const found = await dryRunFilter(customer, { applicationId, ...LARGE });
  expect(found.complete).toBe(false);
  expect(found.looked).toBeLessThan(40);
});

test("a customer tries nothing on the messages of another application", async () => {
  const [mine, theirs] = [await aTenant(), await aTenant()];
  await expect(dryRunFilter(mine.customer, { applicationId: theirs.applicationId, ...LARGE })).rejects.toMatchObject({
    code: "not_found",
  });
});
