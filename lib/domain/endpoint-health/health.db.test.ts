import { describe, expect, test } from "vitest";
import { EndpointHealthOut } from "@/lib/contract/endpoint-health.ts";
import { pool } from "@/lib/db.ts";
import { getApplicationSummary } from "@/lib/domain/endpoint-health/application-summary.ts";
import { getEndpointHealth } from "@/lib/domain/endpoint-health/get.ts";
import { listEndpointHealth } from "@/lib/domain/endpoint-health/list.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery, aHalfHour } from "@/lib/testing/deliveries.ts";
import { anEndpoint, anEventType, aTenant } from "@/lib/testing/tenants.ts";
import { type Cause, causeCode } from "@/lib/webhook/diagnosis.ts";

useDatabase();

const HOUR = 3_600_000;

async function aScene() {
  const tenant = await aTenant();
  const { endpointId, endpoint } = await anEndpoint(tenant.ctx, tenant.applicationId, { name: "orders-api" });
  const base = { applicationId: tenant.applicationId, endpointId };
  const health = () => getEndpointHealth(tenant.customer, base);
  return { ...tenant, endpoint, endpointId, base, health };
}

async function setHealth(endpointId: string, fields: { failures: number; cause?: Cause; failingSince?: Date }) {
  await pool().query(
    `update endpoint_health set consecutive_failures = $2, failing_since = $3, last_failure_at = now(), last_cause = $4
     where endpoint_id = $1`,
    [endpointId, fields.failures, fields.failingSince ?? null, fields.cause ? causeCode(fields.cause) : null],
  );
}

async function turnOff(endpointId: string, reason: string, atMs = Date.now()) {
  await pool().query("update endpoint set disabled_at = $2, disabled_reason = $3 where id = $1", [
    endpointId,
    new Date(atMs),
    reason,
  ]);
}

describe("an endpoint", () => {
  test("without deliveries has no traffic, and nothing is invented", async () => {
    const out = await (await aScene()).health();
    expect(out).toMatchObject({
      state: "no_traffic",
      total: 0,
      p50Ms: null,
      p95Ms: null,
      lastDeliveryAt: null,
      causes: [],
    });
    expect(out.pulse).toHaveLength(48);
  });

  test("is judged by its half-hours; the pulse ends with the current one and sums to the totals", async () => {
    const { base, health } = await aScene();
    await aHalfHour({ ...base, agoMs: 0, delivered: 30, retrying: 1 });
    await aHalfHour({ ...base, agoMs: 10 * HOUR, delivered: 5, failed: 2 });
    await aHalfHour({ ...base, agoMs: 25 * HOUR, delivered: 900 });
    const out = await health();
    expect(out).toMatchObject({ state: "degraded", delivered: 35, retrying: 1, failed: 2, total: 38 });
    expect(out.pulse.at(-1)).toEqual({ delivered: 30, failed: 1 });
    expect(out.pulse.reduce((n, half) => n + half.delivered + half.failed, 0)).toBe(out.total);
  });

  test("fails when its last tries did, and says since when, why, and what to do", async () => {
    const { base, endpointId, health } = await aScene();
    const since = new Date(Date.now() - 5 * HOUR);
    const connect = { class: "connect_refused", cause: "connect_refused", statusCode: null } as const;
    await aDelivery({ ...base, state: "failed", attempts: [{}, connect, { ...connect, afterMs: 5_000 }] });
    await setHealth(endpointId, { failures: 3, cause: "connect_refused", failingSince: since });
    expect(await health()).toMatchObject({
      state: "failing",
      since: since.toISOString(),
      consecutiveFailures: 3,
      cause: "connect_refused",
      causeLabel: "Connection refused",
      diagnosis: { cause: "connect_refused" },
      causes: [
        { cause: "connect_refused", label: "Connection refused", count: 2 },
        { cause: "server_error", label: "Server error", count: 1 },
      ],
    });
  });

  test("is measured by its tries of a day, tests and our own faults aside", async () => {
    const { base, health } = await aScene();
    const tryOf = (durationMs: number) => ({ outcome: "succeeded", durationMs }) as const;
    for (let n = 1; n <= 20; n++) await aDelivery({ ...base, attempts: [tryOf(n * 10)] });
    for (let n = 1; n <= 5; n++) {
      await aDelivery({ ...base, eventType: "slow.one", attempts: [{ ...tryOf(4_000), durationMs: 4_000 }] });
    }
    await aDelivery({ ...base, isTest: true, attempts: [{ ...tryOf(60_000), trigger: 2 }] });
    await aDelivery({ ...base, attempts: [{ class: "worker_lost", cause: "internal", durationMs: 60_000 }] });
    await aDelivery({ ...base, atMs: Date.now() - 25 * HOUR, attempts: [tryOf(60_000)] });
    const out = await health();
    expect(out).toMatchObject({ p50Ms: 130, p95Ms: 4_000, slowestType: "slow.one", causes: [] });
  });

  test.each([
    ["gone", "turned_off"],
    ["failing", "turned_off"],
    ["customer", "turned_off"],
    ["staff", "turned_off"],
    ["api", "turned_off"],
  ])("turned off because of %s is %s, and counts what it missed since", async (reason, state) => {
    const { base, endpointId, health } = await aScene();
    const offMs = Date.now() - 2 * HOUR;
    await turnOff(endpointId, reason, offMs);
    const canceled = { ...base, state: "canceled" } as const;
    // Waited when it was turned off, came afterwards, was replayed since, was canceled long before by a person.
    await aDelivery({
      ...canceled,
      reason: reason === "gone" ? "gone" : "endpoint_off",
      atMs: offMs - HOUR,
      finishedAtMs: offMs,
    });
    await aDelivery({ ...canceled, reason: "endpoint_off", atMs: offMs + HOUR });
    await aDelivery({ ...base, atMs: offMs + HOUR });
    await aDelivery({ ...canceled, reason: "stopped", atMs: offMs + HOUR });
    await aDelivery({ ...canceled, reason: "endpoint_off", atMs: offMs - 10 * HOUR });
    expect(await health()).toMatchObject({ state, missedCount: 2, since: new Date(offMs).toISOString() });
  });

  test("of another application is like one that never was", async () => {
    const [mine, theirs] = [await aScene(), await aScene()];
    const ask = (applicationId: string) =>
      getEndpointHealth(mine.customer, { applicationId, endpointId: theirs.endpointId });
    await expect(ask(mine.applicationId)).rejects.toMatchObject({ code: "not_found" });
    await expect(ask(theirs.applicationId)).rejects.toMatchObject({ code: "not_found" });
  });
});

