import { call, notYet, replay, until, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, test } from "@/e2e/fixtures.ts";

const message = { eventType: "job.created", payload: { number: 1 } };
const LATER = { status: 503, headers: { "retry-after": "600" } };

test("410 turns an endpoint off: what waits ends canceled, is kept, and is replayed once it is on again", async ({
  svix,
  application,
  receiver,
}) => {
  receiver.answerWith(LATER, LATER, 410);
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const waiting = [
    await svix.message.create(application.id, message),
    await svix.message.create(application.id, message),
  ];
  for (const sent of waiting) await untilDelivery({ application, message: sent, endpoint }, "retrying");
  const last = await svix.message.create(application.id, message);

  const gone = await untilDelivery({ application, message: last, endpoint }, "canceled");
  expect(gone.lastStatusCode).toBe(410);
  expect(gone.reason).toContain("410");
  const off = await until("the endpoint to be off", async () => {
    const params = { app_id: application.id, endpoint_id: endpoint.id };
    const found = await call("GET /app/{app_id}/endpoint/{endpoint_id}", { params });
    return found.disabled ? found : notYet(found);
  });
  expect(off.disabledReason).toBe("gone");
  const canceled = [gone];
  for (const sent of waiting) canceled.push(await untilDelivery({ application, message: sent, endpoint }, "canceled"));

  const missed = await svix.message.create(application.id, message);
  const recorded = await untilDelivery({ application, message: missed, endpoint }, "canceled");
  expect(recorded).toMatchObject({ attemptCount: 0, reason: "The endpoint was turned off." });
  await expect(replay({ application, delivery: recorded })).rejects.toMatchObject({ status: 409 });
  expect(receiver.requests).toHaveLength(3);

  receiver.answerWith(200);
  await svix.endpoint.patch(application.id, endpoint.id, { disabled: false });
  for (const delivery of [...canceled, recorded]) await replay({ application, delivery });
  for (const sent of [...waiting, last, missed]) {
    await untilDelivery({ application, message: sent, endpoint }, "delivered");
  }
  expect(new Set(receiver.requests.slice(3).map((request) => request.headers["webhook-id"])).size).toBe(4);
  expect(receiver.requests).toHaveLength(7);
});

test("an endpoint that is turned off gets nothing, and what it missed is recorded and replayed later", async ({
  svix,
  application,
  receiver,
}) => {
  receiver.answerWith(LATER, 200);
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const waiting = await svix.message.create(application.id, message);
  await untilDelivery({ application, message: waiting, endpoint }, "retrying");

  await svix.endpoint.patch(application.id, endpoint.id, { disabled: true });
  const canceled = await untilDelivery({ application, message: waiting, endpoint }, "canceled");
  expect(canceled).toMatchObject({ attemptCount: 1, reason: "The endpoint was turned off.", nextAttemptAt: null });
  const missed = await svix.message.create(application.id, message);
  const recorded = await untilDelivery({ application, message: missed, endpoint }, "canceled");
  expect(recorded.verdicts).toEqual([
    expect.objectContaining({ endpointId: endpoint.id, verdict: "endpoint_off", deliveryId: recorded.id }),
  ]);
  expect(receiver.requests).toHaveLength(1);

  await svix.endpoint.patch(application.id, endpoint.id, { disabled: false });
  await svix.messageAttempt.resend(application.id, missed.id, endpoint.id);
  await untilDelivery({ application, message: missed, endpoint }, "delivered");
  await replay({ application, delivery: canceled });
  await untilDelivery({ application, message: waiting, endpoint }, "delivered");
  expect(receiver.requests).toHaveLength(3);
});
