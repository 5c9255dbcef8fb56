import { randomUUID } from "node:crypto";
import { BASE_URL, expect, test, verifySignature } from "@/e2e/fixtures.ts";

const URL_ = "http://127.0.0.1:8999/hooks";
const NOT_FOUND = { code: "not_found", detail: "Entity not found" };
const aName = (suffix: string) => `t${randomUUID().slice(0, 8)}.${suffix}`;

test("an endpoint lives from creation to deletion through the official client", async ({ svix, application }) => {
  const { endpoint } = svix;
  const app = application.id;
  const made = await endpoint.create(app, { url: URL_, uid: "main", channels: ["a"], metadata: { k: "v" } });
  expect(made.id).toMatch(/^ep_[A-Za-z0-9]{27}$/);
  expect(made).toMatchObject({ url: URL_, uid: "main", disabled: false, eventTypes: null, channels: ["a"] });
  expect(await endpoint.get(app, "main")).toEqual(made);
  expect((await endpoint.list(app)).data).toEqual([made]);

  const kept = await endpoint.patch(app, made.id, { description: "new" });
  expect(kept).toMatchObject({ description: "new", uid: "main", channels: ["a"], metadata: { k: "v" } });
  expect(await endpoint.patch(app, "main", { channels: null })).toMatchObject({ channels: null, uid: "main" });

  const replaced = await endpoint.upsert(app, "main", { url: `${URL_}/2` });
  expect(replaced).toMatchObject({ id: made.id, url: `${URL_}/2`, uid: "main", description: "", metadata: {} });

  await endpoint.delete(app, "main");
  await expect(endpoint.get(app, made.id)).rejects.toMatchObject({ code: 404, body: NOT_FOUND });
});

test("each operation answers with its status", async ({ api, application }) => {
  const list = `/api/v1/app/${application.id}/endpoint`;
  const answerOf = async (...args: Parameters<typeof api>) => {
    const { status, body } = await api(...args);
    return status === 204 ? [status, body] : status;
  };
  expect(await answerOf("POST", list, { url: URL_, uid: "main" })).toBe(201);
  expect(await answerOf("POST", list, { url: URL_, uid: "main" })).toBe(409);
  expect(await answerOf("GET", `${list}/main/`)).toBe(200);
  expect(await answerOf("PUT", `${list}/main`, { url: URL_ })).toBe(200);
  expect(await answerOf("PUT", `${list}/second`, { url: URL_ })).toBe(201);
  expect(await answerOf("PATCH", `${list}/main`, {})).toBe(200);
  expect(await answerOf("PUT", `${list}/main/headers`, { headers: { "X-A": "1" } })).toEqual([204, ""]);
  expect(await answerOf("PATCH", `${list}/main/headers`, { headers: {} })).toEqual([204, ""]);
  expect(await answerOf("GET", `${list}/main/headers`)).toBe(200);
  expect(await answerOf("GET", `${list}/main/secret`)).toBe(200);
  expect(await answerOf("POST", `${list}/main/secret/rotate`, {})).toEqual([204, ""]);
  expect(await answerOf("GET", `${list}/main/secrets`)).toBe(200);
  expect(await answerOf("POST", `${list}/main/secret/expire-old`)).toEqual([204, ""]);
  expect(await answerOf("POST", `${list}/main/send-example`, { eventType: "svix.ping" })).toBe(202);
  expect(await answerOf("POST", `${list}/main/test`, {})).toBe(202);
  expect(await answerOf("DELETE", `${list}/main`)).toEqual([204, ""]);
});

test("fields that cannot be are refused where they stand", async ({ api, application }) => {
  const list = `/api/v1/app/${application.id}/endpoint`;
  for (const [input, field] of [
    [{}, "url"],
    [{ url: "https://10.0.0.1/" }, "url"],
    [{ url: "http://169.254.169.254/latest/meta-data" }, "url"],
    [{ url: `${BASE_URL}/api/v1/app` }, "url"],
    [{ url: "ftp://127.0.0.1/" }, "url"],
    [{ url: "http://user:secret@127.0.0.1/" }, "url"],
    [{ url: URL_, eventTypes: [] }, "eventTypes"],
    [{ url: URL_, eventTypes: ["does.not.exist"] }, "eventTypes"],
    [{ url: URL_, channels: ["no spaces"] }, "channels"],
    [{ url: URL_, secret: "whsec_short" }, "secret"],
    [{ url: URL_, headers: { "Content-Type": "text/plain" } }, "headers"],
    [{ url: URL_, uid: "ep_main" }, "uid"],
    [{ url: URL_, applicationId: "app_x" }, "applicationId"],
  ] as const) {
    const { status, body } = await api("POST", list, input);
    const { detail } = body as { detail: { loc: string[]; msg: string; type: string }[] };
    expect([status, detail[0]?.loc.slice(0, 2)], JSON.stringify(input)).toEqual([422, ["body", field]]);
  }
  const unknown = await api("POST", list, { url: URL_, eventTypes: ["a.b", "c.*"] });
  expect(unknown.body).toMatchObject({ detail: [{ msg: "The following event types don't exist: a.b, c.*" }] });
});

