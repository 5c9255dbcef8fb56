import { beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { findDueEndpoints } from "@/lib/domain/deliveries/sweep.ts";
import { getEndpointHealth } from "@/lib/domain/endpoint-health/get.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { pauseEndpoint } from "@/lib/domain/endpoints/pause.ts";
import { resumeEndpoint } from "@/lib/domain/endpoints/resume.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { aCustomer, anEndpoint, aStaff, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

let ctx: Context;
let organizationId: string;
let ref: { applicationId: string; endpointId: string };

beforeEach(async () => {
  const tenant = await aTenant();
  ({ ctx, organizationId } = tenant);
  const { endpointId } = await anEndpoint(ctx, tenant.applicationId);
  ref = { applicationId: tenant.applicationId, endpointId };
});

async function actions() {
  const { rows } = await pool().query(
    "select action, change from audit_log where application_id = $1 and action like 'endpoint.%ed' and action <> 'endpoint.created' order by id",
    [ref.applicationId],
  );
  return rows;
}
const deliveries = async () =>
  (await pool().query("select status, reason from delivery where endpoint_id = $1 order by id", [ref.endpointId])).rows;

test("a paused endpoint holds what is due and says how much", async () => {
  await aDelivery({ ...ref, state: "sending" });
  await aDelivery({ ...ref, state: "retrying", nextAtMs: Date.now() + 3_600_000 });
  const { pausedAt } = await pauseEndpoint(ctx, ref);
  expect(await getEndpointHealth(ctx, ref)).toMatchObject({
    state: "paused",
    since: pausedAt,
    hold: { kind: "paused", since: pausedAt, until: null, waiting: 1 },
  });
  expect((await findDueEndpoints()).due).not.toContain(ref.endpointId);
  await resumeEndpoint(ctx, { ...ref, waiting: "send" });
  expect((await findDueEndpoints()).due).toContain(ref.endpointId);
  expect(await getEndpointHealth(ctx, ref)).toMatchObject({ hold: null });
});

test("dropping ends what is due as canceled in words, and leaves later retries; it is audited", async () => {
  await aDelivery({ ...ref, state: "sending" });
  await aDelivery({ ...ref, state: "retrying", nextAtMs: Date.now() + 3_600_000 });
  await pauseEndpoint(ctx, ref);
  await resumeEndpoint(ctx, { ...ref, waiting: "drop" });
  expect(await deliveries()).toEqual([
    { status: 3, reason: 10 },
    { status: 0, reason: null },
  ]);
  expect(await actions()).toMatchObject([
    { action: "endpoint.paused" },
    { action: "endpoint.resumed", change: { waiting: "drop", dropped: 1 } },
  ]);
});

test("pausing and resuming twice changes nothing the second time", async () => {
  const first = await pauseEndpoint(ctx, ref);
  expect(await pauseEndpoint(ctx, ref)).toEqual(first);
  await resumeEndpoint(ctx, { ...ref, waiting: "send" });
  await aDelivery({ ...ref, state: "sending" });
  expect(await resumeEndpoint(ctx, { ...ref, waiting: "drop" })).toMatchObject({ pausedAt: null });
  expect(await deliveries()).toEqual([{ status: 0, reason: null }]);
  expect(await actions()).toHaveLength(2);
});

test("an endpoint that is off cannot be paused; one that was turned off while paused can be resumed and stays off", async () => {
  await pauseEndpoint(ctx, ref);
  await patchEndpoint(ctx, { ...ref, patch: { disabled: true } });
  await expect(pauseEndpoint(ctx, ref)).rejects.toMatchObject({ code: "conflict" });
  expect(await resumeEndpoint(ctx, { ...ref, waiting: "send" })).toMatchObject({ pausedAt: null, disabled: true });
});

describe("who may", () => {
  const may = async (actor: Context) =>
    pauseEndpoint(actor, ref).then(
      () => true,
      () => false,
    );

  test("customers with the right to manage endpoints, and support; nobody else", async () => {
    const { applicationId } = ref;
    expect(await may(aCustomer(applicationId, { organizationId }))).toBe(true);
    expect(await may(aCustomer(applicationId, { organizationId, capabilities: ["ViewBase"] }))).toBe(false);
    expect(await may(aStaff("support"))).toBe(true);
    expect(await may(aStaff("viewer"))).toBe(false);
  });
});
