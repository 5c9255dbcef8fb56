import type { Svix } from "svix";
import { type Api, expect, test } from "@/e2e/fixtures.ts";

const CODE = "function handler(webhook) { webhook.payload.seen = true; return webhook; }";
const URL_ = "http://127.0.0.1:8999/hooks";

async function aPlace(svix: Svix, application: { id: string }) {
  const endpoint = await svix.endpoint.create(application.id, { url: URL_ });
  const path = `/api/v1/app/${application.id}/endpoint/${endpoint.id}/transformation`;
  return { endpoint, path, simulate: `${path}/simulate` };
}

async function portalOf(svix: Svix, api: Api, application: { id: string }, capabilities: string[]) {
  const { token } = await svix.authentication.appPortalAccess(application.id, { capabilities } as never);
  const headers = { authorization: `Bearer ${token}` };
  return (...[method, path, body]: Parameters<Api>) => api(method, path, body, headers);
}

test("it is set, read, turned off and removed through the official client, and values stay hidden", async ({
  svix,
  application,
}) => {
  const { endpoint } = await aPlace(svix, application);
  const { transformation } = svix.endpoint;
  expect(await transformation.get(application.id, endpoint.id)).toMatchObject({ code: null, enabled: false });
  await transformation.patch(application.id, endpoint.id, {
    code: CODE,
    enabled: true,
    variables: { TOKEN: "secret!" },
  });
  const stored = await transformation.get(application.id, endpoint.id);
  expect(stored).toMatchObject({ code: CODE, enabled: true, variables: { TOKEN: "••••" } });
  expect(stored.updatedAt).toBeInstanceOf(Date);
  await transformation.patch(application.id, endpoint.id, { enabled: false });
  expect(await transformation.get(application.id, endpoint.id)).toMatchObject({ code: CODE, enabled: false });
  await transformation.patch(application.id, endpoint.id, { code: null });
  expect(await transformation.get(application.id, endpoint.id)).toMatchObject({ code: null, enabled: false });
});

test("what cannot be is refused where it stands", async ({ svix, api, application }) => {
  const { path, simulate } = await aPlace(svix, application);
  const variables = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`V${n}`, "x"]));
  for (const [body, loc] of [
    [{ code: "too short" }, ["body", "code"]],
    [{ code: "x".repeat(51_201) }, ["body", "code"]],
    [{ code: `${CODE}\0` }, ["body", "code"]],
    [{ code: "function handler(w) {", enabled: true }, ["body", "code"]],
    [{ enabled: true }, ["body", "enabled"]],
    [{ code: CODE, variables: { "not-a-name": "x" } }, ["body", "variables", "not-a-name"]],
    [{ code: CODE, variables: { LONG: "x".repeat(4097) } }, ["body", "variables", "LONG"]],
    [{ code: CODE, variables }, ["body", "variables"]],
    [{ code: CODE, variables: { NEW: "••••" } }, ["body", "variables", "NEW"]],
    [{ code: CODE, other: 1 }, ["body", "other"]],
  ] as const) {
    const answer = await api("PATCH", path, body);
    expect(answer, JSON.stringify(loc)).toMatchObject({ status: 422, body: { detail: [{ loc }] } });
  }
  expect((await api("GET", path)).body).toMatchObject({ code: null, version: null });
  expect(await api("POST", simulate, {})).toMatchObject({ status: 422, body: { detail: [{ loc: ["body", "code"] }] } });
  const messageId = "msg_000000000000000000000000000";
  expect((await api("POST", simulate, { code: CODE, messageId })).status).toBe(404);
  expect((await api("GET", path.replace(/ep_\w+/, "no-such-endpoint"))).status).toBe(404);
});

test("a preview runs in the web process on what it is given, and says where code fails", async ({
  svix,
  api,
  application,
}) => {
  const { simulate } = await aPlace(svix, application);
  const payload = '{ "n": 1.0 }';
  const same = JSON.stringify("function handler(webhook) { return webhook; }");
  const { status, body } = await api("POST", simulate, `{"code":${same},"payload":${payload}}`);
  expect([status, body]).toMatchObject([200, { outcome: "sent", output: { body: payload }, changes: [], error: null }]);
  expect((await api("POST", simulate, { code: CODE, payload: { a: 1 } })).body).toMatchObject({
    changes: [{ path: "/payload/seen", before: null, after: "true" }],
  });
  const looping = await api("POST", simulate, { code: "function handler() { for (;;); }" });
  expect([looping.status, looping.body]).toMatchObject([200, { outcome: "failed", error: { kind: "timeout" } }]);
  const message = await svix.message.create(application.id, {
    eventType: "a.b",
    payload: { stored: 1 },
    eventId: "order-1",
  });
  for (const messageId of [message.id, "order-1"]) {
    const { body: shown } = await api("POST", simulate, { code: CODE, messageId });
    expect(shown).toMatchObject({ input: { eventType: "a.b" }, output: { body: '{"stored":1,"seen":true}' } });
  }
});

test("a portal session reads it, and changes or tries it only with the capability", async ({
  svix,
  api,
  application,
}) => {
  const { path, simulate } = await aPlace(svix, application);
  const reader = await portalOf(svix, api, application, ["ViewBase", "ManageEndpoint"]);
  expect((await reader("GET", path)).status).toBe(200);
  expect((await reader("PATCH", path, { code: CODE })).status).toBe(403);
  expect((await reader("POST", simulate, { code: CODE })).status).toBe(403);
  const writer = await portalOf(svix, api, application, ["ViewBase", "ManageTransformations"]);
  expect((await writer("PATCH", path, { code: CODE, enabled: true })).status).toBe(204);
  expect((await writer("POST", simulate, {})).status).toBe(200);
});

test("batches and a transformation exclude each other", async ({ svix, api, application }) => {
  const { endpoint, path } = await aPlace(svix, application);
  const at = `/api/v1/app/${application.id}/endpoint/${endpoint.id}`;
  const batch = { deliveryOptions: { batch: { maxEvents: 10, maxWaitSeconds: 1 } } };
  expect((await api("PATCH", at, batch)).status).toBe(200);
  expect((await api("PATCH", path, { code: CODE, enabled: true })).status).toBe(422);
  expect((await api("PATCH", at, { deliveryOptions: { batch: null } })).status).toBe(200);
  expect((await api("PATCH", path, { code: CODE, enabled: true })).status).toBe(204);
  expect((await api("PATCH", at, batch)).status).toBe(422);
});

test("who tries too often is told to wait", async ({ svix, api, application }) => {
  const { simulate } = await aPlace(svix, application);
  const writer = await portalOf(svix, api, application, ["ViewBase", "ManageTransformations"]);
  const answers = await Promise.all(
    Array.from({ length: 70 }, () => writer("POST", simulate, { code: CODE, payload: {} })),
  );
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.headers.get("retry-after")).not.toBeNull();
  expect(answers.filter(({ status }) => status !== 200 && status !== 429)).toEqual([]);
});
