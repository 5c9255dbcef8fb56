import { describe, expect, test } from "vitest";
import type { ApplicationReplayIn } from "@/lib/contract/replay.ts";
import { pool } from "@/lib/db.ts";
import { replayDelivery } from "@/lib/domain/deliveries/replay.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { countPlace, newCount, timesOf } from "@/lib/domain/replays/preview.ts";
import { NO_FILTER, type ReplayScope } from "@/lib/domain/replays/scope.ts";
import { previewReplay, type ReplayWish, startReplay } from "@/lib/domain/replays/start.ts";
import { formatId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery, aHalfHour, aMessage } from "@/lib/testing/deliveries.ts";
import { failedReplay, sendDue, work } from "@/lib/testing/tasks.ts";
import { aCustomer, anEndpoint, aStaff, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const since = () => ago(13 * 24 * HOUR);

async function aPlace(input: Parameters<typeof anEndpoint>[2] = {}) {
  const tenant = await aTenant();
  const { endpoint, endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId, input);
  return { ...tenant, endpoint, endpointId, place: { applicationId: tenant.applicationId, endpointId } };
}
type Place = { applicationId: string; endpointId: string };
const recover = (place: Place, body: object = {}): ReplayWish => ({
  kind: "endpoint.recover",
  ...place,
  body: { since: since(), ...body },
});
const missing = (place: Place, body: object = {}): ReplayWish => ({
  kind: "endpoint.replay",
  ...place,
  body: { since: since(), ...body },
});
const bulk = (place: Place, body: Partial<ApplicationReplayIn> = {}): ReplayWish => ({
  kind: "endpoint.bulk-replay",
  ...place,
  body: { since: since(), ...body },
});

async function row(deliveryId: string) {
  const { rows } = await pool().query<{
    status: number;
    attempt_count: number;
    reason: number | null;
    requested_by: string | null;
    next_at: Date | null;
    retry_at: Date | null;
  }>("select status, attempt_count, reason, requested_by, next_at, retry_at from delivery where id = $1", [deliveryId]);
  return rows[0];
}

async function rollup(endpointId: string) {
  const { rows } = await pool().query(
    "select sum(delivered)::int as delivered, sum(retrying)::int as retrying, sum(failed)::int as failed from endpoint_rollup where endpoint_id = $1",
    [endpointId],
  );
  return rows[0];
}

describe("recovering", () => {
  test("replays what failed, and what was given up because the endpoint went off, each once", async () => {
    const { ctx, place, endpointId } = await aPlace();
    const old = { atMs: Date.now() - HOUR };
    const failed = await aDelivery({ ...place, ...old, state: "failed" });
    const off = await aDelivery({ ...place, ...old, state: "canceled", reason: "endpoint_off", attempts: [{}] });
    await aDelivery({ ...place, ...old, state: "delivered" });
    await aDelivery({ ...place, ...old, state: "canceled", reason: "endpoint_off" });
    await aDelivery({ ...place, ...old, state: "canceled", reason: "stopped", attempts: [{}] });
    await aDelivery({ ...place, ...old, state: "retrying", nextAtMs: Date.now() + HOUR });
    await aDelivery({ ...place, ...old, state: "failed", isTest: true });
    await aDelivery({ ...place, atMs: Date.now() - 14 * 24 * HOUR, state: "failed" });
    const expunged = await aDelivery({ ...place, ...old, state: "failed", payload: null });

    const preview = await previewReplay(ctx, recover(place));
    expect(preview).toMatchObject({ deliveries: 2, exact: true, messages: 2, expunged: 1 });
    const started = await startReplay(ctx, recover(place, { name: "After the fix" }));
    expect(started).toMatchObject({
      task: "endpoint.recover",
      status: "running",
      state: "preparing",
      name: "After the fix",
    });

    expect((await work(started)).progress).toMatchObject({ total: 2, queued: 2, left: 0 });
    expect(await row(failed.deliveryId)).toMatchObject({ status: 0, requested_by: "test key" });
    const sent = await sendDue(endpointId);
    expect(new Set(sent.map((d) => d.id))).toEqual(new Set([failed.deliveryId, off.deliveryId]));
    expect(sent.find((d) => d.id === failed.deliveryId)).toMatchObject({ trigger: 0, return_status: 2 });
    const over = await work(started);
    expect(over).toMatchObject({ status: "finished", state: "finished", data: { messagesSent: 2 } });
    expect(over.progress).toMatchObject({ total: 2, queued: 0, succeeded: 2, failed: 0, skipped: 0, left: 0 });
    expect(await row(expunged.deliveryId)).toMatchObject({ status: 2 });
  });

  test("what fails again goes back to what it was, is counted by cause, and is not sent twice by the same task", async () => {
    const { ctx, place, endpointId } = await aPlace();
    const { deliveryId } = await aDelivery({ ...place, state: "failed" });
    const task = await startReplay(ctx, recover(place));
    await work(task);
    const [tried] = await sendDue(endpointId, failedReplay);
    expect(tried?.id).toBe(deliveryId);
    const over = await work(task);
    expect(over).toMatchObject({ status: "finished", progress: { total: 1, failed: 1, succeeded: 0 } });
    expect(over.progress.causes).toEqual([{ cause: expect.any(String), label: expect.any(String), count: 1 }]);
    expect(await row(deliveryId)).toMatchObject({ status: 2, attempt_count: 2 });
    expect(await sendDue(endpointId)).toEqual([]);
  });

  test("a fault of ours in the middle of a replay has it tried again, and counts nothing", async () => {
    const { ctx, place, endpointId } = await aPlace();
    await aDelivery({ ...place, state: "failed" });
    await aHalfHour({ ...place, failed: 1 });
    const task = await startReplay(ctx, recover(place));
    await work(task);
    await sendDue(endpointId, () => ({ nextStatus: 0, requeued: true, burnsBudget: false }));
    expect(await rollup(endpointId)).toEqual({ delivered: 0, retrying: 0, failed: 1 });
    expect((await work(task)).progress).toMatchObject({ queued: 1, failed: 0 });
    await sendDue(endpointId);
    expect(await work(task)).toMatchObject({ state: "finished", progress: { succeeded: 1, failed: 0 } });
    expect(await rollup(endpointId)).toEqual({ delivered: 1, retrying: 0, failed: 0 });
  });

  test("never sends what has become something else since: delivered, tried by a person, or failed later", async () => {
    const { ctx, customer, place, endpointId } = await aPlace();
    const old = { atMs: Date.now() - HOUR, state: "failed" as const };
    const [a, b] = [await aDelivery({ ...place, ...old }), await aDelivery({ ...place, ...old })];
    const task = await startReplay(ctx, recover(place, { startInSeconds: 60 }));
    expect(await work(task)).toMatchObject({
      state: "running",
      waiting: { kind: "start" },
      progress: { total: 2, left: 2 },
    });
    await replayDelivery(customer, { applicationId: place.applicationId, deliveryId: a.deliveryId });
    await sendDue(endpointId);
    await replayDelivery(customer, { applicationId: place.applicationId, deliveryId: b.deliveryId });
    await sendDue(endpointId, failedReplay);
    const late = await aDelivery({ ...place, ...old, finishedAtMs: Date.now() + 1_000 });
    await pool().query("update background_task set next_at = now()");
    expect(await work(task)).toMatchObject({ state: "finished", progress: { total: 2, skipped: 2, succeeded: 0 } });
    expect(await sendDue(endpointId)).toEqual([]);
    expect(await row(late.deliveryId)).toMatchObject({ status: 2, attempt_count: 1 });
  });

  test("is refused beyond 14 days, for a range that ends before it begins, and while the endpoint is off", async () => {
    const { ctx, place } = await aPlace();
    const loc = (field: string) => ({ code: "validation", issues: [{ loc: ["body", field] }] });
    await expect(startReplay(ctx, recover(place, { since: ago(15 * 24 * HOUR) }))).rejects.toMatchObject(loc("since"));
    await expect(startReplay(ctx, recover(place, { until: ago(14 * 24 * HOUR) }))).rejects.toMatchObject(loc("until"));
    await patchEndpoint(ctx, { ...place, patch: { disabled: true } });
    await expect(startReplay(ctx, recover(place))).rejects.toMatchObject({ code: "conflict" });
    expect(
      (await pool().query("select 1 from background_task where endpoint_id = $1", [place.endpointId])).rows,
    ).toEqual([]);
  });

  test("of another customer is not found, and needs the capability", async () => {
    const { ctx, organizationId, applicationId, place } = await aPlace();
    const other = await aPlace();
    await expect(startReplay(other.customer, recover(place))).rejects.toMatchObject({ code: "not_found" });
    await expect(startReplay(ctx, recover({ ...place, endpointId: other.endpointId }))).rejects.toMatchObject({
      code: "not_found",
    });
    const reader = aCustomer(applicationId, { organizationId, capabilities: ["ViewBase"] });
    await expect(startReplay(reader, recover(place))).rejects.toMatchObject({ code: "insufficient access" });
    await expect(startReplay(aStaff("viewer"), recover(place))).rejects.toMatchObject({ code: "insufficient access" });
    await expect(startReplay(aStaff("support"), recover(place))).resolves.toMatchObject({ status: "running" });
  });
});

describe("sending what is missing", () => {
  test("takes messages that the endpoint wants now and never had a try of", async () => {
    const { ctx, place, endpointId } = await aPlace({ channels: ["eu"] });
    await pool().query("update endpoint set event_types = '{invoice.paid}' where id = $1", [endpointId]);
    await pool().query("update endpoint set created_at = now() - interval '1 hour' where id = $1", [endpointId]);
    const { applicationId } = place;
    const channels = ["eu"];
    const before = await aMessage({ applicationId, channels, atMs: Date.now() - 2 * HOUR });
    const skipped = await aMessage({
      applicationId,
      channels,
      atMs: Date.now() - HOUR / 2,
      skipped: { [endpointId]: 2 },
    });
    const off = await aDelivery({ ...place, channels, state: "canceled", reason: "endpoint_off" });
    // Sent to another endpoint alone, of another type, in no channel of it, a test, without content, tried.
    await aMessage({ applicationId, channels });
    await aMessage({ applicationId, channels, eventType: "invoice.failed", skipped: { [endpointId]: 2 } });
    await aMessage({ applicationId, skipped: { [endpointId]: 3 } });
    await aMessage({ applicationId, channels, isTest: true, atMs: Date.now() - 2 * HOUR });
    await aMessage({ applicationId, channels, payload: null, skipped: { [endpointId]: 2 } });
    await aDelivery({ ...place, channels, state: "failed" });

    expect(await previewReplay(ctx, missing(place))).toMatchObject({
      deliveries: 3,
      messages: 3,
      expunged: 1,
      exact: true,
    });
    const task = await startReplay(ctx, missing(place));
    expect(task.task).toBe("endpoint.replay");
    expect((await work(task)).progress).toMatchObject({ total: 3, queued: 3 });
    const sent = await sendDue(endpointId, (d) => (d.message_id === before ? failedReplay(d) : { ...SUCCESS }));
    expect(new Set(sent.map((d) => d.message_id))).toEqual(new Set([before, skipped, off.messageId]));
    expect(await work(task)).toMatchObject({ state: "finished", progress: { succeeded: 2, failed: 1 } });
    // One try was all; it is there to be recovered, and no longer missing.
    expect((await previewReplay(ctx, missing(place))).deliveries).toBe(0);
    expect(await rollup(endpointId)).toMatchObject({ delivered: 2, retrying: 0, failed: 1 });
  });

  test("leaves out what the payload filter of the endpoint does not want, large payloads too", async () => {
    const { ctx, place, endpointId } = await aPlace({ filter: { path: "/amount", op: "gt", value: 100 } });
    const old = { applicationId: place.applicationId, atMs: Date.now() - HOUR };
    const filler = "x".repeat(900_000);
    const wanted: string[] = [];
    for (const amount of [1, 500, 100, 101, 7, 900]) {
      const id = await aMessage({ ...old, payload: JSON.stringify({ amount, filler }) });
      if (amount > 100) wanted.push(id);
    }
    expect((await previewReplay(ctx, missing(place))).deliveries).toBe(3);
    await work(await startReplay(ctx, missing(place)));
    expect(new Set((await sendDue(endpointId)).map((d) => d.message_id))).toEqual(new Set(wanted));
  });

  test("two tasks at once make one delivery of a message", async () => {
    const { ctx, place, endpointId } = await aPlace();
    await aMessage({ applicationId: place.applicationId, atMs: Date.now() - HOUR });
    const later = missing(place, { startInSeconds: 60 });
    const tasks = [await startReplay(ctx, later), await startReplay(ctx, later)];
    await Promise.all(tasks.map(work));
    await pool().query("update background_task set next_at = now()");
    await Promise.all(tasks.map(work));
    expect(await sendDue(endpointId)).toHaveLength(1);
    const over = await Promise.all(tasks.map(work));
    expect(over.map(({ progress }) => progress.succeeded + progress.skipped)).toEqual([1, 1]);
    expect((await pool().query("select 1 from delivery where endpoint_id = $1", [endpointId])).rows).toHaveLength(1);
  });
});

const SUCCESS = { status: 0, classCode: 0, causeCode: null, statusCode: 200, nextStatus: 1, delayMs: null } as const;

describe("replaying by a filter", () => {
  test("takes what matches, delivered ones too, and puts a waiting retry off", async () => {
    const { ctx, place, endpointId } = await aPlace();
    const delivered = await aDelivery({ ...place, state: "delivered", tags: ["vip"] });
    const failed = await aDelivery({ ...place, state: "failed", channels: ["eu"], eventType: "order.lost" });
    const retryAt = Date.now() + HOUR;
    const retrying = await aDelivery({ ...place, state: "retrying", nextAtMs: retryAt });
    await aDelivery({
      ...place,
      state: "canceled",
      attempts: [{ statusCode: null, class: "total_timeout", cause: "timeout" }],
    });
    const count = async (body: Partial<ApplicationReplayIn>) =>
      (await previewReplay(ctx, bulk(place, body))).deliveries;
    expect(await count({})).toBe(4);
    expect(await count({ tag: "vip" })).toBe(1);
    expect(await count({ channel: "eu" })).toBe(1);
    expect(await count({ eventTypes: ["order.*"] })).toBe(1);
    expect(await Promise.all([0, 1, 2, 3, 4].map((status) => count({ status })))).toEqual([1, 1, 1, 0, 1]);
    expect(await count({ statusCodeClass: 500 })).toBe(2);
    expect(await count({ statusCodeClass: 0 })).toBe(1);
    expect(await count({ codes: ["2xx"] })).toBe(1);
    expect(await count({ causes: ["server_error"] })).toBe(2);
    await expect(count({ causes: ["bad luck"] })).rejects.toMatchObject({ issues: [{ loc: ["body", "causes"] }] });

    const task = await startReplay(ctx, bulk(place, { status: null }));
    await work(task);
    const sent = await sendDue(endpointId, (d) => (d.id === failed.deliveryId ? SUCCESS : failedReplay(d)));
    expect(sent).toHaveLength(4);
    expect(await work(task)).toMatchObject({ state: "finished", progress: { total: 4, succeeded: 1, failed: 3 } });
    expect(await row(delivered.deliveryId)).toMatchObject({ status: 1, attempt_count: 2 });
    expect(await row(retrying.deliveryId)).toMatchObject({ status: 0, next_at: new Date(retryAt), retry_at: null });
  });

  test("a dry run counts each delivery and each message once, over chunks, quiet weeks and endpoints", async () => {
    const { ctx, applicationId, place } = await aPlace();
    const second = await anEndpoint(ctx, applicationId, { uid: "second" });
    // Of each message a delivery to either endpoint; more of them within a day than one statement reads, and three long before.
    await pool().query(
      `with made as (
         select n, uuid_v7(now() - case when n > 3 then n * interval '5 seconds' else n * interval '20 days' end) as id from generate_series(1, 3503) n
       ),
       m as (
         insert into message (id, application_id, event_type, payload)
         select id, $1, case when n % 2 = 0 then 'even' else 'odd' end, case when n <> 100 then '{}' end from made
       )
       insert into delivery_history (id, status, application_id, endpoint_id, message_id, event_type, attempt_count, rail, finished_at)
       select uuid_v7(uuid_v7_time(made.id)), case when n % 10 = 0 then 2 else 1 end, $1, e.id, made.id, case when n % 2 = 0 then 'even' else 'odd' end, 1, '{0}',
         uuid_v7_time(made.id)
       from made cross join unnest($2::uuid[]) as e(id)`,
      [applicationId, [place.endpointId, second.endpointId]],
    );
    const long = { ...NO_FILTER, what: "filter", since: "1970-01-01T00:00:00.000Z", until: null } as const;
    // Without a limit of time: how much fits into it is the machine's affair.
    const counted = async (scope: Partial<ReplayScope>) => {
      const count = newCount({ leavesOutOff: false });
      const given = { scope: { ...long, ...scope }, deadline: Number.POSITIVE_INFINITY, count };
      await countPlace({ applicationId, endpointId: null }, given);
      return count;
    };
    const all = await counted({});
    expect(all).toMatchObject({ deliveries: 7_004, expunged: 2, exact: true });
    expect(all.messages.size).toBe(3_502);
    expect(Object.fromEntries(all.types)).toEqual({ odd: 3_504, even: 3_500 });
    expect([...all.endpoints.values()]).toEqual([3_502, 3_502]);
    const { rows } = await pool().query<{ id: string; oldest: Date; newest: Date }>(
      `select (array_agg(id order by id))[1] as id, min(uuid_v7_time(id)) as oldest, max(uuid_v7_time(id)) as newest
       from message where application_id = $1`,
      [applicationId],
    );
    expect(all.samples).toHaveLength(5);
    expect(all.samples[0]).toMatchObject({ messageId: formatId("message", rows[0]?.id ?? ""), eventType: "odd" });
    expect(timesOf(all.messages)).toEqual({
      oldest: rows[0]?.oldest.toISOString(),
      newest: rows[0]?.newest.toISOString(),
    });
    expect(await counted({ what: "failed" })).toMatchObject({ deliveries: 698, expunged: 2, exact: true });
    const old = await counted({ since: ago(50 * DAY), until: ago(10 * DAY) });
    expect(old).toMatchObject({ deliveries: 4, exact: true });
    expect(old.messages.size).toBe(2);
    const body: ApplicationReplayIn = { since: long.since, eventTypes: ["odd"], what: "failed" };
    expect(
      await previewReplay(ctx, { kind: "endpoint.bulk-replay", applicationId, endpointId: null, body }),
    ).toMatchObject({ deliveries: 0, messages: 0, oldest: null, newest: null, samples: [] });
  });

  test("goes over all endpoints of an application, or those that are named", async () => {
    const { ctx, applicationId, place } = await aPlace();
    const second = await anEndpoint(ctx, applicationId, { uid: "second" });
    const other = await aPlace();
    await aDelivery({ ...place, state: "failed" });
    await aDelivery({ applicationId, endpointId: second.endpointId, state: "failed" });
    await aDelivery({ ...other.place, state: "failed" });
    const wish = (endpointIds: string[] | null): ReplayWish => ({
      kind: "endpoint.bulk-replay",
      applicationId,
      endpointId: null,
      body: { since: since(), status: 2, endpointIds },
    });
    expect(await previewReplay(ctx, wish(null))).toMatchObject({
      deliveries: 2,
      byEndpoint: [{ count: 1 }, { count: 1 }],
    });
    expect((await previewReplay(ctx, wish(["second"]))).byEndpoint).toEqual([
      { endpointId: second.endpoint.id, count: 1 },
    ]);
    const foreign = formatId("endpoint", other.endpointId);
    await expect(startReplay(ctx, wish([foreign]))).rejects.toMatchObject({
      issues: [{ loc: ["body", "endpointIds", "0"] }],
    });

    // One that is off does not keep the other waiting; the task goes on once it is on.
    const task = await startReplay(ctx, wish(null));
    await patchEndpoint(ctx, { applicationId, endpointId: second.endpointId, patch: { disabled: true } });
    expect((await work(task)).progress).toMatchObject({ queued: 1, left: 1 });
    await sendDue(place.endpointId);
    expect(await work(task)).toMatchObject({
      state: "paused",
      waiting: { kind: "endpoint_off" },
      progress: { succeeded: 1, left: 1 },
    });
  });
});
