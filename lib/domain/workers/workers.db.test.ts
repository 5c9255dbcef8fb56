import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { getSystem } from "@/lib/domain/system/get.ts";
import { getSystemHistory } from "@/lib/domain/system/history.ts";
import { takeSample } from "@/lib/domain/system/sample.ts";
import { getSystemStorage } from "@/lib/domain/system/storage.ts";
import { drainWorker, resumeWorker } from "@/lib/domain/workers/drain.ts";
import { beat, type Heartbeat } from "@/lib/domain/workers/heartbeat.ts";
import { anApiKey } from "@/lib/testing/access.ts";
import { useDatabase } from "@/lib/testing/database.ts";

useDatabase();

const staff = (role: "viewer" | "engineer"): Context => ({
  actor: { kind: "staff", id: randomUUID(), label: "Ada", role },
  requestId: "test",
});

function aWorker() {
  const identity = { id: randomUUID(), pid: 7, version: "1", host: "box" };
  const connections = { busy: 1, open: 2, waiting: 0, most: 20 };
  const usual: Heartbeat = {
    inFlight: 3,
    poolIds: [],
    connections,
    orders: null,
    isResting: false,
    proxyTrouble: null,
  };
  const say = (changes: Partial<Heartbeat> = {}) => beat(identity, { ...usual, ...changes });
  const state = async () => (await getSystem(staff("viewer"))).workers.find(({ id }) => id === identity.id)?.state;
  return { workerId: identity.id, say, state };
}

test("a worker hears with its heartbeat that it is drained and resumed, and staff sees when it is done", async () => {
  const { workerId, say, state } = aWorker();
  expect((await say()).orders).toBeNull();
  expect(await state()).toBe("working");

  const ctx = staff("engineer");
  expect(await drainWorker(ctx, { workerId })).toMatchObject({ state: "draining", drainBy: "Ada", inFlight: 3 });
  await drainWorker(ctx, { workerId });
  const { orders } = await say();
  expect(orders).toMatchObject({ drainBy: "Ada" });
  await say({ isResting: true });
  expect(await state()).toBe("draining");
  await say({ isResting: true, inFlight: 0 });
  expect(await state()).toBe("drained");

  expect((await resumeWorker(ctx, { workerId })).state).toBe("resuming");
  expect((await say()).orders).toBeNull();
  expect(await state()).toBe("working");
  const { rows } = await pool().query("select action, actor_label from audit_log where object_id = $1 order by id", [
    workerId,
  ]);
  expect(rows).toEqual([
    { action: "worker.drained", actor_label: "Ada" },
    { action: "worker.resumed", actor_label: "Ada" },
  ]);
});

test("staff see since when nothing gets through the egress proxy, what it says, and when it is over", async () => {
  const { workerId, say } = aWorker();
  const seen = async () => (await getSystem(staff("viewer"))).workers.find(({ id }) => id === workerId);
  const since = new Date(Date.now() - 90_000);
  await say({ proxyTrouble: { since, says: "the egress proxy answered 407" } });
  expect(await seen()).toMatchObject({
    state: "working",
    proxyFailingSince: since.toISOString(),
    proxySays: "the egress proxy answered 407",
  });
  await say();
  expect(await seen()).toMatchObject({ proxyFailingSince: null, proxySays: null });
});

test("a drained worker that others took for dead is still drained when it comes back", async () => {
  const { workerId, say, state } = aWorker();
  await say();
  await drainWorker(staff("engineer"), { workerId });
  const { orders } = await say();
  await pool().query("update worker set seen_at = now() - interval '1 minute' where id = $1", [workerId]);
  const other = aWorker();
  expect((await other.say()).dead).toEqual([workerId]);
  await say({ orders, isResting: true, inFlight: 0 });
  expect(await state()).toBe("drained");
});

test("viewers and keys of one organization of several drain nothing, and no worker is not found", async () => {
  const { workerId, say } = aWorker();
  await say();
  await expect(drainWorker(staff("viewer"), { workerId })).rejects.toMatchObject({ code: "insufficient access" });
  const { ctx } = await anApiKey();
  await expect(drainWorker(ctx, { workerId })).rejects.toMatchObject({ code: "insufficient access" });
  await expect(getSystem(ctx)).rejects.toMatchObject({ code: "insufficient access" });
  await expect(drainWorker(staff("engineer"), { workerId: "nobody" })).rejects.toMatchObject({ code: "not_found" });
});

test("the system is sampled once in ten seconds, whoever asks, and tells its days", async () => {
  await Promise.all([takeSample(), takeSample(), takeSample()]);
  const { rows } = await pool().query(
    "select count(*)::integer as n, count(due)::integer as filled from system_sample",
  );
  expect(rows[0].n).toBeLessThanOrEqual(2);
  expect(rows[0].filled).toBe(rows[0].n);
  await pool().query(
    `insert into system_sample (at, due, deliveries_in, deliveries_out, tries)
     select now() - n * interval '10 seconds', n, 1000 - n * 100, 500 - n * 50, 0 from generate_series(2, 8) n`,
  );
  const { data } = await getSystemHistory(staff("viewer"), { range: "15m" });
  expect(data).toContainEqual(expect.objectContaining({ due: 3, inPerSecond: 10, outPerSecond: 5, triesPerSecond: 0 }));

  const storage = await getSystemStorage(staff("viewer"));
  const message = storage.tables.find(({ name }) => name === "message");
  expect(message?.partitions.length).toBeGreaterThan(7);
  expect(Date.parse(storage.nextDropped?.at ?? "")).toBeGreaterThan(Date.now());
  expect(Date.parse(storage.nextMade?.at ?? "")).toBeGreaterThan(Date.now());
});
