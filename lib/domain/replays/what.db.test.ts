import { expect, test } from "vitest";
import type { ApplicationReplayIn } from "@/lib/contract/replay.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { previewReplay, type ReplayWish, startReplay } from "@/lib/domain/replays/start.ts";
import { findReplayWindows } from "@/lib/domain/replays/windows.ts";
import { aggregateEventTypes } from "@/lib/domain/statistics/aggregate.ts";
import { listTasks } from "@/lib/domain/tasks/list.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery, aMessage } from "@/lib/testing/deliveries.ts";
import { failedReplay, sendDue, work } from "@/lib/testing/tasks.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const now = Date.now();
const at = (ms: number) => new Date(ms).toISOString();

async function aPlace() {
  const tenant = await aTenant();
  const { endpoint, endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId);
  const { applicationId } = tenant;
  return { ...tenant, endpoint, endpointId, place: { applicationId, endpointId } };
}
type Place = { applicationId: string; endpointId: string | null };
const bulk = (place: Place, body: Partial<ApplicationReplayIn>): ReplayWish => ({
  kind: "endpoint.bulk-replay",
  ...place,
  body: { since: at(now - 13 * DAY), ...body },
});

test("what was not delivered is what failed and what was not sent while its endpoint was off, in one task", async () => {
  const { ctx, place, applicationId } = await aPlace();
  const old = { ...place, atMs: now - HOUR };
  await aDelivery({ ...old, state: "failed" });
  await aDelivery({ ...old, state: "canceled", reason: "endpoint_off", attempts: [{}] });
  await aDelivery({ ...old, state: "canceled", reason: "endpoint_off", eventType: "invoice.failed" });
  await aDelivery({ ...old, state: "canceled", reason: "stopped" });
  await aDelivery({ ...old, state: "delivered" });
  const count = async (body: Partial<ApplicationReplayIn>, where: Place = place) =>
    (await previewReplay(ctx, bulk(where, body))).deliveries;
  expect(await count({ what: "undelivered" })).toBe(3);
  expect(await count({ what: "undelivered", eventTypes: ["invoice.failed"] })).toBe(1);
  expect(await count({ what: "failed" })).toBe(2);
  expect(await count({ what: "failed" }, { applicationId, endpointId: null })).toBe(2);
  expect(await count({ states: ["failed", "canceled"] })).toBe(4);
  expect(await count({ states: ["delivered"] })).toBe(1);
  const task = await startReplay(ctx, bulk(place, { what: "undelivered" }));
  expect((await work(task)).progress).toMatchObject({ total: 3, queued: 3 });
});

test("what was never sent is found over all endpoints, by event type and endpoint", async () => {
  const { ctx, place, applicationId, endpointId } = await aPlace();
  const second = await anEndpoint(ctx, applicationId);
  const skipped = { [endpointId]: 2, [second.endpointId]: 2 };
  await aMessage({ applicationId, atMs: now - HOUR, skipped });
  await aMessage({ applicationId, atMs: now - HOUR, skipped, eventType: "invoice.failed" });
  await aDelivery({ ...place, atMs: now - HOUR, state: "failed" });
  const all = { applicationId, endpointId: null };
  const wish = bulk(all, { what: "missing" });
  // The one that was sent is older than the second endpoint, which never had it.
  expect(await previewReplay(ctx, wish)).toMatchObject({ deliveries: 5, messages: 3 });
  const only = { eventTypes: ["invoice.failed"], endpointIds: [second.endpoint.id] };
  expect((await previewReplay(ctx, bulk(all, { what: "missing", ...only }))).deliveries).toBe(1);
  const task = await startReplay(ctx, wish);
  await work(task);
  await Promise.all([sendDue(endpointId), sendDue(second.endpointId)]);
  expect(await work(task)).toMatchObject({ state: "finished", progress: { total: 5, succeeded: 5 } });
});

