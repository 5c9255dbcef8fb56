import type { Svix } from "svix";
import { call, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, type Receiver, test, verifySignature } from "@/e2e/fixtures.ts";
import type { DeliveryOptions } from "@/lib/contract/delivery-options.ts";

const eventType = "job.created";

interface Given {
  svix: Svix;
  application: { id: string };
  receiver: Receiver;
}

async function anEndpoint(
  { svix, application, receiver }: Given,
  { throttleRate, ...deliveryOptions }: DeliveryOptions & { throttleRate?: number },
) {
  const { id } = await svix.endpoint.create(application.id, { url: receiver.url });
  const { key } = await svix.endpoint.getSecret(application.id, id);
  await call("PATCH /app/{app_id}/endpoint/{endpoint_id}", {
    params: { app_id: application.id, endpoint_id: id },
    body: { deliveryOptions, ...(throttleRate ? { throttleRate } : {}) },
  });
  return { id, key };
}

/** One after the other, so that there is an order. */
async function send({ svix, application }: Given, count: number) {
  const messages: { id: string }[] = [];
  for (let number = 1; number <= count; number++) {
    messages.push(await svix.message.create(application.id, { eventType, payload: { number } }));
  }
  return messages;
}

const idsOf = (receiver: Receiver) => receiver.requests.map((request) => String(request.headers["webhook-id"]));

test("an endpoint with a rate limit gets its requests at that pace, and each try says how long it waited for it", async ({
  svix,
  application,
  receiver,
}) => {
  const given = { svix, application, receiver };
  const endpoint = await anEndpoint(given, { throttleRate: 10 });
  const messages = await send(given, 25);
  await receiver.waitFor(25);

  const times = receiver.requests.map(({ at }) => at.getTime());
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  expect(span, "24 steps of 100 ms; the first may come late").toBeGreaterThanOrEqual(1_500);
  const last = messages.at(-1) ?? { id: "" };
  const delivery = await untilDelivery({ application, message: last, endpoint }, "delivered");
  const attempt = await call("GET /app/{app_id}/delivery/{delivery_id}/attempt/{attempt_id}", {
    params: { app_id: application.id, delivery_id: delivery.id, attempt_id: String(delivery.attempts[0]?.id) },
  });
  expect(attempt.phases.throttleMs).toBeGreaterThan(1_000);
});

test("while it waits for the limit a delivery says so", async ({ svix, application, receiver }) => {
  const given = { svix, application, receiver };
  const endpoint = await anEndpoint(given, { throttleRate: 1, throttleWindowSeconds: 60 });
  const [first, second] = await send(given, 2);
  await untilDelivery({ application, message: first ?? { id: "" }, endpoint }, "delivered");
  const waits = await untilDelivery({ application, message: second ?? { id: "" }, endpoint }, (delivery) => {
    return delivery.waiting?.kind === "rate_limit";
  });
  expect(waits.state).toBe("sending");
  expect(Date.parse(String(waits.waiting?.until))).toBeGreaterThan(Date.now() + 30_000);
});

test("an application's limit holds over all of its endpoints together", async ({ svix, application, receiver }) => {
  await svix.application.patch(application.id, { throttleRate: 10 });
  for (let i = 0; i < 3; i++) await svix.endpoint.create(application.id, { url: `${receiver.url}/${i}` });
  await send({ svix, application, receiver }, 6);
  await receiver.waitFor(18);
  const times = receiver.requests.map(({ at }) => at.getTime());
  expect((times.at(-1) ?? 0) - (times[0] ?? 0), "17 steps of 100 ms; the first may come late").toBeGreaterThanOrEqual(
    1_000,
  );
});

