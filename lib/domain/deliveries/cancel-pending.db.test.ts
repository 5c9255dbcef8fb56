import { beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { deleteApplication } from "@/lib/domain/applications/delete.ts";
import type { Context } from "@/lib/domain/context.ts";
import { claimDeliveries } from "@/lib/domain/deliveries/claim.ts";
import { goOnCancelingUnscoped } from "@/lib/domain/deliveries/go-on-canceling.ts";
import { findDueEndpoints } from "@/lib/domain/deliveries/sweep.ts";
import { getEndpointHealth } from "@/lib/domain/endpoint-health/get.ts";
import { deleteEndpoint } from "@/lib/domain/endpoints/delete.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { pauseEndpoint } from "@/lib/domain/endpoints/pause.ts";
import { resumeEndpoint } from "@/lib/domain/endpoints/resume.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const MANY = 20_000;
const LEASE = { leaseMs: 30_000, marginMs: 15_000 };

let ctx: Context;
let ref: { applicationId: string; endpointId: string };

beforeEach(async () => {
  const tenant = await aTenant();
  ctx = tenant.ctx;
  ref = { applicationId: tenant.applicationId, endpointId: (await anEndpoint(ctx, tenant.applicationId)).endpointId };
});

/** So many that wait since some minutes, each for a try of its own. */
async function aBacklog(count: number, { tried = 0, inMinutes = -1 } = {}): Promise<void> {
  const { messageId } = await aDelivery({ ...ref, state: "delivered" });
  await pool().query(
    `insert into delivery (id, status, application_id, endpoint_id, message_id, event_type, attempt_count, budget_used, next_at, trigger)
     select ${NEW_ID}, 0, $1, $2, $3, 'invoice.paid', $5, $5, now() + make_interval(mins => $6), 0
     from generate_series(1, $4) n`,
    [ref.applicationId, ref.endpointId, messageId, count, tried, inMinutes],
  );
}
/** A new id of some minutes ago. */
const NEW_ID = `(left(uuid_v7_floor(now() - interval '5 minutes')::text, 14) || '7' || right(gen_random_uuid()::text, 21))::uuid`;

async function counts(): Promise<Record<string, number>> {
  const { rows } = await pool().query<{ name: string; n: number }>(
    `select case when status = 0 then 'pending' else concat(status, '/', reason) end as name, count(*)::int as n from delivery
     where endpoint_id = $1 and status <> 1 group by 1`,
    [ref.endpointId],
  );
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
}

async function claimed(): Promise<number> {
  const { deliveries } = await claimDeliveries([{ endpointId: ref.endpointId, limit: 50 }], LEASE);
  return deliveries.length;
}

const jobs = async () =>
  (await pool().query("select key from graphile_worker._private_jobs where key = 'cancel_waiting'")).rows.length;
const goOn = () => goOnCancelingUnscoped({ isOver: () => false });

test("turning off ends a part at once and leaves the rest to the job, which ends it in chunks", async () => {
  await aBacklog(MANY, { tried: 1, inMinutes: 60 });
  await pool().query(
    `insert into endpoint_rollup (endpoint_id, bucket, application_id, retrying)
     select endpoint_id, date_bin('30 minutes', uuid_v7_time(id), timestamptz '2000-01-01'), application_id, count(*) from delivery_pending
     where endpoint_id = $1 group by 1, 2, 3`,
    [ref.endpointId],
  );
  await patchEndpoint(ctx, { ...ref, patch: { disabled: true } });
  expect(await counts()).toEqual({ pending: MANY - 2_000, "3/1": 2_000 });
  expect(await jobs()).toBe(1);

  expect(await goOn()).toEqual({ canceled: MANY - 2_000, isMore: false });
  expect(await counts()).toEqual({ "3/1": MANY });
  const { rows } = await pool().query("select sum(retrying)::int as n from endpoint_rollup where endpoint_id = $1", [
    ref.endpointId,
  ]);
  expect(rows).toEqual([{ n: 0 }]);
  expect(await goOn()).toEqual({ canceled: 0, isMore: false });
});

test("a job that dies between two chunks is gone on with by the next, and nothing is ended twice", async () => {
  await aBacklog(MANY);
  await deleteEndpoint(ctx, ref);
  let chunks = 0;
  const dies = () => {
    if (++chunks > 2) throw new Error("killed");
    return false;
  };
  await expect(goOnCancelingUnscoped({ isOver: dies })).rejects.toThrow("killed");
  expect(await counts()).toEqual({ pending: MANY - 12_000, "3/2": 12_000 });
  expect(await goOn()).toEqual({ canceled: MANY - 12_000, isMore: false });
  expect(await counts()).toEqual({ "3/2": MANY });
});

test("two jobs at once end each delivery once", async () => {
  await aBacklog(MANY);
  await patchEndpoint(ctx, { ...ref, patch: { disabled: true } });
  const both = await Promise.all([goOn(), goOn()]);
  expect(both.reduce((sum, { canceled }) => sum + canceled, 0)).toBe(MANY - 2_000);
  expect(await counts()).toEqual({ "3/1": MANY });
});

test("resumed without what waited, nothing of it is ever claimed, later retries stay, and the screens say what goes on", async () => {
  await aBacklog(3_000);
  await aBacklog(3_000, { tried: 1, inMinutes: 60 });
  await pauseEndpoint(ctx, ref);
  expect(await resumeEndpoint(ctx, { ...ref, waiting: "drop" })).toMatchObject({ pausedAt: null });
  await aDelivery({ ...ref, state: "sending" });
  expect(await claimed()).toBe(0);
  expect((await findDueEndpoints()).due).not.toContain(ref.endpointId);
  expect(await getEndpointHealth(ctx, ref)).toMatchObject({ hold: { kind: "canceling", since: expect.any(String) } });

  await goOn();
  expect(await counts()).toEqual({ pending: 3_001, "3/10": 3_000 });
  expect(await getEndpointHealth(ctx, ref)).toMatchObject({ hold: null });
  expect(await claimed()).toBe(1);
});

test("turned on again before the job is through, the endpoint gets what comes after that and nothing from before", async () => {
  await aBacklog(3_000);
  await patchEndpoint(ctx, { ...ref, patch: { disabled: true } });
  await patchEndpoint(ctx, { ...ref, patch: { disabled: false } });
  const { deliveryId } = await aDelivery({ ...ref, state: "sending", atMs: Date.now() + 1_000, nextAtMs: Date.now() });
  expect(await claimed()).toBe(0);
  await goOn();
  expect(await counts()).toEqual({ pending: 1, "3/1": 3_000 });
  const { deliveries } = await claimDeliveries([{ endpointId: ref.endpointId, limit: 50 }], LEASE);
  expect(deliveries.map(({ id }) => id)).toEqual([deliveryId]);
});

test("what a person asks for goes meanwhile and is not ended", async () => {
  await aBacklog(3_000);
  await pauseEndpoint(ctx, ref);
  await resumeEndpoint(ctx, { ...ref, waiting: "drop" });
  await pool().query(
    "update delivery_pending set trigger = 1, next_at = now() where id = (select max(id::text)::uuid from delivery_pending where endpoint_id = $1)",
    [ref.endpointId],
  );
  await goOn();
  expect(await counts()).toEqual({ pending: 1, "3/10": 2_999 });
  expect(await claimed()).toBe(1);
});

describe("a deleted application", () => {
  test("has all its endpoints ended, under the reason of its own", async () => {
    await aBacklog(3_000);
    const other = { ...ref, endpointId: (await anEndpoint(ctx, ref.applicationId)).endpointId };
    await aDelivery({ ...other, state: "sending" });
    await deleteApplication(ctx, ref);
    await goOn();
    expect(await counts()).toEqual({ "3/3": 3_000 });
    const { rows } = await pool().query("select status, reason from delivery where endpoint_id = $1", [
      other.endpointId,
    ]);
    expect(rows).toEqual([{ status: 3, reason: 3 }]);
  });
});