test("every private address is refused in the same words", async ({ api, application }) => {
  const texts = new Set<string>();
  for (const url of ["https://10.0.0.1/", "https://[::ffff:10.0.0.1]/", "https://db.internal/", `${BASE_URL}/x`]) {
    const { body } = await api("POST", `/api/v1/app/${application.id}/endpoint`, { url });
    texts.add((body as { detail: { msg: string }[] }).detail[0]?.msg ?? "");
  }
  expect([...texts]).toEqual([expect.stringMatching(/^This address is not allowed/)]);
});

test("older clients send and find the old names; an empty old filter takes everything", async ({
  svix,
  api,
  application,
}) => {
  const list = `/api/v1/app/${application.id}/endpoint`;
  const name = aName("paid");
  await svix.eventType.create({ name, description: "" });
  const made = await api("POST", list, { url: URL_, filterTypes: [name], rateLimit: 3, version: 1 });
  expect(made.body).toMatchObject({
    eventTypes: [name],
    filterTypes: [name],
    throttleRate: 3,
    rateLimit: 3,
    version: 1,
  });
  const all = await api("PUT", `${list}/old`, { url: URL_, filterTypes: [], version: 1 });
  expect([all.status, all.body]).toMatchObject([201, { eventTypes: null, filterTypes: null }]);
});

test("an endpoint of another application is indistinguishable from a missing one", async ({
  svix,
  api,
  application,
}) => {
  const other = await svix.application.create({ name: "Other" });
  const { id } = await svix.endpoint.create(other.id, { url: URL_, uid: "theirs" });
  const { token } = await svix.authentication.appPortalAccess(application.id, {});
  const one = (app: string, endpoint: string) => `/api/v1/app/${app}/endpoint/${endpoint}`;
  const headers = { headers: { "X-A": "1" } };
  for (const authorization of [undefined, `Bearer ${token}`]) {
    for (const target of [id, "theirs", "ep_000000000000000000000000000"]) {
      for (const [method, path, body] of [
        ["GET", "", undefined],
        ["PATCH", "", {}],
        ["DELETE", "", undefined],
        ["GET", "/headers", undefined],
        ["PUT", "/headers", headers],
        ["PATCH", "/headers", headers],
        ["GET", "/secret", undefined],
        ["POST", "/secret/rotate", {}],
        ["GET", "/secrets", undefined],
        ["POST", "/secret/expire-old", undefined],
        ["POST", "/send-example", { eventType: "svix.ping" }],
        ["POST", "/test", {}],
      ] as const) {
        const credential: Record<string, string> = authorization ? { authorization } : {};
        const answer = await api(method, one(application.id, target) + path, body, credential);
        expect([answer.status, answer.body], `${method} ${path}`).toEqual([404, NOT_FOUND]);
        if (!authorization) continue;
        const direct = await api(method, one(other.id, target) + path, body, credential);
        expect([direct.status, direct.body], `${method} ${path}`).toEqual([404, NOT_FOUND]);
      }
    }
  }
  expect((await svix.endpoint.get(other.id, id)).uid).toBe("theirs");
});

