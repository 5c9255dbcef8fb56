import { randomUUID } from "node:crypto";
import { run } from "graphile-worker";
import { expect, test, vi } from "vitest";
import { db, pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { cancelDeliveryExport } from "@/lib/domain/delivery-exports/cancel.ts";
import { readExportFile } from "@/lib/domain/delivery-exports/file.ts";
import { listDeliveryExports } from "@/lib/domain/delivery-exports/list.ts";
import {
  abandonExportUnscoped,
  LIMITS,
  resumeExportsUnscoped,
  runExportUnscoped,
} from "@/lib/domain/delivery-exports/run.ts";
import { EXPORTS_KEPT, startDeliveryExport } from "@/lib/domain/delivery-exports/start.ts";
import { maintainPartitions } from "@/lib/domain/maintenance/partitions.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aStaff, aTenant, uuidOf } from "@/lib/testing/tenants.ts";
import { workerPreset } from "@/worker/preset.ts";
import { createExportDeliveries } from "@/worker/tasks/export-deliveries.ts";

useDatabase();

const PAYLOADS = "none" as const;

async function aPlace(endpoint: object = {}) {
  const { ctx, application, applicationId } = await aTenant();
  const { endpointId } = await anEndpoint(ctx, applicationId, endpoint);
  return { ctx, application, applicationId, endpointId, scope: { applicationIds: [applicationId] } };
}

/** Deliveries of one message, made within the last hour. */
async function aLog({ applicationId, endpointId }: { applicationId: string; endpointId: string }, count: number) {
  const { messageId } = await aDelivery({ applicationId, endpointId });
  await pool().query(
    `insert into delivery_history (id, status, application_id, endpoint_id, message_id, event_type, attempt_count, rail, finished_at)
     select (left(uuid_v7_floor(now() - interval '1 hour' + n * interval '1 ms')::text, 14) || '7' || right(gen_random_uuid()::text, 21))::uuid,
       1, $1, $2, $3, 'invoice.paid', 1, '{1}', now()
     from generate_series(2, $4::int) as n`,
    [applicationId, endpointId, messageId, count],
  );
}

const idOf = (one: { id: string }) => uuidOf("deliveryExport", one.id);
const goOn = (one: { id: string }, isOver: () => boolean, limits: Partial<typeof LIMITS> = {}) =>
  runExportUnscoped({ exportId: idOf(one), isOver, limits: { ...LIMITS, ...limits } });
const finish = (one: { id: string }) => goOn(one, () => false);
const own = async (staff: Context, { id }: { id: string }) =>
  (await listDeliveryExports(staff)).find((one) => one.id === id);
const partsOf = (one: { id: string }) => db().deliveryExportPart.count({ where: { exportId: idOf(one) } });

async function fileOf(staff: Context, one: { id: string }, format: "csv" | "ndjson" = "ndjson"): Promise<string> {
  const chunks: string[] = [];
  for await (const chunk of await readExportFile(staff, { exportId: idOf(one), format })) chunks.push(chunk);
  return chunks.join("");
}
const rowsOf = async (staff: Context, one: { id: string }) =>
  (await fileOf(staff, one))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { id: string; payload?: string | null });

test("a worker that dies between two parts loses none and writes none twice, and what is made later is not in the file", async () => {
  const [staff, place] = [aStaff("viewer"), await aPlace()];
  await aLog(place, 5_100);
  const one = await startDeliveryExport(staff, { filter: {}, ...place.scope, payloads: PAYLOADS });
  await aDelivery({ ...place, atMs: Date.now() + 2_000 });

  expect(await goOn(one, () => true)).toBe(0);
  expect(await own(staff, one)).toMatchObject({ state: "running", rows: 5_000, expiresAt: null });
  // Two at once: both read the rest, one of them writes it.
  await Promise.all([finish(one), finish(one)]);
  const done = await own(staff, one);
  expect(done).toMatchObject({ state: "finished", rows: 5_100, cut: false, reachedAt: done?.filter.from });
  const rows = await rowsOf(staff, one);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(5_100);
  expect(rows.map(({ id }) => id)).toEqual(
    rows
      .map(({ id }) => id)
      .toSorted()
      .reverse(),
  );
});

test("its job finishes it, also one that was lost and is found again", async () => {
  const [staff, place] = [aStaff("viewer"), await aPlace()];
  await aLog(place, 3);
  const one = await startDeliveryExport(staff, { filter: {}, ...place.scope, payloads: PAYLOADS });
  await pool().query("delete from graphile_worker._private_jobs");
  await resumeExportsUnscoped();
  const runner = await run({
    preset: workerPreset(),
    taskList: { export_deliveries: createExportDeliveries(() => false) },
    noHandleSignals: true,
  });
  await expect.poll(async () => (await own(staff, one))?.state, { timeout: 20_000 }).toBe("finished");
  await runner.stop();
});

