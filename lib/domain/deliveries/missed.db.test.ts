import { expect, test } from "vitest";
import { getMessageVerdicts } from "@/lib/domain/deliveries/message-verdicts.ts";
import { countMissedMessages, listMissedMessages } from "@/lib/domain/deliveries/missed.ts";
import { formatId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery, aMessage } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const HOUR_MS = 3_600_000;

async function aScene() {
  const tenant = await aTenant();
  const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId, { name: "billing" });
  return { ...tenant, endpointId, base: { applicationId: tenant.applicationId, endpointId } };
}

test("an endpoint is told what it has not got, and why; what it has got is not among it", async () => {
  const { customer, applicationId, endpointId, base } = await aScene();
  const skipped = (code: number) => aMessage({ applicationId, skipped: { [endpointId]: code } });
  const messages = {
    created_after: await aMessage({ applicationId, atMs: Date.now() - HOUR_MS }),
    not_subscribed: await skipped(2),
    no_channel_in_common: await skipped(3),
    filtered: await skipped(100),
    failed: (await aDelivery({ ...base, state: "failed" })).messageId,
    endpoint_off: (await aDelivery({ ...base, state: "canceled", reason: "endpoint_off" })).messageId,
    transformation: (await aDelivery({ ...base, state: "canceled", reason: "transformation" })).messageId,
    canceled: (await aDelivery({ ...base, state: "canceled", reason: "stopped" })).messageId,
    waiting: (await aDelivery({ ...base, state: "retrying" })).messageId,
  };
  await aDelivery({ ...base, state: "delivered" });
  await aMessage({ applicationId, isTest: true });

  const page = await listMissedMessages(customer, { ...base, filter: {}, limit: 50 });
  expect(Object.fromEntries(page.data.map(({ why, messageId }) => [why, messageId]))).toEqual(
    Object.fromEntries(Object.entries(messages).map(([why, id]) => [why, formatId("message", id)])),
  );
  expect(page.data.find(({ why }) => why === "failed")).toMatchObject({
    text: "Every try failed: Server error.",
    delivery: { state: "failed", cause: "server_error" },
  });
  expect(page.data.find(({ why }) => why === "canceled")?.text).toBe("A person stopped it.");
  expect(page.data.find(({ why }) => why === "filtered")?.text).toBe("The endpoint's filter left it out.");

  const counts = await countMissedMessages(customer, { ...base, filter: {} });
  expect(counts).toMatchObject({ messages: 11, since: null });
  expect(counts.counts.every(({ count }) => count === 1)).toBe(true);
  expect(counts.counts).toHaveLength(9);
});

test("reasons, event types and a range narrow it, and pages follow one another", async () => {
  const { customer, applicationId, endpointId, base } = await aScene();
  const nowMs = Date.now();
  for (let i = 0; i < 3; i++) {
    await aMessage({ applicationId, atMs: nowMs - i, eventType: "a.b", skipped: { [endpointId]: 2 } });
    await aMessage({ applicationId, atMs: nowMs - i, eventType: "c.d", skipped: { [endpointId]: 3 } });
  }
  const list = (filter: object, rest = {}) =>
    listMissedMessages(customer, { ...base, filter, limit: 50, ...rest }).then(({ data }) => data.length);
  expect(await list({})).toBe(6);
  expect(await list({ why: ["not_subscribed"] })).toBe(3);
  expect(await list({ why: ["not_subscribed"], type: ["c.*"] })).toBe(0);
  expect(await list({ to: new Date(nowMs - HOUR_MS).toISOString() })).toBe(0);
  await expect(list({ why: ["because"] })).rejects.toMatchObject({ code: "validation" });

  const first = await listMissedMessages(customer, { ...base, filter: {}, limit: 4 });
  const second = await listMissedMessages(customer, {
    ...base,
    filter: {},
    limit: 4,
    iterator: first.iterator ?? undefined,
  });
  expect([first.data.length, first.done, second.data.length, second.done]).toEqual([4, false, 2, true]);
});

test("a message tells its verdict for each endpoint with the delivery, by its id and by its eventId", async () => {
  const { ctx, customer, applicationId, base } = await aScene();
  const other = await anEndpoint(ctx, applicationId, { name: "crm" });
  const messageId = await aMessage({ applicationId, eventId: "invoice-7", skipped: { [other.endpointId]: 2 } });
  const { deliveryId } = await aDelivery({ ...base, messageId, state: "failed" });
  for (const message of [formatId("message", messageId), "invoice-7"]) {
    expect(await getMessageVerdicts(customer, { applicationId, message })).toMatchObject({
      messageId: formatId("message", messageId),
      eventId: "invoice-7",
      payloadKept: true,
      verdicts: [
        { endpointName: "billing", verdict: "delivery", delivery: { id: formatId("delivery", deliveryId) } },
        { endpointName: "crm", verdict: "not_subscribed", delivery: null },
      ],
    });
  }
  await expect(getMessageVerdicts(customer, { applicationId, message: "nothing" })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("another customer's message and endpoint are like ones that never were", async () => {
  const [mine, theirs] = [await aScene(), await aScene()];
  const messageId = await aMessage({ applicationId: theirs.applicationId, skipped: { [theirs.endpointId]: 2 } });
  const message = formatId("message", messageId);
  await expect(getMessageVerdicts(mine.customer, { ...mine.base, message })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(getMessageVerdicts(mine.customer, { ...theirs.base, message })).rejects.toMatchObject({
    code: "not_found",
  });
  const ref = { applicationId: mine.applicationId, endpointId: theirs.endpointId };
  expect((await listMissedMessages(mine.customer, { ...ref, filter: {}, limit: 50 })).data).toEqual([]);
  await expect(listMissedMessages(mine.customer, { ...theirs.base, filter: {}, limit: 50 })).rejects.toMatchObject({
    code: "not_found",
  });
});
