import type { Svix } from "svix";
import { call, replay, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, type Receiver, startReceiver, test, verifySignature } from "@/e2e/fixtures.ts";

/** An endpoint at the receiver whose messages go through the code. */
async function transformed(
  svix: Svix,
  application: { id: string },
  {
    receiver,
    code,
    variables,
    ...options
  }: { receiver: Receiver; code: string; variables?: Record<string, string> } & Record<string, unknown>,
) {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url, ...options });
  await svix.endpoint.transformation.patch(application.id, endpoint.id, {
    code,
    enabled: true,
    ...(variables && { variables }),
  });
  return endpoint;
}

async function attemptOf(application: { id: string }, delivery: { id: string; attempts: { id: string }[] }, index = 0) {
  const params = { app_id: application.id, delivery_id: delivery.id, attempt_id: delivery.attempts[index]?.id ?? "" };
  return call("GET /app/{app_id}/delivery/{delivery_id}/attempt/{attempt_id}", { params });
}

test("code changes method, path, headers and payload, and what is sent is signed and shown byte for byte", async ({
  svix,
  application,
  receiver,
}) => {
  const code = `function handler(webhook) {
    webhook.method = "PUT";
    webhook.url += "/orders/" + webhook.payload.order + "?source=" + webhook.eventType + "&key=" + encodeURIComponent(webhook.env.KEY);
    webhook.headers = { "X-Team": "of the code", "X-Made": "made/" + webhook.env.KEY, Authorization: "Bearer " + webhook.env.TOKEN };
    webhook.payload = { text: "Order " + webhook.payload.order + " for " + webhook.transformationsParams.to };
    return webhook;
  }`;
  const headers = { "x-team": "of the endpoint", "x-kept": "as it was" };
  const variables = { TOKEN: "very-secret-token", KEY: "k/e y=secret" };
  receiver.answerWith({ status: 200, body: `quotes made/${variables.KEY}, ${variables.TOKEN} and "of the code"` });
  const endpoint = await transformed(svix, application, { receiver, code, variables, headers });
  const { key } = await svix.endpoint.getSecret(application.id, endpoint.id);
  const message = await svix.message.create(application.id, {
    eventType: "order.made",
    payload: { order: 7 },
    transformationsParams: { to: "Ada" },
  });

  const [request] = await receiver.waitFor(1);
  if (!request) throw new Error("nothing arrived");
  verifySignature(key, request);
  expect(request).toMatchObject({
    method: "PUT",
    path: expect.stringMatching(/\/orders\/7\?source=order\.made&key=k%2Fe%20y%3Dsecret$/),
    headers: { "x-team": "of the code", "x-kept": "as it was", authorization: "Bearer very-secret-token" },
  });
  expect(request.rawBody.toString()).toBe('{"text":"Order 7 for Ada"}');

  const delivery = await untilDelivery({ application, message, endpoint }, "delivered");
  const attempt = await attemptOf(application, delivery);
  const shownUrl = new URL(request.path, receiver.url).href.replace("k%2Fe%20y%3Dsecret", "••••");
  expect(attempt.request).toMatchObject({ method: "PUT", url: shownUrl });
  expect(attempt.response?.body).toBe('quotes ••••, •••• and "••••"');
  expect(attempt.request.body).toBe(request.rawBody.toString());
  for (const secret of Object.values(variables)) expect(JSON.stringify(attempt)).not.toContain(secret);
});

