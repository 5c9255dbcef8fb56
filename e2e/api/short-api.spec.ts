import { until } from "@/e2e/delivery/deliveries.ts";
import { type Api, type ApiAnswer, BASE_URL, expect, startReceiver, test, verifySignature } from "@/e2e/fixtures.ts";

interface Webhook {
  id: string;
  secret: string;
  url: string;
}
const created = ({ status, body }: ApiAnswer): Webhook => {
  expect(status, JSON.stringify(body)).toBe(201);
  return body as Webhook;
};
const withKey = (api: Api, token: string) => (method: string, path: string, body?: unknown) =>
  api(method, `/api/webhooks${path}`, body, { authorization: `Bearer ${token}` });

/** Of an application of its own, so that tests do not meet. */
async function shortApi(api: Api, application: { id: string }) {
  const { body } = await api("POST", "/api/v1/api-key", { name: "short", applicationId: application.id });
  return withKey(api, (body as { token: string }).token);
}

test("a webhook is created, changed, listed and deleted with few words", async ({ api, application, receiver }) => {
  const short = await shortApi(api, application);
  expect(await short("GET", "")).toMatchObject({ status: 200, body: { webhooks: [] } });
  expect(await short("GET", "/status")).toMatchObject({ status: 200, body: { status: "none" } });

  const webhook = created(await short("POST", "", { url: receiver.url, events: ["job.completed"], enabled: true }));
  expect(webhook).toMatchObject({
    url: receiver.url,
    events: ["job.completed"],
    enabled: true,
    managed: false,
    secret: expect.stringMatching(/^whsec_/),
  });
  const { secret, ...shown } = webhook;
  expect(await short("GET", `/${webhook.id}`)).toMatchObject({ status: 200, body: shown });
  expect((await short("GET", `/${webhook.id}`)).body).not.toHaveProperty("secret");

  const long = await short("PATCH", `/${webhook.id}`, {
    events: ["*"],
    enabled: false,
    custom_headers: { "x-team": "core" },
    retry_config: { max_attempts: 3, backoff_multiplier: 2, initial_delay_seconds: 1 },
    timeout_seconds: 2,
    batch_delivery: { max_events: 10, max_wait_seconds: 1 },
    ip_whitelist: ["127.0.0.1"],
  });
  expect(long).toMatchObject({
    status: 200,
    body: {
      events: ["*"],
      enabled: false,
      custom_headers: ["x-team"],
      retry_config: { max_attempts: 3, backoff_multiplier: 2, initial_delay_seconds: 1 },
      timeout_seconds: 2,
      batch_delivery: { max_events: 10, max_wait_seconds: 1 },
      ip_whitelist: ["127.0.0.1/32"],
    },
  });
  const reset = { retry_config: null, batch_delivery: null, ip_whitelist: null, timeout_seconds: null };
  expect((await short("PATCH", `/${webhook.id}`, reset)).body).toMatchObject({
    ...{ retry_config: null, batch_delivery: null, ip_whitelist: [], timeout_seconds: null },
    custom_headers: ["x-team"],
  });
  expect((await short("DELETE", `/${webhook.id}`)).status).toBe(204);
  expect((await short("GET", `/${webhook.id}`)).status).toBe(404);
});

test("the long form is accepted at once, with the old name of the URL and a secret of one's own", async ({
  api,
  application,
  receiver,
}) => {
  const short = await shortApi(api, application);
  const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
  const webhook = created(
    await short("POST", "", {
      webhook_url: receiver.url,
      events: [],
      enabled: true,
      secret,
      custom_headers: { "x-api-key": "k" },
      retry_config: { max_attempts: 2 },
      timeout_seconds: 3,
      batch_delivery: false,
      ip_whitelist: ["127.0.0.0/8"],
    }),
  );
  expect(webhook.secret).toBe(secret);
  const data = '{"rows": 1.50, "b": "é"}';
  const sent = await short("POST", "/trigger", `{"event": "job.completed", "data": ${data}}`);
  expect(sent).toMatchObject({ status: 202, body: { success: true, message_id: expect.stringMatching(/^msg_/) } });
  const [request] = await receiver.waitFor(1);
  if (!request) throw new Error("waitFor resolves with what it found");
  verifySignature(secret, request);
  expect(request.rawBody.toString()).toBe(data);
  expect(request.headers).toMatchObject({
    "x-api-key": "k",
    "webhook-id": (sent.body as { message_id: string }).message_id,
  });

  await until("the delivery to be listed as succeeded", async () => {
    const { body } = await short("GET", `/${webhook.id}/deliveries?limit=5`);
    const [delivery] = (body as { deliveries: Record<string, unknown>[] }).deliveries;
    return delivery?.status === "succeeded" ? delivery : { notYet: body };
  }).then((delivery) => {
    expect(delivery).toMatchObject({
      id: expect.stringMatching(/^dlv_/),
      event_type: "job.completed",
      response_code: 200,
      response_time_ms: expect.any(Number),
      delivered_at: expect.any(String),
    });
  });
  expect((await short("GET", "/status")).body).toMatchObject({ status: "ok", webhooks: { total: 1, enabled: 1 } });
});

