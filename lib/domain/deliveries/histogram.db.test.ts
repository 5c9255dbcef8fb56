import { beforeAll, describe, expect, test } from "vitest";
import type { DeliveryFilter } from "@/lib/contract/delivery.ts";
import type { HistogramOut } from "@/lib/contract/delivery-histogram.ts";
import { pool } from "@/lib/db.ts";
import { getDeliveryHistogram } from "@/lib/domain/deliveries/histogram.ts";
import { listDeliveries } from "@/lib/domain/deliveries/list.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { formatId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery, aHalfHour } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

function sums({ buckets }: HistogramOut) {
  const sum = (state: "delivered" | "retrying" | "failed" | "other") =>
    buckets.reduce((n, bucket) => n + bucket[state], 0);
  return { delivered: sum("delivered"), retrying: sum("retrying"), failed: sum("failed"), other: sum("other") };
}

describe("counted", () => {
  let tenant: Awaited<ReturnType<typeof aTenant>>;
  const states = ["delivered", "delivered", "failed", "retrying", "sending", "canceled"] as const;

  beforeAll(async () => {
    tenant = await aTenant();
    const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId);
    for (let n = 0; n < 30; n++) {
      const state = states[n % states.length] ?? "failed";
      await aDelivery({ applicationId: tenant.applicationId, endpointId, state, atMs: Date.now() - n * 4 * MINUTE });
    }
    const foreign = await aTenant();
    const theirs = await anEndpoint(foreign.ctx, foreign.applicationId);
    await aDelivery({ applicationId: foreign.applicationId, endpointId: theirs.endpointId });
  });

  const histogram = (filter: DeliveryFilter) =>
    getDeliveryHistogram(tenant.customer, { applicationId: tenant.applicationId, filter });

  test.each<[string, () => DeliveryFilter]>([
    ["everything of six hours", () => ({ from: ago(6 * HOUR) })],
    ["everything of one hour", () => ({ from: ago(HOUR) })],
    ["an hour of the past", () => ({ from: ago(2 * HOUR), to: ago(HOUR) })],
    ["some states", () => ({ from: ago(6 * HOUR), status: ["failed", "retrying"] })],
    ["a type", () => ({ from: ago(6 * HOUR), type: ["invoice.*"] })],
    ["a narrow filter over a long range", () => ({ status: ["failed"], type: ["invoice.*"] })],
    ["all but a state and a type", () => ({ from: ago(6 * HOUR), status: ["!failed"], type: ["!order.*"] })],
    ["text", () => ({ from: ago(6 * HOUR), q: "true" })],
  ])("%s: buckets add up to the totals, and the totals to the list", async (_, make) => {
    const filter = make();
    const out = await histogram(filter);
    const { data } = await listDeliveries(tenant.customer, { applicationId: tenant.applicationId, filter, limit: 250 });
    expect(data.length).toBeGreaterThan(0);
    expect(sums(out)).toEqual({
      delivered: data.filter((delivery) => delivery.state === "delivered").length,
      retrying: data.filter((delivery) => delivery.state === "retrying").length,
      failed: data.filter((delivery) => delivery.state === "failed").length,
      other: data.filter((delivery) => delivery.state === "sending" || delivery.state === "canceled").length,
    });
    expect(out.totals).toEqual({ ...sums(out), exact: true });
    expect(out.buckets.length).toBeLessThanOrEqual(60);
  });

  test("each delivery is counted in the bucket of its moment", async () => {
    const out = await histogram({ from: ago(6 * HOUR), status: ["failed"] });
    const { data } = await listDeliveries(tenant.customer, {
      applicationId: tenant.applicationId,
      filter: { status: ["failed"] },
      limit: 250,
    });
    for (const bucket of out.buckets) {
      const at = Date.parse(bucket.at);
      const within = data.filter(
        ({ createdAt }) => Date.parse(createdAt) >= at && Date.parse(createdAt) < at + out.bucketMs,
      );
      expect(bucket.failed).toBe(within.length);
    }
  });

  test("an id that was pasted draws its own delivery only", async () => {
    const [newest] = (
      await listDeliveries(tenant.customer, { applicationId: tenant.applicationId, filter: {}, limit: 1 })
    ).data;
    const out = await histogram({ from: ago(6 * HOUR), q: newest?.id ?? "" });
    expect(out.totals).toMatchObject({ delivered: 1, failed: 0, retrying: 0, other: 0 });
  });

  test("a customer cannot draw another application", async () => {
    const foreign = await aTenant();
    const input = { applicationId: foreign.applicationId, filter: {} };
    await expect(getDeliveryHistogram(tenant.customer, input)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("summed from half-hours", () => {
  test("a day of one endpoint or all shows the sums of its half-hours and nobody else's", async () => {
    const { ctx, customer, applicationId } = await aTenant();
    const [one, two] = [await anEndpoint(ctx, applicationId), await anEndpoint(ctx, applicationId)];
    const foreign = await aTenant();
    const theirs = await anEndpoint(foreign.ctx, foreign.applicationId);
    for (const [agoMs, counts] of [
      [0, { delivered: 10, retrying: 2, failed: 1 }],
      [5 * HOUR, { delivered: 7 }],
      [23 * HOUR, { failed: 4 }],
      [26 * HOUR, { delivered: 1000 }],
    ] as const) {
      await aHalfHour({ applicationId, endpointId: one.endpointId, agoMs, ...counts });
      await aHalfHour({ applicationId, endpointId: two.endpointId, agoMs, delivered: 1 });
      await aHalfHour({ applicationId: foreign.applicationId, endpointId: theirs.endpointId, agoMs, delivered: 500 });
    }
    const draw = (filter: DeliveryFilter) =>
      getDeliveryHistogram(customer, { applicationId, filter: { from: ago(24 * HOUR), ...filter } });

    const all = await draw({});
    expect(all.totals).toEqual({ delivered: 20, retrying: 2, failed: 5, other: 0, exact: true });
    expect(sums(all)).toMatchObject({ delivered: 20, retrying: 2, failed: 5 });
    expect(all.bucketMs).toBe(30 * MINUTE);
    expect(all.buckets.at(-1)).toMatchObject({ delivered: 11, retrying: 2, failed: 1 });

    expect((await draw({ status: ["failed", "retrying"] })).totals).toMatchObject({
      delivered: 0,
      retrying: 2,
      failed: 5,
    });

    const only = await draw({ endpoint: [formatId("endpoint", one.endpointId)] });
    expect(only.totals).toMatchObject({ delivered: 17, retrying: 2, failed: 5 });
    expect((await draw({ endpoint: [formatId("endpoint", theirs.endpointId)] })).totals.delivered).toBe(0);
  });

  test("sums that cannot be cut widen the window to whole buckets, and the answer says which", async () => {
    const { customer, applicationId } = await aTenant();
    const filter = { from: "2026-08-01T10:10:00Z", to: "2026-08-02T10:20:00Z" };
    const out = await getDeliveryHistogram(customer, { applicationId, filter });
    expect([out.from, out.to]).toEqual(["2026-08-01T10:00:00.000Z", "2026-08-02T10:30:00.000Z"]);
  });
});

test("counting stops at its limit and the answer admits it", async () => {
  const { ctx, customer, applicationId } = await aTenant();
  const { endpointId } = await anEndpoint(ctx, applicationId);
  await pool().query(
    `insert into delivery (id, status, application_id, endpoint_id, message_id, event_type)
     select uuid_v7(now() - n * interval '10 milliseconds'), 1, $1, $2, gen_random_uuid(), 'a' from generate_series(1, 100001) n`,
    [applicationId, endpointId],
  );
  const filter = { from: ago(HOUR), status: ["delivered"] };
  const out = await getDeliveryHistogram(customer, { applicationId, filter });
  expect(out.totals).toMatchObject({ delivered: 100_000, exact: false });

  const ofOne = { from: ago(HOUR), endpoint: [formatId("endpoint", endpointId)], type: ["a"] };
  const fewer = await getDeliveryHistogram(customer, { applicationId, filter: ofOne });
  expect(fewer.totals).toMatchObject({ delivered: 25_000, exact: false });
});

test("a search of payloads says how far back it looked when that was not everything", async () => {
  const { ctx, customer, applicationId } = await aTenant();
  const { endpointId } = await anEndpoint(ctx, applicationId);
  const input = { applicationId, endpointId, payload: '{"needle":true}' };
  const far = await aDelivery({ ...input, atMs: Date.now() - HOUR });
  const near = await aDelivery(input);
  const find = () => listDeliveries(customer, { applicationId, filter: { q: "needle" }, limit: 10 });

  const everything = await find();
  expect(everything.data.map(({ id }) => id)).toEqual([near, far].map((made) => formatId("delivery", made.deliveryId)));
  expect(everything.searchedSince).toBeNull();

  await pool().query(
    `insert into message (id, application_id, event_type, payload)
     select uuid_v7(now() - interval '1 minute'), $1, 'a', '{}' from generate_series(1, 5000)`,
    [applicationId],
  );
  const bounded = await find();
  expect(bounded.data.map(({ id }) => id)).toEqual([formatId("delivery", near.deliveryId)]);
  expect(Date.parse(bounded.searchedSince ?? "")).toBeGreaterThan(Date.now() - HOUR / 2);
});

test("changes of endpoints are marked on the axis, of the endpoints that are asked for", async () => {
  const { ctx, customer, applicationId } = await aTenant();
  const [billing, crm] = [
    await anEndpoint(ctx, applicationId, { name: "billing" }),
    await anEndpoint(ctx, applicationId, { name: "crm" }),
  ];
  await patchEndpoint(ctx, { applicationId, endpointId: billing.endpointId, patch: { description: "no mark" } });
  await patchEndpoint(ctx, {
    applicationId,
    endpointId: billing.endpointId,
    patch: { url: "http://127.0.0.1:8999/v2" },
  });
  await patchEndpoint(ctx, { applicationId, endpointId: crm.endpointId, patch: { disabled: true } });
  const marksOf = async (filter: DeliveryFilter) =>
    (await getDeliveryHistogram(customer, { applicationId, filter: { from: ago(HOUR), ...filter } })).marks.map(
      ({ kind, endpointName }) => [kind, endpointName],
    );
  expect(await marksOf({})).toEqual([
    ["url_changed", "billing"],
    ["turned_off", "crm"],
  ]);
  expect(await marksOf({ endpoint: [formatId("endpoint", crm.endpointId)] })).toEqual([["turned_off", "crm"]]);
  expect(await marksOf({ to: ago(HOUR / 2) })).toEqual([]);
});
