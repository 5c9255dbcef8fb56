import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Svix } from "svix";
import { call, connect, notYet, until, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { openNames } from "@/e2e/faults/names.ts";
import { ok, startRawReceiver, status } from "@/e2e/faults/raw-receiver.ts";
import { BOOTSTRAP_API_KEY, expect, STAFF, startReceiver, test } from "@/e2e/fixtures.ts";
import { startConnectProxy } from "@/e2e/security/connect-proxy.ts";
import { forgetInstance, startService } from "@/e2e/service.ts";

/** Stands for the Internet. */
const PUBLIC = "127.0.0.2";
/** Stands for what nobody may reach: of this machine, so that a packet would arrive, and opened by no setting. */
const INSIDE = "127.0.0.3";
const BLOCKED = [INSIDE, "10.0.0.1", "169.254.169.254", "::1", `::ffff:${INSIDE}`];
const SPY = pathToFileURL(path.join(import.meta.dirname, "socket-spy.mjs")).href;

/** Everything that the processes of a service dial is written to a file. */
function openSpy(nodeOptions: string) {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "posthorn-spy-"));
  const log = path.join(directory, "dialled");
  fs.writeFileSync(log, "");
  return {
    settings: { NODE_OPTIONS: `${nodeOptions} --import=${SPY}`, SOCKET_SPY_LOG: log },
    dialled: () => [...new Set(fs.readFileSync(log, "utf8").trim().split("\n"))],
    forget: () => fs.rmSync(directory, { recursive: true }),
  };
}