test("a customer does what its capabilities allow, and no more", async ({ svix, api, application }) => {
  const { id } = await svix.endpoint.create(application.id, { url: URL_ });
  const link = await api("POST", `/api/v1/auth/app-portal-access/${application.id}`, { capabilities: ["ViewBase"] });
  const { token } = link.body as { token: string };
  const one = `/api/v1/app/${application.id}/endpoint/${id}`;
  const statusOf = async (method: string, path: string, body?: unknown) =>
    (await api(method, one + path, body, { authorization: `Bearer ${token}` })).status;
  expect(await statusOf("GET", "")).toBe(200);
  expect(await statusOf("GET", "/secrets")).toBe(200);
  expect(await statusOf("PATCH", "", { disabled: true })).toBe(403);
  expect(await statusOf("DELETE", "")).toBe(403);
  expect(await statusOf("PUT", "/headers", { headers: {} })).toBe(403);
  expect(await statusOf("GET", "/secret")).toBe(403);
  expect(await statusOf("POST", "/secret/rotate", {})).toBe(403);
  expect(await statusOf("POST", "/test", {})).toBe(403);
});

test("who turns an endpoint off is remembered, turning it on forgets", async ({ svix, api, application }) => {
  const { id } = await svix.endpoint.create(application.id, { url: URL_ });
  const { token } = await svix.authentication.appPortalAccess(application.id, {});
  const one = `/api/v1/app/${application.id}/endpoint/${id}`;
  const off = await api("PATCH", one, { disabled: true }, { authorization: `Bearer ${token}` });
  expect(off.body).toMatchObject({ disabled: true, disabledReason: "customer", disabledAt: expect.any(String) });
  const on = await api("PATCH", one, { disabled: false });
  expect(on.body).toMatchObject({ disabled: false, disabledReason: null, disabledAt: null });
  const again = await api("PUT", one, { url: URL_, disabled: true });
  expect(again.body).toMatchObject({ disabled: true, disabledReason: "api" });
});

test("custom headers are set, patched and read back without credentials", async ({ svix, application }) => {
  const { endpoint } = svix;
  const app = application.id;
  const headers = { "X-Tenant": "42", Authorization: "Bearer secret" };
  const { id } = await endpoint.create(app, { url: URL_, headers });
  expect(await endpoint.getHeaders(app, id)).toEqual({
    headers: { "X-Tenant": "42" },
    sensitive: ["Authorization"],
  });
  await endpoint.patchHeaders(app, id, { headers: { "x-tenant": "43" }, deleteHeaders: ["authorization"] });
  expect(await endpoint.getHeaders(app, id)).toEqual({ headers: { "x-tenant": "43" }, sensitive: [] });
  await endpoint.setHeaders(app, id, { headers: { "X-New": "1" } });
  expect((await endpoint.getHeaders(app, id)).headers).toEqual({ "X-New": "1" });
  await endpoint.patch(app, id, { url: "http://127.0.0.1:8998/hooks" });
  expect((await endpoint.getHeaders(app, id)).headers).toEqual({});
  await expect(endpoint.setHeaders(app, id, { headers: { "webhook-id": "x" } })).rejects.toMatchObject({
    code: 422,
    body: { detail: [{ loc: ["body", "headers", "webhook-id"] }] },
  });
});

test("secrets rotate with an overlap, and an eleventh old one is refused", async ({ svix, api, application }) => {
  const { endpoint } = svix;
  const app = application.id;
  const key = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
  const { id } = await endpoint.create(app, { url: URL_, secret: key });
  expect(await endpoint.getSecret(app, id)).toEqual({ key });
  await endpoint.rotateSecret(app, id, {});
  expect((await endpoint.getSecret(app, id)).key).toMatch(/^whsec_/);

  const secrets = `/api/v1/app/${app}/endpoint/${id}/secrets`;
  const listed = await api("GET", secrets);
  expect(listed.body).toMatchObject({
    data: [
      { id: "2", current: true },
      { id: "1", current: false, last4: "BwcH" },
    ],
  });
  for (let n = 0; n < 9; n++) await endpoint.rotateSecret(app, id, {});
  await expect(endpoint.rotateSecret(app, id, {})).rejects.toMatchObject({
    code: 400,
    body: { code: "limit_reached" },
  });
  await api("POST", `/api/v1/app/${app}/endpoint/${id}/secret/expire-old`);
  expect(await endpoint.getSecret(app, id)).toEqual({ key: expect.stringMatching(/^whsec_/) });
  expect(((await api("GET", secrets)).body as { data: unknown[] }).data).toHaveLength(1);
  await expect(endpoint.rotateSecret(app, id, { gracePeriodSeconds: 604_801 })).rejects.toMatchObject({ code: 422 });
});

