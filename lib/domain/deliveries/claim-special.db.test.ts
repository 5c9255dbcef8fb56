import { beforeEach, describe, expect, test } from "vitest";
import type { DeliveryOptions } from "@/lib/contract/delivery-options.ts";
import { pool } from "@/lib/db.ts";
import { claimDeliveries } from "@/lib/domain/deliveries/claim.ts";
import { type ClaimedCall, claimSpecial } from "@/lib/domain/deliveries/claim-special.ts";
import { createRecorder, type RecordedAttempt } from "@/lib/domain/deliveries/record.ts";
import { recordLostAttempts } from "@/lib/domain/deliveries/record-lost.ts";
import { findDueEndpoints, takeProbes } from "@/lib/domain/deliveries/sweep.ts";
import { ingest } from "@/lib/domain/messages/ingest.ts";
import { newUuid } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aBareApplication, aBareEndpoint, anItem, attemptOf, success } from "@/lib/testing/pipeline.ts";

useDatabase();

const LEASE = { leaseMs: 30_000, marginMs: 15_000 };
const recorder = createRecorder();
let applicationId: string;

beforeEach(async () => {
  await change("delete from delivery_pending");
  applicationId = await aBareApplication();
});

const anEndpoint = (fields: { throttleRate?: number; options?: DeliveryOptions } = {}) =>
  aBareEndpoint(applicationId, fields);

async function send(count: number, payload = "{}"): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const item = anItem({ applicationId, payload });
    ids.push(item.messageId);
    await ingest(item);
  }
  return ids;
}

const claim = (endpointId: string, limit = 10) => claimSpecial([{ endpointId, limit }], LEASE);
const callsOf = async (endpointId: string, limit = 10) => (await claim(endpointId, limit)).calls;
const messagesOf = (calls: ClaimedCall[]) => calls.flatMap((call) => call.deliveries.map((d) => d.message_id));

async function end(call: ClaimedCall | undefined, fields: Partial<RecordedAttempt> = success): Promise<void> {
  if (!call) throw new Error("Nothing was claimed.");
  const attemptId = newUuid();
  const batchId = call.batch?.id ?? null;
  const entries = call.deliveries.map((d, i) => attemptOf(d, { attemptId, batchId, leads: i === 0, ...fields }));
  await (batchId ? recorder.recordBatch(entries) : Promise.all(entries.map((entry) => recorder.record(entry))));
}

const isDue = async (endpointId: string) => (await findDueEndpoints()).due.includes(endpointId);
const change = (sql: string, ...values: unknown[]) => pool().query(sql, values);