test("more than a file holds is cut, and said", async () => {
  const [staff, place] = [aStaff("viewer"), await aPlace()];
  await aLog(place, 12);
  const one = await startDeliveryExport(staff, { filter: {}, ...place.scope, payloads: PAYLOADS });
  expect(await goOn(one, () => false, { rows: 10 })).toBeNull();
  expect(await own(staff, one)).toMatchObject({ state: "finished", rows: 10, cut: true });
  expect(await rowsOf(staff, one)).toHaveLength(10);
});

test("a file ends where it takes up as much as it may, says up to where it has come, and the rest can be exported", async () => {
  const [staff, place] = [aStaff("viewer"), await aPlace()];
  await aLog(place, 5_100);
  const start = (to?: string | null) =>
    startDeliveryExport(staff, { filter: to ? { to } : {}, ...place.scope, payloads: PAYLOADS });
  const one = await start();
  expect(await goOn(one, () => false, { bytes: 1_000 })).toBeNull();
  const cut = await own(staff, one);
  expect(cut).toMatchObject({ state: "finished", rows: 5_000, cut: true });
  const [stored] = (
    await pool().query("select sum(octet_length(data))::int as n from delivery_export_part where export_id = $1", [
      idOf(one),
    ])
  ).rows;
  expect(cut?.bytes).toBe(stored.n);

  const rest = await start(cut?.reachedAt);
  await finish(rest);
  const ids = [...(await rowsOf(staff, one)), ...(await rowsOf(staff, rest))].map(({ id }) => id);
  expect(new Set(ids).size).toBe(5_100);
  // Exactly as much as fits is not said to be cut.
  const whole = await start(cut?.reachedAt);
  expect(await goOn(whole, () => false, { bytes: 1 })).toBeNull();
  expect(await own(staff, whole)).toMatchObject({ state: "finished", cut: false });
});

test("all files together take up no more than they may: what does not fit in fails and says so, and no other is started", async () => {
  const [staff, place] = [aStaff("viewer"), await aPlace()];
  await aLog(place, 5_100);
  const start = () => startDeliveryExport(staff, { filter: {}, ...place.scope, payloads: PAYLOADS });
  const one = await start();
  await goOn(one, () => true);
  const bytes = (await own(staff, one))?.bytes ?? 0;
  expect(await goOn(one, () => false, { allBytes: bytes + 1 })).toBeNull();
  expect(await own(staff, one)).toMatchObject({
    state: "failed",
    bytes: 0,
    error: expect.stringMatching(/^Files of exports take up 2 GB .* This one did not fit in\. Files go 24 hours after/),
  });
  expect(await partsOf(one)).toBe(0);

  const full = await start();
  await finish(full);
  await pool().query("update delivery_export set bytes = $2 where id = $1", [idOf(full), LIMITS.allBytes]);
  await expect(start()).rejects.toMatchObject({ code: "limit_reached", message: expect.stringContaining("2 GB") });
  await pool().query("update delivery_export set expires_at = now() - interval '1 second' where id = $1", [idOf(full)]);
  await maintainPartitions();
  expect(await start()).toMatchObject({ state: "running" });
});

test("canceled, it keeps nothing and stays so; given up, it says why", async () => {
  const [staff, place] = [aStaff("support"), await aPlace()];
  await aLog(place, 5_001);
  const start = () => startDeliveryExport(staff, { filter: {}, ...place.scope, payloads: PAYLOADS });
  const [one, two] = [await start(), await start()];
  await expect(start()).rejects.toMatchObject({ code: "limit_reached" });
  await goOn(one, () => true);
  expect(await partsOf(one)).toBe(1);
  expect(await cancelDeliveryExport(staff, { exportId: idOf(one) })).toMatchObject({ state: "canceled" });
  expect(await cancelDeliveryExport(staff, { exportId: idOf(one) })).toMatchObject({ state: "canceled" });
  expect([await finish(one), await partsOf(one)]).toEqual([null, 0]);
  await expect(fileOf(staff, one)).rejects.toMatchObject({ code: "conflict" });
  await abandonExportUnscoped(idOf(two));
  expect(await own(staff, two)).toMatchObject({ state: "failed", error: expect.stringContaining("fault of ours") });
  await expect(cancelDeliveryExport(staff, { exportId: idOf(two) })).rejects.toMatchObject({ code: "conflict" });
});

