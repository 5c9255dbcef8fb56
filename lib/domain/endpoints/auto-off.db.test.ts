import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { getEndpointHealth } from "@/lib/domain/endpoint-health/get.ts";
import { turnOffFailingUnscoped } from "@/lib/domain/endpoints/auto-off.ts";
import { getEndpoint } from "@/lib/domain/endpoints/get.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

async function aFailingEndpoint(fields: { clock: string; lastFailure?: string; warned?: string }) {
  const { clock, lastFailure = "0 hours", warned } = fields;
  const tenant = await aTenant();
  const { endpointId, endpoint } = await anEndpoint(tenant.ctx, tenant.applicationId);
  await pool().query(
    `update endpoint_health set consecutive_failures = 40, failing_since = now() - $2::interval,
       failure_window_at = now() - $2::interval - interval '13 hours', failure_clock_at = now() - $2::interval,
       last_failure_at = now() - $3::interval, warned_at = now() - $4::interval
     where endpoint_id = $1`,
    [endpointId, clock, lastFailure, warned ?? null],
  );
  const ref = { applicationId: tenant.applicationId, endpointId };
  const audit = async () => {
    const { rows } = await pool().query(
      "select action, actor_kind, change from audit_log where application_id = $1 and action in ('endpoint.warned', 'endpoint.disabled')",
      [tenant.applicationId],
    );
    return rows;
  };
  return {
    ...tenant,
    endpointId,
    ref,
    audit,
    health: () => getEndpointHealth(tenant.ctx, ref),
    get: () => getEndpoint(tenant.ctx, { ...ref, endpointIdOrUid: endpoint.id }),
  };
}

/** Three workers at once. */
async function pass() {
  const all = await Promise.all([turnOffFailingUnscoped(), turnOffFailingUnscoped(), turnOffFailingUnscoped()]);
  return { warned: all.flatMap(({ warned }) => warned), turnedOff: all.flatMap(({ turnedOff }) => turnedOff) };
}

test("an endpoint is warned of once, a day before, and its health says when it will be off", async () => {
  const { endpointId, audit, health, get } = await aFailingEndpoint({ clock: "97 hours" });
  expect((await health()).turnOff).toMatchObject({ warnedAt: null });
  expect((await pass()).warned).toEqual([endpointId]);
  expect((await pass()).warned).toEqual([]);
  const { turnOff } = await health();
  const leftMs = new Date(turnOff?.at ?? 0).getTime() - new Date(turnOff?.warnedAt ?? 0).getTime();
  expect(Math.round(leftMs / 3_600_000)).toBe(24);
  expect(await audit()).toEqual([
    { action: "endpoint.warned", actor_kind: "system", change: expect.objectContaining({ turnsOffAt: turnOff?.at }) },
  ]);
  expect(await get()).toMatchObject({ disabled: false });
});

test("five days of failing turn it off once; what waits is kept, counted as missed and can be replayed", async () => {
  const { applicationId, endpointId, audit, health, get } = await aFailingEndpoint({
    clock: "121 hours",
    warned: "25 hours",
  });
  await aDelivery({ applicationId, endpointId, state: "retrying", atMs: Date.now() - 100 * 3_600_000 });
  await aDelivery({ applicationId, endpointId, state: "sending" });
  expect(await pass()).toEqual({ warned: [], turnedOff: [endpointId] });
  expect(await get()).toMatchObject({ disabled: true, disabledReason: "failing" });
  expect(await health()).toMatchObject({ state: "turned_off", missedCount: 2, turnOff: null, hold: null });
  expect(await audit()).toEqual([
    {
      action: "endpoint.disabled",
      actor_kind: "system",
      change: expect.objectContaining({ reason: "failing", canceled: 2 }),
    },
  ]);
  expect(await pass()).toEqual({ warned: [], turnedOff: [] });
});

test.each([
  ["that failed for less than four days", { clock: "95 hours" }],
  [
    "that nothing was sent to since its time came",
    { clock: "200 hours", lastFailure: "81 hours", warned: "100 hours" },
  ],
  ["whose warning came late and is younger than a day", { clock: "200 hours", warned: "3 hours" }],
])("an endpoint %s is left as it is", async (_, fields) => {
  const { get } = await aFailingEndpoint(fields);
  expect(await pass()).toEqual({ warned: [], turnedOff: [] });
  expect(await get()).toMatchObject({ disabled: false });
});

test("an endpoint that is turned on again starts anew", async () => {
  const { ctx, ref, health } = await aFailingEndpoint({ clock: "121 hours", warned: "25 hours" });
  await pool().query("update endpoint_health set breaker_state = 1, breaker_until = now() + interval '1 hour'");
  await pass();
  await patchEndpoint(ctx, { ...ref, patch: { disabled: false } });
  expect(await health()).toMatchObject({
    consecutiveFailures: 0,
    turnOff: null,
    breaker: { state: "closed" },
    hold: null,
  });
  expect(await pass()).toEqual({ warned: [], turnedOff: [] });
});

test("an endpoint that moves to another server is tried there at once, and its clock stops", async () => {
  const { ctx, ref, health } = await aFailingEndpoint({ clock: "100 hours" });
  await pool().query(
    "update endpoint_health set breaker_state = 1, breaker_opens = 9, breaker_until = now() + interval '1 hour' where endpoint_id = $1",
    [ref.endpointId],
  );
  await patchEndpoint(ctx, { ...ref, patch: { url: "http://127.0.0.1:8998/moved" } });
  expect(await health()).toMatchObject({ turnOff: null, breaker: { state: "closed" }, consecutiveFailures: 40 });
});