test("a payload that the code leaves alone arrives byte for byte; a text arrives as it is", async ({
  svix,
  api,
  application,
  receiver,
}) => {
  const code = `function handler(webhook) {
    if (webhook.payload.form) {
      webhook.payload = "a=1&b=" + webhook.payload.form;
      webhook.headers = { "content-type": "application/x-www-form-urlencoded" };
    }
    return webhook;
  }`;
  await transformed(svix, application, { receiver, code });
  const payload = '{ "n": 1.0, "big": 12345678901234567890, "__proto__": { "a": 1 } }';
  await api("POST", `/api/v1/app/${application.id}/msg`, `{"eventType":"a.b","payload":${payload}}`);
  const [same] = await receiver.waitFor(1);
  expect(same?.rawBody.toString()).toBe(payload);
  await svix.message.create(application.id, { eventType: "a.b", payload: { form: "x" } });
  const [, form] = await receiver.waitFor(2);
  expect(form?.rawBody.toString()).toBe("a=1&b=x");
  expect(form?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
});

test("every try of a message has the same bytes, though the code asks for time and chance", async ({
  svix,
  application,
  receiver,
}) => {
  receiver.answerWith(500, 500, 200);
  const code = `function handler(webhook) {
    webhook.payload = { at: new Date(), now: Date.now(), random: Math.random(), hours: new Date().getHours() };
    return webhook;
  }`;
  const endpoint = await transformed(svix, application, { receiver, code });
  const message = await svix.message.create(application.id, { eventType: "a.b", payload: {} });
  const tries = await receiver.waitFor(3);
  await untilDelivery({ application, message, endpoint }, "delivered");
  expect(new Set(tries.map(({ rawBody }) => rawBody.toString())).size).toBe(1);
  expect(new Set(tries.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  const { now } = JSON.parse(tries[0]?.rawBody.toString() ?? "{}");
  expect(Math.abs(now - message.timestamp.getTime())).toBeLessThan(1_000);
});

test("another origin gets the message, but neither the endpoint's headers nor, once it moved, its variables", async ({
  svix,
  application,
  receiver,
}) => {
  const other = await startReceiver();
  try {
    const code = `function handler(webhook) {
      webhook.url = ${JSON.stringify(other.url)};
      webhook.headers = { "x-own": "yes" };
      return webhook;
    }`;
    await transformed(svix, application, { receiver, code, headers: { Authorization: "Bearer of-the-endpoint" } });
    await svix.message.create(application.id, { eventType: "a.b", payload: {} });
    const [request] = await other.waitFor(1);
    expect(request?.headers).toMatchObject({ "x-own": "yes" });
    expect(request?.headers.authorization).toBeUndefined();
    expect(receiver.requests).toEqual([]);
  } finally {
    await other.close();
  }
});

test("code cancels a message: nothing is sent, and the delivery says why", async ({ svix, application, receiver }) => {
  const code = "function handler(webhook) { webhook.cancel = !webhook.payload.wanted; return webhook; }";
  const endpoint = await transformed(svix, application, { receiver, code });
  const message = await svix.message.create(application.id, { eventType: "a.b", payload: { wanted: false } });
  const delivery = await untilDelivery({ application, message, endpoint }, "canceled");
  expect(delivery).toMatchObject({
    reason: "The transformation of the endpoint canceled it.",
    attempts: [{ outcome: "canceled", class: "transform_canceled", cause: null }],
    nextAttemptAt: null,
  });
  expect((await attemptOf(application, delivery)).request).toMatchObject({ body: null, bodyMissing: "not_sent" });
  const { data } = await svix.messageAttempt.listByMsg(application.id, message.id);
  expect(data).toMatchObject([{ status: 4, statusText: "canceled" }]);

  const wanted = await svix.message.create(application.id, { eventType: "a.b", payload: { wanted: true } });
  await untilDelivery({ application, message: wanted, endpoint }, "delivered");
  expect(receiver.requests).toHaveLength(1);
});

test("code that fails is shown with its message and tried again, and the receiver is not blamed", async ({
  svix,
  application,
  receiver,
}) => {
  const code = "function handler(webhook) {\n  return webhook.payload.customer.name.toUpperCase();\n}";
  const retry = { delaysSeconds: [1] };
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const params = { app_id: application.id, endpoint_id: endpoint.id };
  await call("PATCH /app/{app_id}/endpoint/{endpoint_id}", { params, body: { deliveryOptions: { retry } } });
  await svix.endpoint.transformation.patch(application.id, endpoint.id, { code, enabled: true });
  const message = await svix.message.create(application.id, { eventType: "a.b", payload: {} });
  const delivery = await untilDelivery({ application, message, endpoint }, "failed");
  expect(delivery.attempts).toHaveLength(2);
  expect(delivery).toMatchObject({
    cause: "transform",
    causeLabel: "Transformation failed",
    attempts: [{ class: "transform_error" }, { class: "transform_error" }],
    diagnosis: { who: "you", says: expect.stringContaining("cannot read property 'name' of undefined (line 2") },
  });
  const attempt = await attemptOf(application, delivery);
  expect(attempt).toMatchObject({ response: null, request: { bodyMissing: "not_sent" } });
  expect(attempt.errorDetail).toMatch(/^TypeError: .* \(line 2, column \d+\)$/);
  const { consecutiveFailures, breaker } = await call("GET /app/{app_id}/endpoint/{endpoint_id}/health", { params });
  expect({ consecutiveFailures, breaker: breaker.state }).toEqual({ consecutiveFailures: 0, breaker: "closed" });
  expect(receiver.requests).toEqual([]);

  await svix.endpoint.transformation.patch(application.id, endpoint.id, { code: "function handler(w) { return w; }" });
  await replay({ application, delivery });
  await untilDelivery({ application, message, endpoint }, "delivered");
});

test("an endless loop, a hung native call and a memory bomb end, and messages of others arrive meanwhile", async ({
  svix,
  application,
  receiver,
}) => {
  const hostile = await svix.application.create({ name: "hostile" });
  const kinds = {
    transform_timeout: "function handler() { for (;;); }",
    transform_memory: "function handler() { const a = []; for (;;) a.push(new ArrayBuffer(1e6)); }",
  };
  const deliveries = [];
  for (const [kind, code] of Object.entries(kinds)) {
    const endpoint = await transformed(svix, hostile, { receiver, code, channels: [kind] });
    const message = await svix.message.create(hostile.id, { eventType: "a.b", payload: {}, channels: [kind] });
    deliveries.push({ kind, endpoint, message });
  }
  const endpoint = await transformed(svix, application, {
    receiver,
    code: "function handler(w) { w.payload.passed = true; return w; }",
  });
  const message = await svix.message.create(application.id, { eventType: "a.b", payload: {} });
  await untilDelivery({ application, message, endpoint }, "delivered");
  for (const { kind, ...place } of deliveries) {
    const delivery = await untilDelivery({ application: hostile, ...place }, ({ attempts }) => attempts.length > 0);
    expect(delivery.attempts[0]?.class).toBe(kind);
  }
});

test("in strict order a canceled message lets the next one go, and one that fails holds it up", async ({
  svix,
  application,
  receiver,
}) => {
  const code = `function handler(webhook) {
    if (webhook.payload.fail) throw new Error("not this one");
    webhook.cancel = Boolean(webhook.payload.cancel);
    return webhook;
  }`;
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const params = { app_id: application.id, endpoint_id: endpoint.id };
  const deliveryOptions = { fifo: true, retry: { delaysSeconds: [1] } };
  await call("PATCH /app/{app_id}/endpoint/{endpoint_id}", { params, body: { deliveryOptions } });
  await svix.endpoint.transformation.patch(application.id, endpoint.id, { code, enabled: true });
  const messages = [];
  for (const payload of [{ n: 1 }, { n: 2, cancel: true }, { n: 3, fail: true }, { n: 4 }]) {
    messages.push(await svix.message.create(application.id, { eventType: "a.b", payload }));
  }
  await receiver.waitFor(2);
  expect(receiver.requests.map(({ rawBody }) => JSON.parse(rawBody.toString()).n)).toEqual([1, 4]);
  const [, , failed] = messages;
  if (!failed) throw new Error("no message");
  const delivery = await untilDelivery({ application, message: failed, endpoint }, "failed");
  expect(delivery.attempts).toHaveLength(2);
});

test("a test send goes through the code as well", async ({ svix, application, receiver }) => {
  const endpoint = await transformed(svix, application, {
    receiver,
    code: "function handler(w) { w.payload = { type: w.eventType }; return w; }",
  });
  const params = { app_id: application.id, endpoint_id: endpoint.id };
  await call("POST /app/{app_id}/endpoint/{endpoint_id}/test", { params, body: { eventType: "webhook.test" } });
  const [request] = await receiver.waitFor(1);
  expect(request?.rawBody.toString()).toBe('{"type":"webhook.test"}');
});

test("a private address that the code chooses is not called", async ({ svix, application, receiver }) => {
  const endpoint = await transformed(svix, application, {
    receiver,
    code: 'function handler(w) { w.url = "http://169.254.169.254/latest/meta-data"; return w; }',
  });
  const message = await svix.message.create(application.id, { eventType: "a.b", payload: {} });
  const delivery = await untilDelivery({ application, message, endpoint }, ({ attempts }) => attempts.length > 0);
  expect(delivery.attempts[0]).toMatchObject({ class: "transform_error", statusCode: null });
});

test("new code holds from the next try on", async ({ svix, application, receiver }) => {
  const endpoint = await transformed(svix, application, { receiver, code: "function handler(w) { return w; }" });
  const code = "function handler(w) { w.payload.version = 2; return w; }";
  await svix.endpoint.transformation.patch(application.id, endpoint.id, { code });
  expect(await svix.endpoint.transformation.get(application.id, endpoint.id)).toMatchObject({ code, enabled: true });
  await svix.message.create(application.id, { eventType: "a.b", payload: {} });
  const [request] = await receiver.waitFor(1);
  expect(request?.rawBody.toString()).toBe('{"version":2}');
});

test("a format is written around what the code made, and an access token does not follow to another origin", async ({
  svix,
  application,
  receiver,
}) => {
  const other = await startReceiver();
  try {
    const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
    const params = { app_id: application.id, endpoint_id: endpoint.id };
    const body = { deliveryOptions: { format: "envelope" as const } };
    await call("PATCH /app/{app_id}/endpoint/{endpoint_id}", { params, body });
    await call("PUT /app/{app_id}/endpoint/{endpoint_id}/authentication", {
      params,
      body: { bearer: { token: "a-long-bearer-token" } },
    });
    const code = `function handler(webhook) {
      if (webhook.payload.elsewhere) webhook.url = ${JSON.stringify(other.url)};
      webhook.payload = { seen: webhook.eventType };
      return webhook;
    }`;
    await svix.endpoint.transformation.patch(application.id, endpoint.id, { code, enabled: true });
    await svix.message.create(application.id, { eventType: "a.b", payload: {} });
    const [here] = await receiver.waitFor(1);
    expect(JSON.parse(here?.rawBody.toString() ?? "")).toMatchObject({ event: "a.b", data: { seen: "a.b" } });
    expect(here?.headers.authorization).toBe("Bearer a-long-bearer-token");
    await svix.message.create(application.id, { eventType: "a.b", payload: { elsewhere: true } });
    const [there] = await other.waitFor(1);
    expect(there?.headers.authorization).toBeUndefined();
  } finally {
    await other.close();
  }
});