test("nobody else fetches it, nobody after it has expired, and then nothing of it is kept", async () => {
  const [staff, place] = [aStaff("viewer"), await aPlace()];
  await aLog(place, 3);
  const start = () => startDeliveryExport(staff, { filter: {}, ...place.scope, payloads: PAYLOADS });
  const one = await start();
  await expect(fileOf(staff, one)).rejects.toMatchObject({ code: "conflict" });
  await finish(one);
  for (const other of [aStaff("admin"), place.ctx])
    await expect(fileOf(other, one)).rejects.toMatchObject({ code: /not_found|insufficient access/ });
  await expect(cancelDeliveryExport(aStaff("admin"), { exportId: idOf(one) })).rejects.toMatchObject({
    code: "not_found",
  });
  await pool().query("update delivery_export set expires_at = now() where id = $1", [idOf(one)]);
  await expect(fileOf(staff, one)).rejects.toMatchObject({ code: "link_expired" });
  await maintainPartitions();
  expect(await partsOf(one)).toBe(0);
  // The oldest makes room.
  for (let i = 0; i < EXPORTS_KEPT; i++) await finish(await start());
  expect(await own(staff, one)).toBeUndefined();
  expect(await db().deliveryExport.count({ where: { id: idOf(one) } })).toBe(0);
});

test("payloads are masked for who may not see them, are read when the file is fetched, and each fetch is written down", async () => {
  const place = await aPlace();
  const hidden = await aPlace({ deliveryOptions: { logRequests: false } });
  const shown = await aDelivery({ ...place, payload: '{"email":"a@b.example"}' });
  await aDelivery({ ...hidden, payload: '{"email":"hidden@b.example"}' });
  const scope = { applicationIds: [place.applicationId, hidden.applicationId] };
  const [viewer, support] = [aStaff("viewer"), aStaff("support")];
  const full = { filter: {}, ...scope, payloads: "full" as const };
  await expect(startDeliveryExport(viewer, { ...full, reason: "because" })).rejects.toMatchObject({
    code: "insufficient access",
  });
  await expect(startDeliveryExport(support, full)).rejects.toMatchObject({ code: "validation" });
  await expect(startDeliveryExport(viewer, { ...full, payloads: "none", filter: { q: "b.example" } })).rejects.toThrow(
    /role support/,
  );

  const masked = await startDeliveryExport(viewer, { ...full, payloads: "masked" });
  await finish(masked);
  const payloadsOf = async (staff: Context, one: { id: string }) =>
    (await rowsOf(staff, one)).map(({ payload }) => payload);
  expect(await payloadsOf(viewer, masked)).toEqual([null, '{"email":"•••"}']);

  const clear = await startDeliveryExport(support, { ...full, reason: "ticket 7" });
  await finish(clear);
  expect(await payloadsOf(support, clear)).toEqual([null, '{"email":"a@b.example"}']);
  const lowered: Context = { ...support, actor: { ...support.actor, role: "viewer" } as Context["actor"] };
  expect(await payloadsOf(lowered, clear)).toEqual([null, '{"email":"•••"}']);
  await pool().query("update message set payload = null where id = $1", [shown.messageId]);
  expect(await payloadsOf(support, clear)).toEqual([null, null]);
  const stored = await pool().query(
    "select 1 from delivery_export_part where encode(data, 'escape') like '%b.example%'",
  );
  expect(stored.rows).toEqual([]);

  const entries = await db().auditLog.findMany({ where: { objectId: clear.id }, orderBy: { id: "asc" } });
  expect(entries).toMatchObject([
    { action: "delivery_export.started", reason: "ticket 7", change: { after: { payloads: "full" } } },
    { action: "delivery_export.downloaded", change: { after: { format: "ndjson", payloads: "full", rows: 2 } } },
    { action: "delivery_export.downloaded", change: { after: { payloads: "masked" } } },
    { action: "delivery_export.downloaded" },
  ]);
});

test("what was made in the millisecond in which it is asked for is in the file", async () => {
  const [staff, place] = [aStaff("viewer"), await aPlace()];
  vi.useFakeTimers({ toFake: ["Date"] });
  try {
    const { deliveryId } = await aDelivery(place);
    const one = await startDeliveryExport(staff, { filter: {}, ...place.scope, payloads: PAYLOADS });
    await finish(one);
    expect((await rowsOf(staff, one)).map(({ id }) => uuidOf("delivery", id))).toEqual([deliveryId]);
  } finally {
    vi.useRealTimers();
  }
});

test("a table program runs nothing of a file", async () => {
  const { ctx, applicationId } = await aTenant();
  const names = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "plain"];
  for (const name of names) {
    const { endpointId } = await anEndpoint(ctx, applicationId);
    await pool().query("update endpoint set name = $2 where id = $1", [endpointId, name]);
    await aDelivery({ applicationId, endpointId });
  }
  const staff = { ...aStaff("viewer"), requestId: randomUUID() };
  const scope = { applicationIds: [applicationId] };
  const one = await startDeliveryExport(staff, { filter: {}, ...scope, payloads: PAYLOADS });
  await finish(one);
  const csv = await fileOf(staff, one, "csv");
  expect(csv.startsWith('\ufeff"created_at","id","state"')).toBe(true);
  for (const name of names.slice(0, -1)) expect(csv).toContain(`,"'${name}",`);
  expect(csv).toContain(',"plain",');
});
