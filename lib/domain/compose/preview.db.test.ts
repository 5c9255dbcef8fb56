import { expect, test } from "vitest";
import { db } from "@/lib/db.ts";
import { previewRequest } from "@/lib/domain/compose/preview.ts";
import { setEndpointAuthentication } from "@/lib/domain/endpoints/set-authentication.ts";
import { patchEndpointTransformation } from "@/lib/domain/transformations/patch.ts";
import { Forbidden, NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aMessage } from "@/lib/testing/deliveries.ts";
import { aCustomer, anEndpoint, aTenant, RECEIVER_URL } from "@/lib/testing/tenants.ts";

useDatabase();

const TOKEN = "token-that-nobody-is-told";

async function aScene() {
  const tenant = await aTenant();
  const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId);
  return { ...tenant, ref: { applicationId: tenant.applicationId, endpointId } };
}

test("a stored message is shown as its first try would send it, without what is secret", async () => {
  const { customer, ref } = await aScene();
  const messageId = await aMessage({ ...ref, payload: '{"total": 1.0}' });
  await setEndpointAuthentication(customer, { ...ref, authentication: { bearer: { token: TOKEN } } });
  const preview = { messageId: formatId("message", messageId) };
  const { request, ...rest } = await previewRequest(customer, { ...ref, preview });
  expect(rest).toEqual({ outcome: "sent", detail: null, eventType: "invoice.paid" });
  expect(request).toMatchObject({ method: "POST", url: RECEIVER_URL, body: '{"total": 1.0}' });
  const headers = Object.fromEntries(request?.headers ?? []);
  expect(headers).toMatchObject({ "webhook-id": preview.messageId, Authorization: "Bearer ••••told" });
  expect(headers["webhook-signature"]).toMatch(/^v1,/);
  expect(JSON.stringify(request)).not.toContain(TOKEN);
});

test("options are tried without being stored", async () => {
  const { customer, ref } = await aScene();
  const deliveryOptions = { format: "slack", svixHeaders: true, hmacHeaders: [{ header: "X-Mine" }] } as const;
  const preview = { deliveryOptions: { ...deliveryOptions, hmacHeaders: [...deliveryOptions.hmacHeaders] } as never };
  const { request, eventType } = await previewRequest(customer, { ...ref, preview });
  expect(eventType).toBe("webhook.test");
  expect(JSON.parse(request?.body ?? "")).toHaveProperty("blocks");
  expect(Object.keys(Object.fromEntries(request?.headers ?? []))).toEqual(
    expect.arrayContaining(["svix-signature", "X-Mine"]),
  );
  const stored = await db().endpoint.findUniqueOrThrow({ where: { id: ref.endpointId } });
  expect(stored.deliveryOptions).not.toHaveProperty("format", "slack");
});

test("an endpoint that takes several events at once shows a request of one", async () => {
  const { customer, ref } = await aScene();
  const deliveryOptions = { batch: { maxEvents: 10, maxWaitSeconds: 1 } } as never;
  const { request } = await previewRequest(customer, { ...ref, preview: { deliveryOptions } });
  expect(JSON.parse(request?.body ?? "")).toMatchObject({ type: "batch", events: [{ type: "webhook.test" }] });
});

test.each([
  ["canceled", "function handler(webhook) { webhook.cancel = true; return webhook; }", /canceled this message/],
  ["failed", "function handler() { throw new Error('unlucky'); }", /unlucky \(line 1/],
] as const)("what a transformation does not send is %s, and why", async (outcome, code, detail) => {
  const { customer, ref } = await aScene();
  await patchEndpointTransformation(customer, { ...ref, patch: { code, enabled: true } });
  const answer = await previewRequest(customer, { ...ref, preview: {} });
  expect(answer).toMatchObject({ outcome, detail: expect.stringMatching(detail), request: null });
});

test("other applications' messages are not found, and who may not manage endpoints is refused", async () => {
  const { customer, ref, organizationId } = await aScene();
  const other = await aScene();
  const messageId = formatId("message", await aMessage(other.ref));
  await expect(previewRequest(customer, { ...ref, preview: { messageId } })).rejects.toThrow(NotFound);
  await expect(previewRequest(other.customer, { ...ref, preview: {} })).rejects.toThrow(NotFound);
  const viewer = aCustomer(ref.applicationId, { organizationId, capabilities: ["ViewBase"] });
  await expect(previewRequest(viewer, { ...ref, preview: {} })).rejects.toThrow(Forbidden);
});
