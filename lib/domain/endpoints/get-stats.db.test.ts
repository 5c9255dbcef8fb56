import { beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { getEndpointStats } from "@/lib/domain/endpoints/get-stats.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.now();
const at = (ms: number) => new Date(ms).toISOString();
const NONE = { success: 0, pending: 0, sending: 0, fail: 0, canceled: 0 };

let tenant: Awaited<ReturnType<typeof aTenant>>;
let endpointId: string;

/** As recording a try does, which the rows of tests do not go through. */
async function countDelivered(atMs: number): Promise<void> {
  await pool().query(
    `insert into endpoint_rollup as r (endpoint_id, bucket, application_id, delivered)
     values ($1, date_bin('30 minutes', $2, timestamptz '2000-01-01'), $3, 1)
     on conflict (endpoint_id, bucket) do update set delivered = r.delivered + 1`,
    [endpointId, at(atMs), tenant.applicationId],
  );
}

beforeAll(async () => {
  tenant = await aTenant();
  ({ endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId));
  const base = { applicationId: tenant.applicationId, endpointId };
  for (const atMs of [now - 1_000, now - 2 * HOUR, now - 3 * DAY, now - 29 * DAY]) {
    await aDelivery({ ...base, atMs });
    await countDelivered(atMs);
  }
  for (const state of ["failed", "canceled", "retrying", "sending"] as const) {
    await aDelivery({ ...base, atMs: now - 2 * HOUR, state });
    await aDelivery({ ...base, atMs: now - 29 * DAY, state });
  }
  await aDelivery({ ...base, atMs: now - HOUR, isTest: true });
  await aDelivery({
    ...base,
    atMs: now - HOUR,
    endpointId: (await anEndpoint(tenant.ctx, tenant.applicationId)).endpointId,
  });
});

const stats = (range: { since?: string; until?: string } = {}) =>
  getEndpointStats(tenant.customer, { applicationId: tenant.applicationId, endpointId, ...range });

test("deliveries of the last 28 days are counted by state, tests and other endpoints apart", async () => {
  expect(await stats()).toEqual({ success: 3, pending: 1, sending: 1, fail: 1, canceled: 1 });
});

test("a range counts what was made within it, to the millisecond, and each delivery once", async () => {
  expect(await stats({ since: at(now - HOUR) })).toEqual({ ...NONE, success: 1 });
  expect(await stats({ since: at(now - 2 * HOUR), until: at(now - HOUR) })).toEqual({
    success: 1,
    pending: 1,
    sending: 1,
    fail: 1,
    canceled: 1,
  });
  expect(await stats({ since: at(now - 2 * HOUR + 1), until: at(now - HOUR) })).toEqual(NONE);
  expect(await stats({ since: at(now - 3 * HOUR), until: at(now - 2 * HOUR) })).toEqual(NONE);
  expect(await stats({ since: at(now - 2 * HOUR), until: at(now - 2 * HOUR + 1) })).toMatchObject({
    success: 1,
    fail: 1,
  });
  expect(await stats({ since: at(now - 3 * DAY), until: at(now - 2 * DAY) })).toEqual({ ...NONE, success: 1 });
  expect(await stats({ until: at(now - 28 * DAY) })).toEqual({
    success: 1,
    pending: 1,
    sending: 1,
    fail: 1,
    canceled: 1,
  });
});

test("a range of more than 28 days, and one that ends before it begins, are refused", async () => {
  expect(await stats({ since: at(now - 28 * DAY + 60_000) })).toMatchObject({ success: 3 });
  for (const range of [
    { since: at(now - 28 * DAY - 60_000) },
    { since: at(now - 29 * DAY), until: at(now - DAY + 1) },
    { since: at(now), until: at(now - 1) },
    { since: at(now), until: at(now) },
  ]) {
    await expect(stats(range)).rejects.toMatchObject({ code: "invalid_range" });
  }
});

test("another application counts nothing of it", async () => {
  const { customer, applicationId } = await aTenant();
  expect(await getEndpointStats(customer, { applicationId, endpointId })).toEqual(NONE);
});