describe("rate limits", () => {
  test("the usual claim leaves such an endpoint alone and says so", async () => {
    const endpointId = await anEndpoint({ throttleRate: 10 });
    await send(1);
    expect(await claimDeliveries([{ endpointId, limit: 5 }], LEASE)).toEqual({ deliveries: [], special: [endpointId] });
    expect(await isDue(endpointId)).toBe(true);
  });

  test("many workers at once give out each moment once, a window's length divided by the count apart", async () => {
    const endpointId = await anEndpoint({ throttleRate: 10 });
    await send(40);
    const claims = await Promise.all(Array.from({ length: 6 }, () => claim(endpointId, 30)));
    const calls = claims.flatMap((one) => one.calls);
    expect(calls.length).toBeGreaterThanOrEqual(10);
    expect(calls.length).toBeLessThanOrEqual(13);
    const { rows } = await pool().query(
      "select extract(epoch from next_free_at - now()) * 1000 as ms from rate_budget",
    );
    expect(Number(rows[0].ms)).toBeLessThanOrEqual(calls.length * 100);
    expect(calls.filter((call) => call.limitMs !== null).length).toBeGreaterThanOrEqual(calls.length - 1);
    for (const one of claims) expect(one.again.get(endpointId)).toBeGreaterThan(0);
  });

  test("an application's limit holds over all its endpoints", async () => {
    applicationId = await aBareApplication(5);
    const endpoints = await Promise.all([anEndpoint(), anEndpoint(), anEndpoint()]);
    await send(10);
    const { calls } = await claimSpecial(
      endpoints.map((endpointId) => ({ endpointId, limit: 10 })),
      LEASE,
    );
    const starts = calls.map((call) => Math.round(call.startInMs / 100)).sort((a, b) => a - b);
    expect(calls.length).toBeGreaterThanOrEqual(5);
    expect(calls.length).toBeLessThanOrEqual(7);
    expect(new Set(starts).size).toBe(calls.length);
  });

  test("a window longer than a second spreads the count over it", async () => {
    const endpointId = await anEndpoint({ throttleRate: 2, options: { throttleWindowSeconds: 60 } });
    await send(5);
    expect(await callsOf(endpointId)).toHaveLength(1);
    expect(await callsOf(endpointId)).toHaveLength(0);
  });

  test("a limit that is loosened counts from then on", async () => {
    const endpointId = await anEndpoint({ throttleRate: 1, options: { throttleWindowSeconds: 3600 } });
    await send(3);
    expect(await callsOf(endpointId)).toHaveLength(1);
    await change("update endpoint set throttle_rate = 100, delivery_options = '{}' where id = $1", endpointId);
    await change("update rate_budget set next_free_at = now() + interval '1 hour'");
    await expect.poll(async () => (await callsOf(endpointId)).length, { timeout: 5_000 }).toBeGreaterThan(0);
  });

  test("what a person asks for does not wait for the limit, and counts", async () => {
    const endpointId = await anEndpoint({ throttleRate: 1 });
    await send(3);
    await callsOf(endpointId);
    await change("update delivery_pending set trigger = 1 where lease_token is null");
    const asked = await callsOf(endpointId);
    expect(asked.map((call) => call.startInMs)).toEqual([0]);
  });
});