test("strict order holds over a failure: what comes after it waits for its retry", async ({
  svix,
  application,
  receiver,
}) => {
  const given = { svix, application, receiver };
  const endpoint = await anEndpoint(given, { fifo: true, sequence: true });
  receiver.answerWith(200, 500, 500, 200);
  const messages = await send(given, 5);
  await receiver.waitFor(7);
  const [a, b, c, d, e] = messages.map((message) => message.id);
  expect(idsOf(receiver)).toEqual([a, b, b, b, c, d, e]);
  const delivery = await untilDelivery({ application, message: { id: String(e) }, endpoint }, "delivered");
  expect(delivery.attemptCount).toBe(1);
});

test("a delivery in line behind a failing one says that it waits in line", async ({ svix, application, receiver }) => {
  const given = { svix, application, receiver };
  const endpoint = await anEndpoint(given, { fifo: true, retry: { delaysSeconds: [3600] } });
  receiver.answerWith(500);
  const [head, next] = await send(given, 2);
  await untilDelivery({ application, message: head ?? { id: "" }, endpoint }, "retrying");
  const waits = await untilDelivery({ application, message: next ?? { id: "" }, endpoint }, (delivery) => {
    return delivery.waiting?.kind === "line";
  });
  expect(waits.attemptCount).toBe(0);
  expect(receiver.requests).toHaveLength(1);
});

test("events go in batches: one signed request, one try that every delivery shows, exact bytes", async ({
  svix,
  application,
  receiver,
}) => {
  const given = { svix, application, receiver };
  const endpoint = await anEndpoint(given, { batch: { maxEvents: 10, maxWaitSeconds: 2 } });
  receiver.answerWith(500, 200);
  const messages = await send(given, 10);
  const [first, again] = await receiver.waitFor(2);
  if (!first || !again) throw new Error("Two requests were waited for.");

  const { events } = JSON.parse(first.rawBody.toString());
  expect(events.map((event: { id: string }) => event.id)).toEqual(messages.map((message) => message.id));
  expect(events[0]).toMatchObject({ type: eventType, data: { number: 1 } });
  verifySignature(endpoint.key, again);
  expect(again.rawBody.equals(first.rawBody), "a retry is the same request").toBe(true);
  expect(again.headers["webhook-id"]).toBe(first.headers["webhook-id"]);

  const attempts = new Set<string>();
  for (const message of messages) {
    const delivery = await untilDelivery({ application, message, endpoint }, "delivered");
    expect(delivery.attempts.map(({ statusCode, batchSize }) => [statusCode, batchSize])).toEqual([
      [500, 10],
      [200, 10],
    ]);
    for (const { id } of delivery.attempts) attempts.add(id);
    const listed = await svix.messageAttempt.listByMsg(application.id, message.id);
    expect(listed.data.map(({ msgId }) => msgId)).toEqual([message.id, message.id]);
  }
  expect(attempts.size, "one try for each request").toBe(2);
  const [one] = messages;
  const delivery = await untilDelivery({ application, message: one ?? { id: "" }, endpoint }, "delivered");
  const attempt = await call("GET /app/{app_id}/delivery/{delivery_id}/attempt/{attempt_id}", {
    params: { app_id: application.id, delivery_id: delivery.id, attempt_id: String(delivery.attempts[1]?.id) },
  });
  expect(attempt.request.body).toBe(again.rawBody.toString());
  expect(Object.fromEntries(attempt.request.headers)["webhook-id"]).toBe(again.headers["webhook-id"]);
});

test("a batch that does not fill goes when its first event has waited for long enough", async ({
  svix,
  application,
  receiver,
}) => {
  const given = { svix, application, receiver };
  const endpoint = await anEndpoint(given, { batch: { maxEvents: 100, maxWaitSeconds: 2 } });
  const [first] = await send(given, 3);
  await untilDelivery(
    { application, message: first ?? { id: "" }, endpoint },
    ({ waiting }) => waiting?.kind === "batch",
  );
  await receiver.waitFor(1);
  expect(JSON.parse(String(receiver.requests[0]?.rawBody)).events).toHaveLength(3);
});
