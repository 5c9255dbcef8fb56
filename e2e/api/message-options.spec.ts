import { randomUUID } from "node:crypto";
import { untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, test } from "@/e2e/fixtures.ts";

const SEND = { eventType: "a.b", payload: {} };

test("the first message of an unknown uid makes its application when told its name", async ({ svix }) => {
  const uid = `customer-${randomUUID()}`;
  await expect(svix.message.create(uid, SEND)).rejects.toMatchObject({ code: 404 });
  const made = await svix.message.create(uid, { ...SEND, application: { name: "New customer", uid } });
  expect((await svix.application.get(uid)).name).toBe("New customer");
  const next = await svix.message.create(uid, { ...SEND, application: { name: "Ignored", uid } });
  expect((await svix.application.get(uid)).name).toBe("New customer");
  expect((await svix.message.list(uid)).data.map(({ id }) => id)).toEqual([next.id, made.id]);
});

test("of fifty first messages at once each is kept, in one application", async ({ svix }) => {
  const uid = `customer-${randomUUID()}`;
  const send = () => svix.message.create(uid, { ...SEND, application: { name: "New", uid } });
  const made = await Promise.all(Array.from({ length: 50 }, send));
  expect(new Set(made.map(({ id }) => id)).size).toBe(50);
  expect((await svix.message.list(uid, { limit: 250 })).data).toHaveLength(50);
});

test("an application that would not be found under the path is not made", async ({ svix, api, application }) => {
  const uid = `customer-${randomUUID()}`;
  for (const [given, type] of [
    [{ name: "New" }, "application_uid_missing"],
    [{ name: "New", uid: "another" }, "application_uid_mismatch"],
  ] as const) {
    const answer = await api("POST", `/api/v1/app/${uid}/msg`, { ...SEND, application: given });
    expect(answer).toMatchObject({ status: 422, body: { detail: [{ loc: ["body", "application", "uid"], type }] } });
  }
  await expect(svix.application.get(uid)).rejects.toMatchObject({ code: 404 });
  // Of one that exists nothing is asked.
  const known = await api("POST", `/api/v1/app/${application.id}/msg`, { ...SEND, application: { name: "Ignored" } });
  expect(known.status).toBe(202);
});

test("a retention is given in days or in hours, within its limits", async ({ api, svix, application }) => {
  const path = `/api/v1/app/${application.id}/msg`;
  for (const options of [
    { payloadRetentionPeriod: 0 },
    { payloadRetentionPeriod: 91 },
    { payloadRetentionHours: 0 },
    { payloadRetentionHours: 2161 },
    { payloadRetentionHours: 1.5 },
    { payloadRetentionHours: 24, payloadRetentionPeriod: 1 },
  ]) {
    const { status, body } = await api("POST", path, { ...SEND, ...options });
    const [field] = Object.keys(options);
    expect([status, body], JSON.stringify(options)).toMatchObject([422, { detail: [{ loc: ["body", field] }] }]);
    const many = await api("POST", `${path}/batch`, { messages: [SEND, { ...SEND, ...options }] });
    expect(many, JSON.stringify(options)).toMatchObject({
      status: 422,
      body: { detail: [{ loc: ["body", "messages", "1", field] }] },
    });
  }
  for (const options of [
    { payloadRetentionPeriod: 90 },
    { payloadRetentionHours: 1 },
    { payloadRetentionHours: null },
  ]) {
    const made = await svix.message.create(application.id, { ...SEND, ...options });
    expect((await svix.message.get(application.id, made.id, { withContent: true })).payload).toEqual({});
  }
});

test("an endpoint's statistics follow its deliveries, and a message is worth making while it is on", async ({
  svix,
  application,
  receiver,
}) => {
  const { endpoint, message } = svix;
  const app = application.id;
  const worth = async () => (await message.precheck(app, { eventType: "a.b" })).active;
  expect(await worth()).toBe(false);
  const made = await endpoint.create(app, { url: receiver.url });
  expect(await worth()).toBe(true);
  expect(await endpoint.getStats(app, made.id)).toEqual({ success: 0, pending: 0, sending: 0, fail: 0, canceled: 0 });

  const arrived = await message.create(app, SEND);
  await untilDelivery({ application, message: arrived, endpoint: made }, "delivered");
  receiver.answerWith(500);
  const lost = await message.create(app, SEND);
  await untilDelivery({ application, message: lost, endpoint: made }, "failed");
  const stats = await endpoint.getStats(app, made.id, { since: new Date(Date.now() - 3_600_000) });
  expect(stats).toEqual({ success: 1, pending: 0, sending: 0, fail: 1, canceled: 0 });

  const failed = await svix.messageAttempt.listAttemptedMessages(app, made.id, { status: 2 });
  expect(failed.data).toMatchObject([{ id: lost.id, statusText: "fail", payload: {} }]);
  await endpoint.patch(app, made.id, { disabled: true });
  expect(await worth()).toBe(false);
});