test("the list is newest first and goes both ways", async ({ svix, api, application }) => {
  for (const uid of ["a", "b", "c"]) await svix.endpoint.create(application.id, { url: URL_, uid });
  const list = async (options: Parameters<typeof svix.endpoint.list>[1]) => {
    const page = await svix.endpoint.list(application.id, { limit: 2, ...options });
    return { ...page, uids: page.data.map(({ uid }) => uid).join("") };
  };
  const first = await list({});
  expect([first.uids, first.done]).toEqual(["cb", false]);
  const second = await list({ iterator: first.iterator });
  expect([second.uids, second.done]).toEqual(["a", true]);
  expect((await list({ iterator: second.prevIterator ?? null })).uids).toBe("cb");
  const oldest = await api("GET", `/api/v1/app/${application.id}/endpoint?order=ascending&limit=1`);
  expect(oldest.body).toMatchObject({ data: [{ uid: "a" }], done: false });
});

test("an example reaches the endpoint signed, whatever its filter", async ({ svix, application, receiver }) => {
  const [wanted, sent] = [aName("wanted"), aName("sent")];
  await svix.eventType.create({ name: wanted, description: "" });
  await svix.eventType.create({ name: sent, description: "", schemas: { "1": { examples: [{ n: 1 }, { n: 2 }] } } });
  const { id } = await svix.endpoint.create(application.id, { url: receiver.url, eventTypes: [wanted] });
  const message = await svix.endpoint.sendExample(application.id, id, { eventType: sent, exampleIndex: 1 });
  expect(message).toMatchObject({ eventType: sent, payload: { n: 2 } });

  const [request] = await receiver.waitFor(1);
  if (!request) throw new Error("nothing came");
  expect(request.headers["webhook-id"]).toBe(message.id);
  expect(request.rawBody.toString()).toBe('{"n":2}');
  verifySignature((await svix.endpoint.getSecret(application.id, id)).key, request);
});

test("an example of an unknown type or index is refused where it stands", async ({ svix, api, application }) => {
  const { id } = await svix.endpoint.create(application.id, { url: URL_ });
  const path = `/api/v1/app/${application.id}/endpoint/${id}/send-example`;
  const name = aName("made");
  await svix.eventType.create({ name, description: "" });
  for (const [body, field] of [
    [{ eventType: aName("unknown") }, "eventType"],
    [{ eventType: name, exampleIndex: 4 }, "exampleIndex"],
  ] as const) {
    const answer = await api("POST", path, body);
    expect([answer.status, answer.body]).toMatchObject([422, { detail: [{ loc: ["body", field] }] }]);
  }
});

test("a test reaches an endpoint that is off, once", async ({ svix, api, application, receiver }) => {
  receiver.answerWith(500);
  const { id } = await svix.endpoint.create(application.id, { url: receiver.url, disabled: true });
  const path = `/api/v1/app/${application.id}/endpoint/${id}/test`;
  const answer = await api("POST", path, { payload: { hello: "there" } });
  const { deliveryId, messageId } = answer.body as { deliveryId: string; messageId: string };
  const [request] = await receiver.waitFor(1);
  expect(request?.headers["webhook-id"]).toBe(messageId);
  expect(request?.rawBody.toString()).toBe('{"hello":"there"}');
  await expect
    .poll(async () => (await api("GET", `/api/v1/app/${application.id}/delivery/${deliveryId}`)).body)
    .toMatchObject({ state: "failed", attemptCount: 1 });
  expect(receiver.requests).toHaveLength(1);
});

test("a debug inbox is an endpoint that shows what it got", async ({ svix, api, application }) => {
  const list = `/api/v1/app/${application.id}/inbox`;
  const made = await api("POST", list);
  expect(made.status).toBe(201);
  const inbox = made.body as { id: string; url: string };
  const { id } = await svix.endpoint.create(application.id, { url: inbox.url });
  await api("POST", `/api/v1/app/${application.id}/endpoint/${id}/test`, { payload: { a: 1 } });
  await expect
    .poll(async () => (await api("GET", `${list}/${inbox.id}/request`)).body)
    .toMatchObject({ data: [{ method: "POST", body: '{"a":1}' }] });
  expect((await api("GET", list)).body).toMatchObject({ data: [{ id: inbox.id }] });

  const other = await svix.application.create({ name: "Other" });
  const foreign = await api("GET", `/api/v1/app/${other.id}/inbox/${inbox.id}/request`);
  expect([foreign.status, foreign.body]).toEqual([404, NOT_FOUND]);
});
