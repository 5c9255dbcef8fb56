import { expect, test } from "vitest";
import { db } from "@/lib/db.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { sendEndpointExample } from "@/lib/domain/endpoints/send-example.ts";
import { testEndpoint } from "@/lib/domain/endpoints/test-endpoint.ts";
import { NotFound } from "@/lib/errors.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aCustomer, anEndpoint, anEventType, aTenant, uuidOf } from "@/lib/testing/tenants.ts";

useDatabase();

async function aTarget() {
  const tenant = await aTenant();
  const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId);
  return { ...tenant, ref: { applicationId: tenant.applicationId, endpointId } };
}

async function messageOf(id: string) {
  const message = await db().message.findUnique({ where: { id: uuidOf("message", id) } });
  return message && { ...message, payload: JSON.parse(message.payload ?? "null") };
}

const UNKNOWN = { issues: [expect.objectContaining({ loc: ["body", "eventType"] })] };

test("a test without a payload sends the example of its type, for this endpoint alone", async () => {
  const { ctx, customer, ref } = await aTarget();
  await anEndpoint(ctx, ref.applicationId);
  await anEventType(ctx, "invoice.paid", { schemas: { "1": { examples: [{ total: 3 }] } } });
  const { messageId, deliveryId } = await testEndpoint(customer, { ...ref, eventType: "invoice.paid" });
  expect(await messageOf(messageId)).toMatchObject({ payload: { total: 3 }, isTest: true, eventType: "invoice.paid" });
  expect(
    await db()
      .$queryRaw`select id::text, endpoint_id::text, is_test from delivery where message_id = ${uuidOf("message", messageId)}::uuid`,
  ).toEqual([{ id: uuidOf("delivery", deliveryId), endpoint_id: ref.endpointId, is_test: true }]);
});

test("a test needs no catalogue, takes any payload and goes to an endpoint that is off", async () => {
  const { ctx, ref } = await aTarget();
  await patchEndpoint(ctx, { ...ref, patch: { disabled: true } });
  const plain = await testEndpoint(ctx, { ...ref, eventType: "webhook.test" });
  expect((await messageOf(plain.messageId))?.payload).toEqual({ message: expect.any(String) });
  const own = await testEndpoint(ctx, { ...ref, eventType: "made.up", payload: { b: 1, a: 2 } });
  expect(JSON.stringify((await messageOf(own.messageId))?.payload)).toBe('{"b":1,"a":2}');
  await expect(testEndpoint(ctx, { ...ref, eventType: "made.up" })).rejects.toMatchObject(UNKNOWN);
});

test("an example answers with the message that it became", async () => {
  const { ctx, ref } = await aTarget();
  await anEventType(ctx, "a", { schemas: { "1": { examples: [{ n: 1 }, { n: 2 }] } } });
  const sent = await sendEndpointExample(ctx, { ...ref, eventType: "a", exampleIndex: 1 });
  expect(sent).toMatchObject({ eventType: "a", payload: { n: 2 }, eventId: null });
  expect((await messageOf(sent.id))?.payload).toEqual({ n: 2 });
  expect((await sendEndpointExample(ctx, { ...ref, eventType: "svix.ping" })).payload).toEqual({ success: true });
  await expect(sendEndpointExample(ctx, { ...ref, eventType: "a", exampleIndex: 2 })).rejects.toMatchObject({
    issues: [expect.objectContaining({ loc: ["body", "exampleIndex"] })],
  });
  await expect(sendEndpointExample(ctx, { ...ref, eventType: "b" })).rejects.toMatchObject(UNKNOWN);
});

test("strangers meet nothing, who may not send is refused, and what was sent is in the audit log", async () => {
  const { ctx, applicationId, organizationId, ref } = await aTarget();
  const reader = aCustomer(applicationId, { organizationId, capabilities: ["ViewBase", "ManageEndpoint"] });
  const input = { ...ref, eventType: "webhook.test" };
  for (const send of [testEndpoint, sendEndpointExample]) {
    await expect(send(reader, input)).rejects.toMatchObject({ code: "insufficient access" });
    const stranger = await aTenant();
    await expect(send(stranger.customer, input)).rejects.toBeInstanceOf(NotFound);
    const mixed = { ...input, applicationId: stranger.applicationId };
    await expect(send(stranger.ctx, mixed)).rejects.toBeInstanceOf(NotFound);
  }
  await testEndpoint(ctx, input);
  expect(await db().auditLog.count({ where: { applicationId, action: "endpoint.tested" } })).toBe(1);
  expect(await db().message.count({ where: { applicationId } })).toBe(1);
});