test("a test of a webhook or of any URL answers what the receiver said", async ({ api, application, receiver }) => {
  const short = await shortApi(api, application);
  const webhook = created(await short("POST", "", { url: receiver.url }));
  expect(await short("POST", "/test", { webhook_id: webhook.id, event_type: "job.completed" })).toMatchObject({
    status: 200,
    body: {
      success: true,
      test_result: { success: true, status: 200, duration: expect.any(Number), url: receiver.url },
    },
  });
  const [tested] = await receiver.waitFor(1);
  if (tested) verifySignature(webhook.secret, tested);

  const other = await startReceiver();
  other.answerWith(503);
  expect(await short("POST", "/test", { url: other.url })).toMatchObject({
    status: 200,
    body: {
      success: false,
      test_result: {
        success: false,
        status: 503,
        url: other.url,
        message: expect.any(String),
        error: expect.any(String),
      },
    },
  });
  await other.close();
  expect((await short("POST", "/test", { url: other.url })).body).toMatchObject({
    success: false,
    test_result: { status: null, url: other.url },
  });
  // Nothing of it stays.
  expect((await short("GET", "")).body).toMatchObject({ webhooks: [{ id: webhook.id }] });
  const { body } = await api("GET", `/api/v1/app/${application.id}/endpoint`);
  expect((body as { data: unknown[] }).data).toHaveLength(1);
});

test("mistakes are told in the words of the short API, and change nothing", async ({ api, application, receiver }) => {
  const short = await shortApi(api, application);
  const locOf = async (body: object) => {
    const answer = await short("POST", "", body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(422);
    return (answer.body as { detail: { loc: string[] }[] }).detail[0]?.loc;
  };
  expect(await locOf({})).toEqual(["body", "url"]);
  expect(await locOf({ url: "https://10.0.0.1/" })).toEqual(["body", "url"]);
  expect(await locOf({ url: receiver.url, events: ["no.such"] })).toEqual(["body", "events"]);
  expect(await locOf({ url: receiver.url, custom_headers: { host: "x" } })).toEqual(["body", "custom_headers", "host"]);
  expect(await locOf({ url: receiver.url, secret: "short" })).toEqual(["body", "secret"]);
  expect(await locOf({ url: receiver.url, colour: "red" })).toEqual(["body", "colour"]);
  expect(await locOf({ url: receiver.url, timeout_seconds: 61 })).toEqual(["body", "timeout_seconds"]);
  for (const body of [{}, { url: receiver.url, webhook_id: "ep_x" }, { url: "http://10.1.1.1" }]) {
    expect((await short("POST", "/test", body)).status).toBe(422);
  }
  const { body: neither } = await short("POST", "/test", {});
  expect(neither).toMatchObject({ detail: [{ msg: "give either url or webhook_id" }] });
  expect((await short("POST", "/trigger", { event: "a b", data: {} })).status).toBe(422);
  expect((await short("POST", "/trigger", { event: "job.completed", data: [] })).status).toBe(422);
  expect((await short("POST", "/test", { webhook_id: "nobody" })).status).toBe(404);
  expect((await short("GET", "")).body).toEqual({ webhooks: [] });
});

test("a key of one application sees its own webhooks only, others the default application", async ({
  api,
  svix,
  application,
  receiver,
}) => {
  const short = await shortApi(api, application);
  const mine = created(await short("POST", "", { url: receiver.url, enabled: false }));
  const everybody = (method: string, path: string, body?: unknown) => api(method, `/api/webhooks${path}`, body);
  const theirs = created(await everybody("POST", "", { url: receiver.url, enabled: false }));
  expect((await everybody("GET", `/${mine.id}`)).status).toBe(404);
  expect((await short("GET", `/${theirs.id}`)).status).toBe(404);
  expect((await svix.endpoint.get("default", theirs.id)).url).toBe(receiver.url);
  expect((await everybody("DELETE", `/${theirs.id}`)).status).toBe(204);
});

test("it takes API keys only, each within its scopes", async ({ api, application, openPortal, page }) => {
  expect((await fetch(`${BASE_URL}/api/webhooks`)).status).toBe(401);
  const { body } = await api("POST", "/api/v1/api-key", {
    name: "sender",
    scopes: ["messages:write"],
    applicationId: application.id,
  });
  const sender = withKey(api, (body as { token: string }).token);
  expect((await sender("POST", "/trigger", { event: "job.completed", data: {} })).status).toBe(202);
  expect(await sender("GET", "")).toMatchObject({
    status: 403,
    body: { detail: "This API key lacks the scope endpoints:read." },
  });
  await openPortal(page, application);
  expect((await page.request.get("/api/webhooks")).status()).toBe(401);
});