test("the list says of each endpoint what its own page says, and of nobody else's", async () => {
  const { ctx, customer, applicationId, base } = await aScene();
  const other = await anEndpoint(ctx, applicationId);
  const off = await anEndpoint(ctx, applicationId);
  await aHalfHour({ ...base, delivered: 99, failed: 1 });
  await aDelivery({ ...base, state: "failed" });
  await setHealth(other.endpointId, { failures: 4, cause: "dns" });
  await turnOff(off.endpointId, "failing");
  await aDelivery({ applicationId, endpointId: off.endpointId, state: "canceled", reason: "endpoint_off" });
  const foreign = await aScene();
  await aHalfHour({ ...foreign.base, delivered: 10 });

  const { data } = await listEndpointHealth(customer, { applicationId });
  const ids = [off.endpointId, other.endpointId, base.endpointId];
  const pages = await Promise.all(ids.map((endpointId) => getEndpointHealth(customer, { applicationId, endpointId })));
  const Row = EndpointHealthOut.omit({ diagnosis: true, causes: true, slowestType: true });
  expect(data).toEqual(pages.map((page) => Row.parse(page)));
  expect(data.map(({ state }) => state)).toEqual(["turned_off", "failing", "healthy"]);
});

describe("the summary of an application", () => {
  test("counts its day and names what fails or was turned off by us", async () => {
    const { ctx, customer, organizationId, applicationId, base } = await aScene();
    const failing = await anEndpoint(ctx, applicationId, { name: "billing-sync" });
    const gone = await anEndpoint(ctx, applicationId, { name: "old-crm" });
    const paused = await anEndpoint(ctx, applicationId, { name: "paused" });
    await setHealth(failing.endpointId, { failures: 3, cause: "dns", failingSince: new Date() });
    await turnOff(gone.endpointId, "gone");
    await turnOff(paused.endpointId, "customer");
    await aHalfHour({ ...base, agoMs: 5 * HOUR, delivered: 7, retrying: 2, failed: 1 });
    await anEventType(ctx, "invoice.paid");
    await anEventType(ctx, "hidden.type", { featureFlags: ["beta"] });
    const foreign = await aScene();
    await aHalfHour({ ...foreign.base, delivered: 1000 });

    const out = await getApplicationSummary(customer, { applicationId });
    expect(organizationId).not.toBe(foreign.organizationId);
    expect(out).toMatchObject({ endpointCount: 4, delivered: 7, total: 10, eventTypeCount: 1, retentionDays: 30 });
    expect(out.failingEndpoints.map(({ name }) => name)).toEqual(["billing-sync"]);
    expect(out.turnedOffEndpoints.map(({ name }) => name)).toEqual(["old-crm"]);
    expect((await getApplicationSummary(ctx, { applicationId })).eventTypeCount).toBe(2);
  });

  test("ticks each step of the checklist when it was taken", async () => {
    const tenant = await aTenant();
    const { applicationId } = tenant;
    const checklist = async () => (await getApplicationSummary(tenant.customer, { applicationId })).checklist;
    expect(await checklist()).toEqual({ endpointAdded: false, testArrived: false, messageDelivered: false });

    const { endpointId } = await anEndpoint(tenant.ctx, applicationId);
    await aDelivery({ applicationId, endpointId, isTest: true, state: "failed" });
    expect(await checklist()).toEqual({ endpointAdded: true, testArrived: false, messageDelivered: false });
    await aDelivery({ applicationId, endpointId, isTest: true });
    expect(await checklist()).toMatchObject({ testArrived: true, messageDelivered: false });
    await aHalfHour({ applicationId, endpointId, delivered: 1 });
    expect(await checklist()).toMatchObject({ messageDelivered: true });
  });
});