test("whatever leaves the service reaches no blocked address, follows no redirect and comes back to nobody", async () => {
  test.setTimeout(180_000);
  const instance = "e2e-security-outbound";
  const names = openNames();
  const spy = openSpy(names.settings.NODE_OPTIONS ?? "");
  const inside = await startRawReceiver({ host: INSIDE });
  const outside = await startRawReceiver({ host: PUBLIC, port: inside.port });
  const redirecting = await startRawReceiver({ host: PUBLIC });
  redirecting.answerWith(status(302, { location: inside.url, refresh: `0;url=${inside.url}` }));
  const ambient = Object.fromEntries(
    ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"].map((name) => [
      name,
      inside.url,
    ]),
  );
  forgetInstance(instance);
  const service = await startService(instance, {
    ...ambient,
    ...names.settings,
    ...spy.settings,
    NO_PROXY: "",
    // The service's own address is open, so that nothing but its own rules keeps messages from coming back to it.
    POSTHORN_EGRESS_ALLOW: `${PUBLIC}/32 127.0.0.1/32`,
    POSTHORN_ALLOW_HTTP: "1",
    POSTHORN_DEMO: "0",
    RETRY_SCHEDULE_SECONDS: "1",
  });
  const client = connect(service.url);
  const svix = new Svix(BOOTSTRAP_API_KEY, { serverUrl: service.url });
  const at = (name: string) => `http://${names.answer(name, [PUBLIC])}:${inside.port}/x`;

  const application = await svix.application.create({ name: "Customer" });
  const add = (url: string) => svix.endpoint.create(application.id, { url });
  const params = (endpoint: { id: string }) => ({ app_id: application.id, endpoint_id: endpoint.id });
  // All of them are fine when they are saved.
  const repointed = await Promise.all(BLOCKED.map((_, index) => add(at(`moved-${index}`))));
  const withToken = await add(at("receiver"));
  const oauth2 = { tokenUrl: at("tokens"), clientId: "a", clientSecret: "tell-nobody" };
  const authentication = "PUT /app/{app_id}/endpoint/{endpoint_id}/authentication";
  await client(authentication, { params: params(withToken), body: { oauth2 } });
  const transformed = await add(at("kept"));
  const code = `function handler(webhook) { webhook.url = ${JSON.stringify(at("chosen"))}; return webhook; }`;
  const transformation = "PATCH /app/{app_id}/endpoint/{endpoint_id}/transformation";
  await client(transformation, { params: params(transformed), body: { code, enabled: true } });
  const redirected = await add(redirecting.url);
  const recipients = await Promise.all(
    (["slack", "webhook"] as const).map((kind) =>
      client("POST /app/{app_id}/alert-recipient", {
        params: { app_id: application.id },
        body: { kind, url: at(`alert-${kind}`) },
      }),
    ),
  );
  await svix.operationalWebhook.endpoint.create({ url: at("operational"), eventTypes: ["endpoint.created"] });
  const source = await client("POST /app/{app_id}/source", {
    params: { app_id: application.id },
    body: { name: "Loop", kind: "none" },
  });

  BLOCKED.forEach((address, index) => void names.answer(`moved-${index}`, [address]));
  for (const name of ["tokens", "chosen", "alert-slack", "alert-webhook", "operational"])
    names.answer(name, [PUBLIC, INSIDE]);
  names.answer("alias", ["127.0.0.1"]);
  const looped = await add(source.url.replace("127.0.0.1", "alias.faults.example"));

  const message = await svix.message.create(application.id, { eventType: "a.b", payload: { type: "a.b" } });
  const untilFailed = (endpoint: { id: string }) =>
    untilDelivery({ application, message, endpoint }, "failed", { client, deadlineMs: 60_000 });
  const classes = async (endpoint: { id: string }) => (await untilFailed(endpoint)).attempts.map((made) => made.class);
  for (const endpoint of [...repointed, transformed]) {
    expect(await classes(endpoint)).toEqual(["blocked_address", "blocked_address"]);
  }
  expect(await classes(withToken)).toEqual(["token_error", "token_error"]);
  expect(await classes(redirected)).toEqual(["http_3xx", "http_3xx"]);
  expect(redirecting.requests).toHaveLength(2);
  expect((await untilFailed(looped)).attempts.map((made) => made.statusCode)).toEqual([409, 409]);
  const taken = await client("GET /app/{app_id}/source/{source_id}/request", {
    params: { app_id: application.id, source_id: source.id },
  });
  expect(taken.data, "its own messages are no events for it").toEqual([]);
  expect((await svix.message.list(application.id)).data).toHaveLength(1);

  await client("POST /app/{app_id}/endpoint/{endpoint_id}/test", {
    params: params(repointed[0] ?? redirected),
    body: {},
  });
  const checked = await client("POST /app/{app_id}/endpoint-check", {
    params: { app_id: application.id },
    body: { url: `http://${names.answer("checked", [INSIDE])}:${inside.port}` },
  });
  expect(checked).toMatchObject({ ok: false, remoteAddress: null });
  for (const { id } of recipients) {
    await client("POST /app/{app_id}/alert-recipient/{recipient_id}/test", {
      params: { app_id: application.id, recipient_id: id },
    });
  }
  await until("the alerts to be given up", async () => {
    const { data } = await client("GET /app/{app_id}/alert", { params: { app_id: application.id } });
    const reasons = data.map(({ state, failure }) => `${state} ${failure?.reason}`);
    return reasons.length === 2 && reasons.every((one) => one === "failed blocked_address") ? data : notYet(reasons);
  });
  await until("the operational webhook", async () =>
    names.lookups("operational") > 0 ? { done: true } : notYet("nothing was looked up"),
  );
  const ask = (method: string, place: string, body?: object) =>
    fetch(`${service.url}${place}`, {
      method,
      headers: { authorization: `Bearer ${BOOTSTRAP_API_KEY}`, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const $ref = `${inside.url}/schema.json`;
  const post = { requestBody: { content: { "application/json": { schema: { $ref } } } } };
  const spec = { openapi: "3.1.0", info: { title: "x", version: "1" }, webhooks: { "a.c": { post } } };
  expect((await ask("POST", "/api/v1/event-type/import/openapi", { spec })).status).toBe(422);
  for (const width of [16, 640]) {
    const image = `/_next/image?url=${encodeURIComponent(inside.url)}&w=${width}&q=75`;
    expect((await ask("GET", image)).status).toBeGreaterThanOrEqual(400);
  }

  expect(await service.stop()).toBe(0);
  const dialled = spy.dialled();
  expect(dialled, "the spy sees what is allowed").toContain(`worker ${PUBLIC}:${redirecting.port}`);
  const others = dialled.filter((line) => !/^\S+ (127\.0\.0\.[12]|localhost):\d+$/.test(line));
  expect(others, "nothing else was dialled by any process").toEqual([]);
  expect(inside.connections(), "no packet arrived").toBe(0);
  for (const receiver of [inside, outside, redirecting]) await receiver.close();
  spy.forget();
  names.forget();
  forgetInstance(instance);
});

test("a proxy that refuses costs nobody a try: customers are told it is us, staff what it says, and it is sent later", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const instance = "e2e-security-proxy";
  const names = openNames();
  const receiver = await startRawReceiver({ host: PUBLIC });
  receiver.answerWith(ok);
  const proxy = await startConnectProxy({ leadsTo: PUBLIC });
  forgetInstance(instance);
  const service = await startService(instance, {
    ...names.settings,
    EGRESS_PROXY_URL: proxy.url,
    POSTHORN_EGRESS_ALLOW: "",
    POSTHORN_ALLOW_HTTP: "1",
    POSTHORN_DEMO: "0",
    RETRY_SCHEDULE_SECONDS: "1",
  });
  const client = connect(service.url);
  const svix = new Svix(BOOTSTRAP_API_KEY, { serverUrl: service.url });
  const application = await svix.application.create({ name: "Customer" });
  // It has no address here at all: the proxy alone knows it.
  const url = `http://hooks.example.com:${receiver.port}/x`;
  const endpoint = await svix.endpoint.create(application.id, { url });
  for (const host of ["127.0.0.1", "169.254.169.254", "db.internal"]) {
    const refused = svix.endpoint.create(application.id, { url: `http://${host}:${receiver.port}/` });
    await expect(refused, host).rejects.toMatchObject({ code: 422 });
  }

  proxy.refuseWith(407);
  const message = await svix.message.create(application.id, { eventType: "a.b", payload: {} });
  const place = { application, message, endpoint };
  const held = await untilDelivery(place, ({ attemptCount }) => attemptCount >= 2, { client, deadlineMs: 60_000 });
  expect(new Set(held.attempts.map((made) => made.class))).toEqual(new Set(["proxy_error"]));
  expect(held).toMatchObject({ state: "retrying", diagnosis: { cause: "internal", who: "us" } });
  const system = await until("staff to see it", async () => {
    const seen = await client("GET /system", {});
    return seen.workers.some(({ proxySays }) => proxySays?.includes("407")) ? seen : notYet(seen.workers);
  });
  expect(system.workers[0]?.proxyFailingSince).not.toBeNull();
  await page.goto(`${service.url}/console/system`);
  await page.getByLabel(/e-?mail/i).fill(STAFF.email);
  await page.getByLabel("Password", { exact: true }).fill(STAFF.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Nothing gets out")).toBeVisible();
  await expect(page.getByText(/gets nothing out: the egress proxy answered 407, first/)).toBeVisible();

  proxy.refuseWith(null);
  const delivered = await untilDelivery(place, "delivered", { client, deadlineMs: 60_000 });
  expect(delivered.attempts.at(-1)?.class).toBe("success");
  expect(receiver.requests).toHaveLength(1);
  expect(new Set(proxy.asked)).toEqual(new Set([`hooks.example.com:${receiver.port}`]));
  expect(fs.readFileSync(String(names.settings.STUB_RESOLVER_LOG), "utf8"), "no name was looked up here").toBe("");
  await until("staff to see that it is over", async () => {
    const { workers } = await client("GET /system", {});
    return workers.every(({ proxySays }) => proxySays === null) ? { workers } : notYet(workers);
  });
  await expect(page.getByText("Nothing gets out")).toHaveCount(0);
  await page.close();

  expect(await service.stop()).toBe(0);
  await proxy.close();
  await receiver.close();
  names.forget();
  forgetInstance(instance);
});

test("what was meant for one server never reaches another that the endpoint moves to", async ({
  svix,
  application,
  receiver,
}) => {
  const other = await startReceiver();
  const secrets = ["header-of-the-first", "token-of-the-first", "variable-of-the-first"];
  const endpoint = await svix.endpoint.create(application.id, {
    url: receiver.url,
    headers: { "x-shop-token": "header-of-the-first" },
  });
  const params = { app_id: application.id, endpoint_id: endpoint.id };
  const authentication = { bearer: { token: "token-of-the-first" } };
  await call("PUT /app/{app_id}/endpoint/{endpoint_id}/authentication", { params, body: authentication });
  const code = `function handler(webhook) {
    webhook.headers = { "x-variable": webhook.env.KEY ?? "none" };
    return webhook;
  }`;
  const transformation = { code, enabled: true, variables: { KEY: "variable-of-the-first" } };
  await call("PATCH /app/{app_id}/endpoint/{endpoint_id}/transformation", { params, body: transformation });
  await svix.message.create(application.id, { eventType: "a.b", payload: {} });
  const [first] = await receiver.waitFor(1);
  for (const secret of secrets) expect(JSON.stringify(first?.headers)).toContain(secret);

  await svix.endpoint.patch(application.id, endpoint.id, { url: other.url });
  await svix.message.create(application.id, { eventType: "a.b", payload: {} });
  const [second] = await other.waitFor(1);
  for (const secret of secrets) expect(JSON.stringify(second?.headers)).not.toContain(secret);
  expect(receiver.requests).toHaveLength(1);
  await other.close();
});
