import { call, replay, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, test } from "@/e2e/fixtures.ts";

const message = { eventType: "job.created", payload: { number: 1 } };

test("a paused endpoint gets nothing; resumed it gets what waited, or that is dropped and can be replayed", async ({
  svix,
  application,
  receiver,
}) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const params = { app_id: application.id, endpoint_id: endpoint.id };
  const isHeld = (delivery: { waiting: { kind: string } | null }) => delivery.waiting?.kind === "paused";

  expect((await call("POST /app/{app_id}/endpoint/{endpoint_id}/pause", { params })).pausedAt).not.toBeNull();
  const kept = await svix.message.create(application.id, message);
  await untilDelivery({ application, message: kept, endpoint }, isHeld);
  const health = await call("GET /app/{app_id}/endpoint/{endpoint_id}/health", { params });
  expect(health).toMatchObject({ state: "paused", hold: { kind: "paused", waiting: 1 } });
  expect(receiver.requests).toHaveLength(0);

  await call("POST /app/{app_id}/endpoint/{endpoint_id}/resume", { params, body: { waiting: "send" } });
  const sent = await untilDelivery({ application, message: kept, endpoint }, "delivered");
  expect(sent.attemptCount).toBe(1);

  await call("POST /app/{app_id}/endpoint/{endpoint_id}/pause", { params });
  const dropped = await svix.message.create(application.id, message);
  await untilDelivery({ application, message: dropped, endpoint }, isHeld);
  await call("POST /app/{app_id}/endpoint/{endpoint_id}/resume", { params, body: { waiting: "drop" } });
  const canceled = await untilDelivery({ application, message: dropped, endpoint }, "canceled");
  expect(canceled).toMatchObject({ attemptCount: 0, reason: "Dropped when the endpoint was resumed." });

  const next = await svix.message.create(application.id, message);
  await untilDelivery({ application, message: next, endpoint }, "delivered");
  expect(receiver.requests).toHaveLength(2);
  await replay({ application, delivery: canceled });
  await untilDelivery({ application, message: dropped, endpoint }, "delivered");
  expect(receiver.requests.map(({ headers }) => headers["webhook-id"])).toEqual([kept.id, next.id, dropped.id]);
});

test("a person's replay and a test pass a paused endpoint", async ({ svix, application, receiver }) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const params = { app_id: application.id, endpoint_id: endpoint.id };
  const first = await svix.message.create(application.id, message);
  const delivery = await untilDelivery({ application, message: first, endpoint }, "delivered");
  await call("POST /app/{app_id}/endpoint/{endpoint_id}/pause", { params });
  await replay({ application, delivery });
  await receiver.waitFor(2);
  await call("POST /app/{app_id}/endpoint/{endpoint_id}/test", { params, body: {} });
  await receiver.waitFor(3);
});
