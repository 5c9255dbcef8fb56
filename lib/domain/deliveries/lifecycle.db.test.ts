import { beforeEach, describe, expect, test, vi } from "vitest";
import { hotPool, pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import {
  type ClaimedDelivery,
  claimDeliveries,
  postponeDeliveries,
  releaseDeliveries,
} from "@/lib/domain/deliveries/claim.ts";
import { createRecorder } from "@/lib/domain/deliveries/record.ts";
import { recordLostAttempts } from "@/lib/domain/deliveries/record-lost.ts";
import { replayDelivery, stopDelivery } from "@/lib/domain/deliveries/replay.ts";
import { findDueEndpoints } from "@/lib/domain/deliveries/sweep.ts";
import { type IngestItem, ingest } from "@/lib/domain/messages/ingest.ts";
import { newUuid } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { anItem, attemptOf, success } from "@/lib/testing/pipeline.ts";

useDatabase();

const ctx: Context = { actor: { kind: "system", label: "test" }, requestId: "test" };
const recorder = createRecorder();
let applicationId: string;
let endpointId: string;

beforeEach(async () => {
  applicationId = newUuid();
  await pool().query("insert into application (id, organization_id, name) values ($1, 'org_default', 'A')", [
    applicationId,
  ]);
  endpointId = await makeEndpoint({});
});

async function makeEndpoint(fields: { types?: string[]; channels?: string[]; off?: boolean }): Promise<string> {
  const id = newUuid();
  await pool().query(
    `insert into endpoint (id, application_id, url, event_types, channels, disabled_at) values ($1, $2, 'https://a.example/', $3, $4, $5)`,
    [id, applicationId, fields.types ?? [], fields.channels ?? [], fields.off ? new Date() : null],
  );
  return id;
}

const item = (fields: Partial<IngestItem> = {}): IngestItem => anItem({ applicationId, ...fields });

async function claim(limit: number, leaseMs = 30_000): Promise<ClaimedDelivery[]> {
  return (await claimDeliveries([{ endpointId, limit }], { leaseMs, marginMs: 15_000 })).deliveries;
}

async function claimOne(leaseMs = 30_000): Promise<ClaimedDelivery> {
  const [claimed] = await claim(1, leaseMs);
  if (!claimed) throw new Error("nothing was due");
  return claimed;
}

const deliveryRow = async (id: string) => (await pool().query("select * from delivery where id = $1", [id])).rows[0];
async function counters() {
  const { rows } = await pool().query(
    "select sum(delivered)::int as delivered, sum(retrying)::int as retrying, sum(failed)::int as failed from endpoint_rollup where endpoint_id = $1",
    [endpointId],
  );
  return rows[0];
}

describe("ingest", () => {
  test("a message is stored byte for byte and makes one delivery for each endpoint that wants it, with a verdict for the others", async () => {
    const group = await makeEndpoint({ types: ["job.*"] });
    const other = await makeEndpoint({ types: ["invoice.paid"] });
    const channel = await makeEndpoint({ channels: ["emea"] });
    const off = await makeEndpoint({ off: true });
    const one = item();
    expect(await ingest(one)).toMatchObject({ kind: "accepted" });
    const { rows } = await pool().query(
      "select endpoint_id, status, reason from delivery where message_id = $1 order by endpoint_id",
      [one.messageId],
    );
    expect(rows).toEqual(
      [
        { endpoint_id: endpointId, status: 0, reason: null },
        { endpoint_id: group, status: 0, reason: null },
        { endpoint_id: off, status: 3, reason: 1 },
      ].sort((a, b) => (a.endpoint_id < b.endpoint_id ? -1 : 1)),
    );
    const message = (await pool().query("select * from message where id = $1", [one.messageId])).rows[0];
    expect(message.payload).toBe('{"a":1.0}');
    expect(
      Object.fromEntries(message.skipped_endpoint_ids.map((id: string, i: number) => [id, message.skipped_reasons[i]])),
    ).toEqual({ [other]: 2, [channel]: 3 });
  });

  test("fifty equal requests at once make one message and get one id", async () => {
    const idempotencyHash = Buffer.from(newUuid());
    const requestHash = Buffer.from("same");
    const results = await Promise.all(Array.from({ length: 50 }, () => ingest(item({ idempotencyHash, requestHash }))));
    const ids = results.map((r) => ("messageId" in r ? r.messageId : r.kind));
    expect(new Set(ids).size).toBe(1);
    const { rows } = await pool().query("select count(*)::int as n from message where application_id = $1", [
      applicationId,
    ]);
    expect(rows[0].n).toBe(1);
    expect(await ingest(item({ idempotencyHash, requestHash: Buffer.from("else") }))).toEqual({
      kind: "idempotency_key_reused",
    });
  });

  test("an event id is taken once, and a refused message gives its idempotency key back", async () => {
    const idempotencyHash = Buffer.from(newUuid());
    expect(await ingest(item({ eventId: "e1" }))).toMatchObject({ kind: "accepted" });
    expect(await ingest(item({ eventId: "e1", idempotencyHash, requestHash: Buffer.from("r") }))).toEqual({
      kind: "event_id_taken",
    });
    expect(await ingest(item({ eventId: "e2", idempotencyHash, requestHash: Buffer.from("r") }))).toMatchObject({
      kind: "accepted",
    });
  });

  test("a revoked key and a foreign or missing application are refused without a trace, next to accepted neighbours", async () => {
    const key = newUuid();
    await pool().query(
      "insert into api_key (id, organization_id, name, token_hash, last4, created_by, revoked_at) values ($1, 'org_default', 'k', $2, 'xxxx', 'test', now())",
      [key, Buffer.from(key)],
    );
    const results = await Promise.all([
      ingest(item({ apiKeyId: key })),
      ingest(item({ organizationId: "org_other" })),
      ingest(item({ applicationId: newUuid() })),
      ingest(item({ applicationId: null, applicationUid: "nobody" })),
      ingest(item()),
    ]);
    expect(results.map((r) => r.kind)).toEqual([
      "key_revoked",
      "no_application",
      "no_application",
      "no_application",
      "accepted",
    ]);
    const { rows } = await pool().query("select count(*)::int as n from message where application_id = $1", [
      applicationId,
    ]);
    expect(rows[0].n).toBe(1);
  });

  test("a row that the database refuses harms none of the rows that share its commit", async () => {
    const results = await Promise.allSettled([
      ingest(item()),
      ingest(item({ deliverAt: "not a time" })),
      ingest(item()),
    ]);
    expect(results.map((r) => r.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  test("messages that share a commit wake the workers once, by the names of their endpoints", async () => {
    const other = await makeEndpoint({});
    const client = await pool().connect();
    const notices: string[] = [];
    client.on("notification", ({ payload }) => notices.push(payload ?? ""));
    await client.query("listen posthorn_wake");
    await Promise.all(Array.from({ length: 20 }, () => ingest(item())));
    // What was notified before this answer has arrived with it.
    await client.query("select 1");
    client.release(true);
    expect(notices.length).toBeGreaterThan(0);
    expect(notices.length).toBeLessThan(5);
    expect(new Set(notices[0]?.split(","))).toEqual(new Set([endpointId, other]));
  });

  test("a message for later is not due now", async () => {
    await ingest(item({ deliverAt: new Date(Date.now() + 3_600_000).toISOString() }));
    expect(await claim(5, 1_000)).toEqual([]);
  });
});

describe("delivery", () => {
  test("two workers never hold one delivery", async () => {
    for (let i = 0; i < 20; i++) await ingest(item());
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim(5)));
    const ids = claims.flat().map((d) => d.id);
    expect(ids.length).toBe(20);
    expect(new Set(ids).size).toBe(20);
  });

  test("a success moves it into history and counts it once", async () => {
    await ingest(item());
    const held = await claimOne();
    expect(await recorder.record(attemptOf(held, success))).toEqual({ late: false });
    expect(await deliveryRow(held.id)).toMatchObject({ status: 1, attempt_count: 1, next_at: null, lease_token: null });
    expect(await counters()).toEqual({ delivered: 1, retrying: 0, failed: 0 });
  });

  test("a failure waits for its retry; giving up moves the count from retrying to failed", async () => {
    await ingest(item());
    const first = await claimOne();
    await recorder.record(attemptOf(first, {}));
    expect(await counters()).toEqual({ delivered: 0, retrying: 1, failed: 0 });
    expect((await findDueEndpoints()).due).toContain(endpointId);
    const second = await claimOne();
    expect(second.attempt_count).toBe(1);
    await recorder.record(attemptOf(second, { nextStatus: 2 }));
    expect(await deliveryRow(first.id)).toMatchObject({ status: 2, attempt_count: 2, budget_used: 2 });
    expect(await counters()).toEqual({ delivered: 0, retrying: 0, failed: 1 });
    const health = (await pool().query("select * from endpoint_health where endpoint_id = $1", [endpointId])).rows[0];
    expect(health).toMatchObject({ consecutive_failures: 2, last_status_code: 500 });
    expect(health.failing_since).not.toBeNull();
  });

  test("a worker that lost its lease changes nothing: its try is kept as late", async () => {
    await ingest(item());
    const slow = await claimOne(0);
    const quick = await claimOne();
    expect(quick.lost_by).toBe(slow.lease_token);
    expect(quick.crash_count).toBe(1);
    await recordLostAttempts([quick]);
    expect(await recorder.record(attemptOf(slow, { nextStatus: 2 }))).toEqual({ late: true });
    expect(await deliveryRow(slow.id)).toMatchObject({ status: 0, attempt_count: 1, budget_used: 0 });
    expect(await recorder.record(attemptOf(quick, { ...success, number: 2 }))).toEqual({ late: false });
    expect(await deliveryRow(slow.id)).toMatchObject({ status: 1, attempt_count: 2 });
    const { rows } = await pool().query("select late, class from attempt where delivery_id = $1 order by late, id", [
      slow.id,
    ]);
    expect(rows).toHaveLength(3);
    expect(await counters()).toEqual({ delivered: 1, retrying: 0, failed: 0 });
  });

  test("an outcome outlives the connection that it was written through", async () => {
    await ingest(item());
    const held = await claimOne();
    const client = await pool().connect();
    await client.query("begin");
    await client.query("select from delivery_pending where id = $1 for update", [held.id]);
    const recorded = recorder.record(attemptOf(held, success));
    const terminate = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()`;
    await expect.poll(async () => (await client.query(terminate)).rowCount).toBe(1);
    await client.query("rollback");
    client.release();
    expect(await recorded).toEqual({ late: false });
    expect(await deliveryRow(held.id)).toMatchObject({ status: 1, attempt_count: 1 });
    expect(await counters()).toEqual({ delivered: 1, retrying: 0, failed: 0 });
  });

  test("an outcome is written down when the database was away for longer than the lease, unless the process is to end", async () => {
    await ingest(item());
    // A lease that is over by then, as it would be; nobody has taken it over.
    const held = await claimOne(0);
    let nowMs = performance.now();
    vi.spyOn(performance, "now").mockImplementation(() => nowMs);
    const write = vi.spyOn(hotPool(), "query");
    const away = () => {
      nowMs += 15_000;
      throw Object.assign(new Error("The database is away."), { code: "ECONNREFUSED" });
    };
    write.mockImplementationOnce(away).mockImplementationOnce(away).mockImplementationOnce(away);
    expect(await recorder.record(attemptOf(held, { nextStatus: 0, delayMs: 0 }))).toEqual({ late: false });
    expect(await deliveryRow(held.id)).toMatchObject({ status: 0, attempt_count: 1 });

    const ending = createRecorder();
    ending.hurry();
    write.mockImplementationOnce(away);
    await expect(ending.record(attemptOf(held, success))).rejects.toThrow("The database is away.");
    vi.restoreAllMocks();
  });

  test("a suspect that is postponed waits, keeps its count of crashes, and is no longer held", async () => {
    await ingest(item());
    await claimOne(0);
    const again = await claimOne();
    await postponeDeliveries([again], 3_600_000);
    expect(await claim(1, 1_000)).toEqual([]);
    await postponeDeliveries([again], 0);
    expect(await deliveryRow(again.id)).toMatchObject({ crash_count: 1, lease_token: null });
    await pool().query("update delivery_pending set next_at = now() where id = $1", [again.id]);
    expect(await claimOne()).toMatchObject({ crash_count: 1, lost_by: null });
  });

  test("what is released can be claimed at once, and only by its holder", async () => {
    await ingest(item());
    const held = await claimOne();
    await releaseDeliveries([{ id: held.id, lease_token: held.lease_token + 1_000 }]);
    expect(await claim(1, 1_000)).toEqual([]);
    await releaseDeliveries([held]);
    expect((await claimOne()).lost_by).toBeNull();
  });

  test("a replay of a failed delivery is one more try: a failure leaves it failed, a success makes it delivered", async () => {
    await ingest(item());
    const first = await claimOne();
    await recorder.record(attemptOf(first, { nextStatus: 2 }));
    await replayDelivery(ctx, { applicationId, deliveryId: first.id });
    const again = await claimOne();
    expect(again).toMatchObject({ trigger: 1, return_status: 2, requested_by: "test", budget_used: 1 });
    await recorder.record(attemptOf(again, { nextStatus: 2, burnsBudget: false }));
    expect(await counters()).toEqual({ delivered: 0, retrying: 0, failed: 1 });
    await replayDelivery(ctx, { applicationId, deliveryId: first.id });
    await recorder.record(attemptOf(await claimOne(), { ...success, burnsBudget: false }));
    expect(await deliveryRow(first.id)).toMatchObject({ status: 1, attempt_count: 3, budget_used: 1 });
    expect(await counters()).toEqual({ delivered: 1, retrying: 0, failed: 0 });
  });

  test("a failed replay of a waiting delivery leaves its retry where it was", async () => {
    await ingest(item());
    const first = await claimOne();
    await recorder.record(attemptOf(first, { delayMs: 3_600_000 }));
    const dueAt = (await deliveryRow(first.id)).next_at;
    await replayDelivery(ctx, { applicationId, deliveryId: first.id });
    const manual = await claimOne();
    expect(manual.retry_at).toEqual(dueAt);
    await recorder.record(attemptOf(manual, { nextAt: manual.retry_at, burnsBudget: false }));
    expect((await deliveryRow(first.id)).next_at).toEqual(dueAt);
    expect(await counters()).toEqual({ delivered: 0, retrying: 1, failed: 0 });
  });

  test("of many replays at once one try is made", async () => {
    await ingest(item());
    const first = await claimOne();
    await recorder.record(attemptOf(first, { nextStatus: 2 }));
    await Promise.all(Array.from({ length: 20 }, () => replayDelivery(ctx, { applicationId, deliveryId: first.id })));
    expect(await claim(10, 30_000)).toHaveLength(1);
    const { rows } = await pool().query("select count(*)::int as n from delivery where id = $1", [first.id]);
    expect(rows[0].n).toBe(1);
  });

  test("a stopped delivery is canceled, no longer counts as retrying, and can be replayed", async () => {
    await ingest(item());
    const first = await claimOne();
    await expect(stopDelivery(ctx, { applicationId, deliveryId: first.id })).rejects.toThrow(/nothing to stop/);
    await recorder.record(attemptOf(first, { delayMs: 3_600_000 }));
    await stopDelivery(ctx, { applicationId, deliveryId: first.id });
    expect(await deliveryRow(first.id)).toMatchObject({ status: 3, reason: 5 });
    expect(await counters()).toEqual({ delivered: 0, retrying: 0, failed: 0 });
    await replayDelivery(ctx, { applicationId, deliveryId: first.id });
    await recorder.record(attemptOf(await claimOne(), { ...success, burnsBudget: false }));
    expect(await counters()).toEqual({ delivered: 1, retrying: 0, failed: 0 });
  });

  test("a delivery of another application is indistinguishable from a missing one", async () => {
    await ingest(item());
    const held = await claimOne();
    await expect(replayDelivery(ctx, { applicationId: newUuid(), deliveryId: held.id })).rejects.toThrow(
      "Entity not found",
    );
    await expect(replayDelivery(ctx, { applicationId, deliveryId: newUuid() })).rejects.toThrow("Entity not found");
  });
});