describe("strict order", () => {
  test("only the head of the line is taken, by however many workers, and the next when it has ended", async () => {
    const endpointId = await anEndpoint({ options: { fifo: true } });
    const sent = await send(3);
    const claims = await Promise.all(Array.from({ length: 6 }, () => callsOf(endpointId)));
    const [head, ...others] = claims.flat();
    expect(others).toEqual([]);
    expect(head?.deliveries[0]?.message_id).toBe(sent[0]);
    expect(await isDue(endpointId)).toBe(false);
    await end(head);
    expect(await isDue(endpointId)).toBe(true);
    expect(messagesOf(await callsOf(endpointId))).toEqual([sent[1]]);
  });

  test("a failure holds the line until its retry succeeds or gives up", async () => {
    const endpointId = await anEndpoint({ options: { fifo: true } });
    const sent = await send(2);
    const [head] = await callsOf(endpointId);
    await end(head, { delayMs: 3_600_000 });
    expect(await callsOf(endpointId)).toEqual([]);
    expect(await isDue(endpointId)).toBe(false);
    await change("update delivery_pending set next_at = now() where attempt_count > 0");
    const [again] = await callsOf(endpointId);
    await end(again, { nextStatus: 2, delayMs: null });
    expect(messagesOf(await callsOf(endpointId))).toEqual([sent[1]]);
  });

  test("messages are numbered in the order of their commits, and a message for later joins the line when its time comes", async () => {
    const endpointId = await anEndpoint({ options: { fifo: true } });
    const later = anItem({ applicationId, deliverAt: new Date(Date.now() + 3_600_000).toISOString() });
    await ingest(later);
    await Promise.all(Array.from({ length: 20 }, () => send(1)));
    const { rows } = await pool().query<{ sequence: number }>(
      "select sequence from message where application_id = $1 order by sequence",
      [applicationId],
    );
    expect(rows.map((row) => row.sequence)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
    const [head] = await callsOf(endpointId);
    expect(head?.deliveries[0]?.message_sequence).toBe(2);
    await end(head);
    await change("update delivery_pending set next_at = now() where message_id = $1", later.messageId);
    expect(messagesOf(await callsOf(endpointId))).toEqual([later.messageId]);
  });

  test("what waits in line when strict order ends is not forgotten", async () => {
    const endpointId = await anEndpoint({ options: { fifo: true } });
    const sent = await send(2);
    await change("update endpoint set delivery_options = '{}' where id = $1", endpointId);
    expect(await isDue(endpointId)).toBe(true);
    expect((await claimDeliveries([{ endpointId, limit: 5 }], LEASE)).special).toEqual([endpointId]);
    const [head] = await callsOf(endpointId);
    expect(head?.deliveries[0]?.message_id).toBe(sent[0]);
  });
});

describe("batches", () => {
  const batch = { maxEvents: 3, maxWaitSeconds: 60 };
  const waitedLongEnough = () =>
    change("update delivery_pending set next_at = next_at - interval '60 seconds' where batch_id is null");

  test("events wait for others, and go at once when the batch is full", async () => {
    const endpointId = await anEndpoint({ options: { batch } });
    const sent = await send(2);
    expect(await callsOf(endpointId)).toEqual([]);
    expect(await isDue(endpointId)).toBe(false);
    sent.push(...(await send(2)));
    const calls = await callsOf(endpointId);
    expect(calls.map((call) => call.batch?.messages.map((m) => m.id))).toEqual([sent.slice(0, 3)]);
    expect(await callsOf(endpointId)).toEqual([]);
  });

  test("an event waits no longer than it should", async () => {
    const endpointId = await anEndpoint({ options: { batch } });
    const sent = await send(2);
    await waitedLongEnough();
    expect(await isDue(endpointId)).toBe(true);
    expect(messagesOf(await callsOf(endpointId))).toEqual(sent);
  });

  test("one request is one attempt, and every delivery of it knows the outcome", async () => {
    const endpointId = await anEndpoint({ options: { batch } });
    await send(3);
    const [call] = await callsOf(endpointId);
    await end(call);
    const attempts = await pool().query("select batch_id from attempt where endpoint_id = $1", [endpointId]);
    expect(attempts.rows).toEqual([{ batch_id: call?.batch?.id }]);
    const { rows } = await pool().query("select status, attempt_count, batch_id from delivery where endpoint_id = $1", [
      endpointId,
    ]);
    expect(rows).toEqual(Array(3).fill({ status: 1, attempt_count: 1, batch_id: call?.batch?.id }));
  });

  test("a batch that failed stays together and keeps its id and content, though newer events wait", async () => {
    const endpointId = await anEndpoint({ options: { batch } });
    await send(3);
    const [first] = await callsOf(endpointId);
    await end(first, { delayMs: 0 });
    await send(1);
    const claims = await Promise.all(Array.from({ length: 4 }, () => callsOf(endpointId)));
    const [again, ...others] = claims.flat();
    expect(others).toEqual([]);
    expect(again?.batch).toEqual(first?.batch);
    expect(again?.deliveries).toHaveLength(3);
  });

  test("a delivery of a batch that was replayed alone leaves the content of the others' request as it was", async () => {
    const endpointId = await anEndpoint({ options: { batch } });
    await send(3);
    const [first] = await callsOf(endpointId);
    await end(first, { delayMs: 3_600_000 });
    const one = String(first?.deliveries[1]?.id);
    await change("update delivery_pending set trigger = 1, retry_at = next_at, next_at = now() where id = $1", one);
    const [alone] = await callsOf(endpointId);
    expect([alone?.deliveries.map((d) => d.id), alone?.batch]).toEqual([[one], null]);
    await end(alone);
    await change("update delivery_pending set next_at = now() where batch_id is not null");
    const [again] = await callsOf(endpointId);
    expect(again?.deliveries).toHaveLength(2);
    expect(again?.batch).toEqual(first?.batch);
  });

  test("payloads of more than 4 MiB are sent in more than one request", async () => {
    const endpointId = await anEndpoint({ options: { batch: { maxEvents: 10, maxWaitSeconds: 0 } } });
    await send(6, JSON.stringify({ text: "x".repeat(1_000_000) }));
    const [first] = await callsOf(endpointId);
    const [second] = await callsOf(endpointId);
    expect([first?.deliveries.length, second?.deliveries.length]).toEqual([4, 2]);
  });

  test("what a dead worker held of a batch comes back as that batch, with one try on record", async () => {
    const endpointId = await anEndpoint({ options: { batch } });
    await send(3);
    const [first] = await callsOf(endpointId);
    await change("update delivery_pending set lease_until = now() - interval '1 second'");
    const [again] = await callsOf(endpointId);
    expect(again?.batch).toEqual(first?.batch);
    await recordLostAttempts(again?.deliveries ?? []);
    const { rows } = await pool().query("select batch_id, number from attempt where endpoint_id = $1", [endpointId]);
    expect(rows).toEqual([{ batch_id: first?.batch?.id, number: 1 }]);
  });

  test("strict order holds between batches", async () => {
    const endpointId = await anEndpoint({ options: { batch, fifo: true } });
    const sent = await send(7);
    const [first] = await callsOf(endpointId);
    expect(first?.batch?.messages.map((m) => m.id)).toEqual(sent.slice(0, 3));
    expect(await callsOf(endpointId)).toEqual([]);
    await end(first, { delayMs: 3_600_000 });
    expect(await callsOf(endpointId)).toEqual([]);
    await change("update delivery_pending set next_at = now() where batch_id is not null");
    const [again] = await callsOf(endpointId);
    await end(again);
    const [second] = await callsOf(endpointId);
    expect(second?.batch?.messages.map((m) => m.id)).toEqual(sent.slice(3, 6));
  });
});

describe("held endpoints", () => {
  test.each([
    ["usual", {}],
    ["limited", { throttleRate: 100 }],
  ])("a paused %s endpoint gets nothing but what a person asks for", async (_, fields) => {
    const endpointId = await anEndpoint(fields);
    await send(2);
    await change("update endpoint set paused_at = now() where id = $1", endpointId);
    expect(await isDue(endpointId)).toBe(false);
    const take = async () => [
      ...(await claimDeliveries([{ endpointId, limit: 5 }], LEASE)).deliveries,
      ...messagesOf(await callsOf(endpointId)),
    ];
    expect(await take()).toEqual([]);
    await change(
      "update delivery_pending set trigger = 1 where id = (select min(id::text)::uuid from delivery_pending)",
    );
    expect(await isDue(endpointId)).toBe(true);
    expect(await take()).toHaveLength(1);
  });

  test("an open breaker lets one probe pass when its pause is over, of however many workers", async () => {
    const endpointId = await anEndpoint();
    await send(5);
    const open = (until: string) =>
      change(
        `insert into endpoint_health (endpoint_id, breaker_state, breaker_until) values ($1, 1, now() + interval '${until}')
         on conflict (endpoint_id) do update set breaker_until = excluded.breaker_until`,
        endpointId,
      );
    await open("1 minute");
    expect(await findDueEndpoints()).toEqual({ due: [], probes: [] });
    expect((await claimDeliveries([{ endpointId, limit: 5 }], LEASE)).deliveries).toEqual([]);

    await open("-1 second");
    expect((await findDueEndpoints()).probes).toEqual([endpointId]);
    const won = await Promise.all(Array.from({ length: 5 }, () => takeProbes([endpointId], 30_000)));
    expect(won.flat()).toEqual([endpointId]);
    expect((await claimDeliveries([{ endpointId, limit: 1, probe: true }], LEASE)).deliveries).toHaveLength(1);
    expect(await findDueEndpoints()).toEqual({ due: [], probes: [] });
  });
});
