import { call, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, test, verifySignature } from "@/e2e/fixtures.ts";

const PAYLOAD = { order: "ord_8812", lines: [1, 2, 3] };

test("what is shown of a try is what the receiver got", async ({ svix, application, receiver }) => {
  receiver.answerWith({ status: 418, body: "teapot", headers: { "x-served-by": "kettle" } }, 200);
  const endpoint = await svix.endpoint.create(application.id, {
    url: receiver.url,
    headers: { "x-team": "billing-team", authorization: "Bearer top-secret-7890" },
  });
  const message = await svix.message.create(application.id, { eventType: "order.created", payload: PAYLOAD });
  const delivery = await untilDelivery({ application, message, endpoint }, "delivered");
  const [got] = receiver.requests;
  const [first] = delivery.attempts;
  if (!got || !first) throw new Error("no try");

  const params = { app_id: application.id, delivery_id: delivery.id, attempt_id: first.id };
  const shown = await call("GET /app/{app_id}/delivery/{delivery_id}/attempt/{attempt_id}", { params });
  expect(shown.request.url).toBe(receiver.url);
  expect(shown.request.body).toBe(got.rawBody.toString());
  const headers = Object.fromEntries(shown.request.headers);
  for (const name of [
    "content-type",
    "user-agent",
    "accept",
    "accept-encoding",
    "webhook-id",
    "webhook-timestamp",
    "webhook-signature",
    "x-team",
  ]) {
    expect(headers[name], name).toBe(got.headers[name]);
  }
  expect(headers.authorization).toBe("••••7890");
  expect(got.headers.authorization).toBe("Bearer top-secret-7890");
  verifySignature((await svix.endpoint.getSecret(application.id, endpoint.id)).key, got);

  expect(shown.response).toMatchObject({ statusCode: 418, body: "teapot", base64: false, truncated: false });
  expect(shown.response?.headers).toContainEqual(["x-served-by", "kettle"]);
  expect(shown).toMatchObject({ outcome: "failed", remoteAddress: "127.0.0.1", diagnosis: { who: "you" } });
});

test("a delivery tells its story: tries on the rail, the words while it failed, the verdicts elsewhere", async ({
  svix,
  application,
  receiver,
}) => {
  receiver.answerWith(503);
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  await svix.endpoint.create(application.id, { url: receiver.url, channels: ["eu"] });
  const message = await svix.message.create(application.id, { eventType: "order.created", payload: PAYLOAD });
  const failed = await untilDelivery({ application, message, endpoint }, "failed");
  expect(failed).toMatchObject({
    attemptCount: 5,
    maxAttempts: 5,
    cause: "server_error",
    diagnosis: { cause: "server_error" },
  });
  expect(failed.rail.map(({ outcome }) => outcome)).toEqual(Array(5).fill("failed"));
  expect(failed.verdicts.map(({ verdict }) => verdict)).toEqual(["delivery", "no_channel_in_common"]);

  receiver.answerWith(200);
  await call("POST /app/{app_id}/delivery/{delivery_id}/replay", {
    params: { app_id: application.id, delivery_id: failed.id },
  });
  const delivered = await untilDelivery({ application, message, endpoint }, "delivered");
  expect(delivered).toMatchObject({ attemptCount: 6, diagnosis: null, cause: null });
  expect(delivered.rail.at(-1)).toMatchObject({ outcome: "succeeded", trigger: "manual" });
});

test("deliveries are found by state, code, type, payload and id, and counted alike", async ({
  svix,
  application,
  receiver,
}) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const good = await svix.message.create(application.id, { eventType: "invoice.paid", payload: PAYLOAD });
  await untilDelivery({ application, message: good, endpoint }, "delivered");
  receiver.answerWith(404);
  const bad = await svix.message.create(application.id, { eventType: "order.created", payload: {} });
  await untilDelivery({ application, message: bad, endpoint }, "failed");

  const params = { app_id: application.id };
  for (const [query, wanted] of [
    [{ status: "failed" }, [bad.id]],
    [{ status: "delivered,failed" }, [bad.id, good.id]],
    [{ code: "4xx" }, [bad.id]],
    [{ cause: "not_found" }, [bad.id]],
    [{ type: "invoice.*" }, [good.id]],
    [{ q: "ORD_8812" }, [good.id]],
    [{ q: good.id }, [good.id]],
    [{ from: new Date(Date.now() + 60_000).toISOString() }, []],
  ] as const) {
    const { data } = await call("GET /app/{app_id}/delivery", { params, query });
    expect(
      data.map(({ messageId }) => messageId),
      JSON.stringify(query),
    ).toEqual(wanted);
    const { totals } = await call("GET /app/{app_id}/delivery-histogram", {
      params,
      query: {
        from: new Date(Date.now() - 3_600_000).toISOString(),
        ...query,
        ...("from" in query ? { to: new Date(Date.now() + 120_000).toISOString() } : {}),
      },
    });
    expect(totals.delivered + totals.failed, JSON.stringify(query)).toBe(wanted.length);
  }
});

test("the health of an endpoint follows what its receiver answers", async ({ svix, application, receiver }) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url, description: "health" });
  const params = { app_id: application.id, endpoint_id: endpoint.id };
  const health = () => call("GET /app/{app_id}/endpoint/{endpoint_id}/health", { params });
  expect(await health()).toMatchObject({ state: "no_traffic", total: 0 });

  receiver.answerWith(500);
  const message = await svix.message.create(application.id, { eventType: "a.b", payload: {} });
  await untilDelivery({ application, message, endpoint }, "failed");
  expect(await health()).toMatchObject({ state: "failing", failed: 1, causes: [{ cause: "server_error", count: 5 }] });
  const summary = await call("GET /app/{app_id}/summary", { params: { app_id: application.id } });
  expect(summary).toMatchObject({ failingEndpoints: [{ endpointId: endpoint.id }], delivered: 0, total: 1 });

  receiver.answerWith(200);
  const next = await svix.message.create(application.id, { eventType: "a.b", payload: {} });
  await untilDelivery({ application, message: next, endpoint }, "delivered");
  expect(await health()).toMatchObject({ state: "healthy", delivered: 1, failed: 1, consecutiveFailures: 0 });
});

test("a search takes any id to its thing", async ({ svix, application, receiver }) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const message = await svix.message.create(application.id, {
    eventType: "a.b",
    payload: {},
    eventId: "event-of-search",
  });
  const delivery = await untilDelivery({ application, message, endpoint }, "delivered");
  const [attempt] = delivery.attempts;
  for (const [q, kind] of [
    [application.id, "application"],
    [endpoint.id, "endpoint"],
    [message.id, "message"],
    [delivery.id, "delivery"],
    [attempt?.id ?? "", "attempt"],
  ] as const) {
    const { data } = await call("GET /search", { query: { q } });
    expect(data).toMatchObject([{ kind, id: q, exact: true, applicationId: application.id }]);
  }
  const { data } = await call("GET /search", { query: { q: message.id } });
  expect(data[0]?.deliveryId).toBe(delivery.id);
});
