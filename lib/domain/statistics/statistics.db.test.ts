import { expect, test } from "vitest";
import { createApplication } from "@/lib/domain/applications/create.ts";
import { aggregateAppStats, aggregateEventTypes } from "@/lib/domain/statistics/aggregate.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery, aHalfHour } from "@/lib/testing/deliveries.ts";
import { work } from "@/lib/testing/tasks.ts";
import { anEndpoint, anEventType, aTenant, uuidOf } from "@/lib/testing/tenants.ts";

useDatabase();

const MINUTE = 60_000;
const HALF_HOUR = 30 * MINUTE;
/** A half-hour that is over, and whose neighbours are within retention. */
const BUCKET = Math.floor((Date.now() - 10 * HALF_HOUR) / HALF_HOUR) * HALF_HOUR;
const at = (ms: number) => new Date(BUCKET + ms).toISOString();

test("deliveries that were tried are counted exactly, whole half-hours and what sticks out at either end", async () => {
  const { ctx, application, applicationId } = await aTenant();
  const { endpointId } = await anEndpoint(ctx, applicationId);
  const place = { applicationId, endpointId };
  const sums = new Map<number, { delivered: number; failed: number }>();
  for (const minute of [-50, -10, 5, 25, 35, 55, 65, 85]) {
    const state = minute === 35 ? "failed" : "delivered";
    await aDelivery({ ...place, atMs: BUCKET + minute * MINUTE, state });
    const bucket = Math.floor(minute / 30) * 30;
    const sum = sums.get(bucket) ?? { delivered: 0, failed: 0 };
    sum[state] += 1;
    sums.set(bucket, sum);
  }
  // As the worker keeps them.
  for (const [minute, sum] of sums) {
    await aHalfHour({ ...place, agoMs: Date.now() - BUCKET - minute * MINUTE - 1_000, ...sum });
  }
  await aDelivery({ ...place, atMs: BUCKET + MINUTE, state: "canceled" });
  await aDelivery({ ...place, atMs: BUCKET + MINUTE, state: "delivered", isTest: true });
  const count = async (fromMinute: number, toMinute: number) => {
    const input = { since: at(fromMinute * MINUTE), until: at(toMinute * MINUTE), appIds: [application.id] };
    const { task } = await aggregateAppStats(ctx, input);
    const { data } = await work(task);
    return (data.appStats as { messageDestinations: number }[])[0]?.messageDestinations;
  };
  // Within one half-hour; exactly one; over a border; whole ones with an end on either side; all.
  expect(await count(1, 6)).toBe(1);
  expect(await count(6, 24)).toBe(0);
  expect(await count(-60, -30)).toBe(1);
  expect(await count(-15, 20)).toBe(2);
  expect(await count(26, 40)).toBe(1);
  expect(await count(-11, 66)).toBe(6);
  expect(await count(-90, 120)).toBe(8);
});

test("statistics name every application of the organization, by id and uid, and what could not be found", async () => {
  const { ctx, application } = await aTenant();
  const second = await createApplication(ctx, {
    application: { name: "Second", uid: "second", metadata: {} },
    whenTaken: "refuse",
  });
  const foreign = await aTenant();
  const range = { since: at(0), until: at(HALF_HOUR) };
  const { task, unresolvedAppIds } = await aggregateAppStats(ctx, {
    ...range,
    appIds: ["second", foreign.application.id, "nobody"],
  });
  expect(unresolvedAppIds).toEqual([foreign.application.id, "nobody"]);
  expect((await work(task)).data).toEqual({
    appStats: [{ appId: second.application.id, appUid: "second", messageDestinations: 0 }],
  });
  const all = await work((await aggregateAppStats(ctx, range)).task);
  expect((all.data.appStats as { appId: string }[]).map(({ appId }) => appId)).toEqual([
    application.id,
    second.application.id,
  ]);
  const none = aggregateAppStats(ctx, { ...range, appIds: ["nobody"] });
  await expect(none).rejects.toMatchObject({ issues: [{ loc: ["body", "appIds"] }] });
  const backwards = aggregateAppStats(ctx, { since: range.until, until: range.since });
  await expect(backwards).rejects.toMatchObject({ issues: [{ loc: ["body", "until"] }] });
  await expect(aggregateAppStats(foreign.customer, range)).rejects.toMatchObject({ code: "insufficient access" });
});

test("what applications subscribe to is told over more of them than one step takes", async () => {
  const { ctx, application, applicationId } = await aTenant();
  for (const name of ["a.b", "c.d"]) await anEventType(ctx, name);
  await anEndpoint(ctx, applicationId, { eventTypes: ["c.d", "a.b"] });
  await anEndpoint(ctx, applicationId, { eventTypes: ["c.d"] });
  const made = [];
  for (let n = 0; n < 205; n++) {
    made.push(await createApplication(ctx, { application: { name: `A${n}`, metadata: {} }, whenTaken: "refuse" }));
  }
  const last = made.at(-1)?.application.id ?? "";
  await anEndpoint(ctx, uuidOf("application", last));
  const { data, status } = await work(await aggregateEventTypes(ctx));
  const rows = data.event_types as { appId: string }[];
  expect(status).toBe("finished");
  expect(rows).toHaveLength(206);
  expect(rows[0]).toEqual({
    appId: application.id,
    explicitlySubscribedEventTypes: ["a.b", "c.d"],
    hasCatchAllEndpoint: false,
  });
  expect(rows.at(-1)).toEqual({ appId: last, explicitlySubscribedEventTypes: [], hasCatchAllEndpoint: true });
});
