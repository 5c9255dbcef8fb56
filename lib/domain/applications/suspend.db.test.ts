import { expect, test } from "vitest";
import { resumeApplication } from "@/lib/domain/applications/resume.ts";
import { suspendApplication } from "@/lib/domain/applications/suspend.ts";
import { claimDeliveries } from "@/lib/domain/deliveries/claim.ts";
import { claimSpecial } from "@/lib/domain/deliveries/claim-special.ts";
import { replayDelivery } from "@/lib/domain/deliveries/replay.ts";
import { findDueEndpoints } from "@/lib/domain/deliveries/sweep.ts";
import { testEndpoint } from "@/lib/domain/endpoints/test-endpoint.ts";
import { ingest } from "@/lib/domain/messages/ingest.ts";
import { relayOutbox } from "@/lib/domain/outbox/relay.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aClient, outbox } from "@/lib/testing/outbox.ts";
import { anItem } from "@/lib/testing/pipeline.ts";
import { anEndpoint, aPendingDelivery, aStaff, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const LEASE = { leaseMs: 30_000, marginMs: 15_000 };
const REASON = { reason: "did not pay" };
const refused = { code: "application_suspended" };

async function aSuspended(endpoint: { throttleRate?: number } = {}) {
  const tenant = await aTenant();
  const { ctx, applicationId } = tenant;
  const { endpointId } = await anEndpoint(ctx, applicationId, endpoint);
  const item = () => anItem({ applicationId, organizationId: tenant.organizationId, apiKeyId: null });
  const { deliveryId } = await aPendingDelivery(ctx, applicationId, endpointId);
  await ingest(item());
  await suspendApplication(ctx, { applicationId, ...REASON });
  return { ...tenant, endpointId, deliveryId, item, wanted: [{ endpointId, limit: 10 }] };
}

test("a suspended application takes no message, and says why", async () => {
  const { item, ctx, applicationId } = await aSuspended();
  expect(await ingest(item())).toEqual({ kind: "suspended" });
  await resumeApplication(ctx, { applicationId });
  expect(await ingest(item())).toMatchObject({ kind: "accepted" });
});

test.each([
  ["usual", {}],
  ["limited", { throttleRate: 100 }],
])("what waits for a %s endpoint is kept, whoever asked for it, and sent when it is resumed", async (_, endpoint) => {
  const { wanted, endpointId, ctx, applicationId } = await aSuspended(endpoint);
  const claim = async () => {
    const usual = await claimDeliveries(wanted, LEASE);
    if (usual.special.length === 0) return usual.deliveries.length;
    return (await claimSpecial(wanted, LEASE)).calls.length;
  };
  const isDue = async () => (await findDueEndpoints()).due.includes(endpointId);
  expect([await claim(), await isDue()]).toEqual([0, false]);
  await resumeApplication(ctx, { applicationId });
  expect(await isDue()).toBe(true);
  expect(await claim()).toBe(2);
});

test("tests and replays are refused while it is suspended", async () => {
  const { customer, applicationId, endpointId, deliveryId } = await aSuspended();
  const ref = { applicationId, endpointId };
  await expect(testEndpoint(customer, { ...ref, eventType: "a.b", payload: {} })).rejects.toMatchObject(refused);
  await expect(replayDelivery(customer, { applicationId, deliveryId })).rejects.toMatchObject(refused);
});

test("an event emitted from SQL meanwhile is kept, and goes on when it is resumed", async () => {
  const { application, applicationId, ctx } = await aSuspended();
  const client = await aClient();
  await client.query("select posthorn.emit($1, 'order.paid', '{}'::json, 'order-1')", [application.id]);
  await relayOutbox();
  const kept = await outbox();
  expect(kept.waiting).toBe(0);
  expect(kept.failed).toHaveLength(1);
  await resumeApplication(ctx, { applicationId });
  expect(await relayOutbox()).toMatchObject({ kind: "relayed", taken: 1, failures: [] });
  expect(await outbox()).toEqual({ waiting: 0, failed: [] });
});

test("support may not suspend, an engineer may, and twice is no error", async () => {
  const { applicationId } = await aTenant();
  const input = { applicationId, ...REASON };
  await expect(suspendApplication(aStaff("support"), input)).rejects.toMatchObject({ code: "insufficient access" });
  const { suspendedAt } = await suspendApplication(aStaff("engineer"), input);
  expect(await suspendApplication(aStaff("engineer"), input)).toMatchObject({ suspendedAt });
});
