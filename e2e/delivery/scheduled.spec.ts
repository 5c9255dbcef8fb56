import { call, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, test } from "@/e2e/fixtures.ts";

const SOON_MS = 5_000;
const inMs = (ms: number) => new Date(Date.now() + ms);

test("a message for later is not sent before its time, is said to wait until then, and is sent then", async ({
  svix,
  application,
  receiver,
}) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const deliverAt = inMs(SOON_MS);
  const message = await svix.message.create(application.id, { eventType: "a.b", payload: {}, deliverAt });
  const at = deliverAt.toISOString();
  const waiting = await untilDelivery({ application, message, endpoint }, ({ waiting }) => waiting !== null);
  expect(waiting).toMatchObject({
    nextAttemptAt: at,
    attemptCount: 0,
    attempts: [],
    waiting: { kind: "scheduled", until: at },
  });
  expect(await svix.message.get(application.id, message.id)).toMatchObject({ deliverAt });

  const now = await svix.message.create(application.id, { eventType: "a.b", payload: {} });
  await receiver.waitFor((request) => request.headers["webhook-id"] === now.id);
  const [request] = await receiver.waitFor((one) => one.headers["webhook-id"] === message.id);
  expect(request?.at.getTime()).toBeGreaterThanOrEqual(deliverAt.getTime());
  const delivered = await untilDelivery({ application, message, endpoint }, "delivered");
  expect(delivered).toMatchObject({ attemptCount: 1, waiting: null, nextAttemptAt: null });
  expect(Date.parse(delivered.attempts[0]?.startedAt ?? "")).toBeGreaterThanOrEqual(deliverAt.getTime());
});

test("what waits for its time can be canceled, and is then not sent", async ({ svix, application, receiver }) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const send = (ms: number) =>
    svix.message.create(application.id, { eventType: "a.b", payload: {}, deliverAt: inMs(ms) });
  const [stopped, kept] = [await send(4_000), await send(SOON_MS)];
  const { id } = await untilDelivery({ application, message: stopped, endpoint }, ({ waiting }) => waiting !== null);
  const params = { app_id: application.id, delivery_id: id };
  const canceled = await call("POST /app/{app_id}/delivery/{delivery_id}/cancel", { params });
  expect(canceled).toMatchObject({ state: "canceled", attemptCount: 0, waiting: null, nextAttemptAt: null });
  await receiver.waitFor((request) => request.headers["webhook-id"] === kept.id);
  expect(receiver.requests.map((request) => request.headers["webhook-id"])).toEqual([kept.id]);
});

test("a time beyond a day is refused, one that has passed means now", async ({ svix, api, application, receiver }) => {
  await svix.endpoint.create(application.id, { url: receiver.url });
  const send = (deliverAt: Date) =>
    api("POST", `/api/v1/app/${application.id}/msg`, { eventType: "a.b", payload: {}, deliverAt });
  const refused = await send(inMs(24 * 3_600_000 + 60_000));
  expect(refused).toMatchObject({ status: 422, body: { detail: [{ loc: ["body", "deliverAt"] }] } });
  expect((await send(inMs(-60_000))).status).toBe(202);
  await receiver.waitFor(1);
});