test("what failed again in a replay is replayed by the next one, and nothing else", async () => {
  const { ctx, place, endpointId } = await aPlace();
  const [bad] = [await aDelivery({ ...place, state: "failed" }), await aDelivery({ ...place, state: "failed" })];
  const first = await startReplay(ctx, bulk(place, { what: "failed" }));
  await work(first);
  await sendDue(endpointId, (d) => (d.id === bad.deliveryId ? failedReplay(d) : { nextStatus: 1, class: "success" }));
  await work(first);
  await aDelivery({ ...place, state: "failed" });
  const again = bulk(place, { failedAgainOf: first.id });
  expect((await previewReplay(ctx, again)).samples).toMatchObject([{ deliveryId: expect.any(String) }]);
  const second = await startReplay(ctx, again);
  await work(second);
  expect((await sendDue(endpointId)).map(({ id }) => id)).toEqual([bad.deliveryId]);
  expect(await work(second)).toMatchObject({ state: "finished", progress: { total: 1, succeeded: 1 } });
  expect(await previewReplay(ctx, again)).toMatchObject({ deliveries: 0 });
});

test("ways to say what is replayed exclude each other, and a replay of somebody else is none", async () => {
  const { ctx, place } = await aPlace();
  const other = await aPlace();
  const theirs = await startReplay(other.ctx, bulk(other.place, { what: "failed" }));
  const refused = async (body: Partial<ApplicationReplayIn>, field: string) =>
    expect(previewReplay(ctx, bulk(place, body))).rejects.toMatchObject({
      code: "validation",
      issues: [{ loc: ["body", field] }],
    });
  await refused({ what: "failed", status: 2 }, "what");
  await refused({ states: ["failed"], status: 2 }, "states");
  await refused({ what: "missing", codes: ["4xx"] }, "codes");
  await refused({ failedAgainOf: theirs.id }, "failedAgainOf");
  await refused({ failedAgainOf: "qtask_none" }, "failedAgainOf");
});

test("the span of an outage goes back over quiet hours, and ends where something was delivered", async () => {
  const { ctx, place, applicationId, endpointId } = await aPlace();
  const find = () => findReplayWindows(ctx, { applicationId, endpointIds: [endpointId] });
  expect(await find()).toEqual({ failing: null, off: null });
  await aDelivery({ ...place, state: "failed", atMs: now - 5 * DAY });
  await aDelivery({ ...place, state: "delivered", atMs: now - 4 * DAY });
  await aDelivery({ ...place, state: "failed", atMs: now - 3 * DAY });
  await aDelivery({ ...place, state: "failed", atMs: now - 2 * DAY });
  await aDelivery({ ...place, state: "delivered", atMs: now - 2 * DAY + HOUR });
  await aDelivery({ ...place, state: "failed", atMs: now - 2 * DAY + 2 * HOUR });
  await aDelivery({ ...place, state: "delivered", atMs: now - HOUR });
  expect(await find()).toEqual({ failing: { since: at(now - 3 * DAY - 1_000), until: null }, off: null });

  await aDelivery({ ...place, state: "canceled", reason: "endpoint_off", atMs: now - 30 * MINUTE });
  await aDelivery({ ...place, state: "canceled", reason: "endpoint_off", atMs: now - 20 * MINUTE });
  await aDelivery({ ...place, state: "delivered", atMs: now - 10 * MINUTE });
  const off = { since: at(now - 30 * MINUTE - 1_000), until: at(now - 20 * MINUTE + 1_000) };
  expect(await find()).toMatchObject({ off });
  expect(await findReplayWindows(ctx, { applicationId, endpointIds: null })).toMatchObject({ off });
  await patchEndpoint(ctx, { ...place, patch: { disabled: true } });
  expect((await find()).off).toMatchObject({ until: null });
  const waited = { state: "canceled", reason: "endpoint_off" } as const;
  await aDelivery({ ...place, ...waited, attempts: [{}], atMs: now - 2 * HOUR, finishedAtMs: Date.now() });
  expect((await find()).off).toEqual({ since: at(now - 2 * HOUR - 1_000), until: null });
});

test("a list of replays leaves out what is none, and what belongs to another application", async () => {
  const { ctx, place, applicationId } = await aPlace();
  const task = await startReplay(ctx, bulk(place, { what: "failed", startInSeconds: 60 }));
  expect(Date.parse(task.startsAt ?? "") - Date.parse(task.createdAt)).toBe(60_000);
  await aggregateEventTypes(ctx);
  const newest = { limit: 50, order: "descending" } as const;
  const ids = async (filter: object) => (await listTasks(ctx, { ...newest, ...filter })).data.map(({ id }) => id);
  expect(await ids({})).toHaveLength(2);
  expect(await ids({ replays: true })).toEqual([task.id]);
  expect(await ids({ applicationId })).toEqual([task.id]);
  expect(await ids({ applicationId: place.endpointId })).toEqual([]);
});
