import { randomUUID } from "node:crypto";
import { AppPortalCapability } from "svix";
import { type Api, expect, test } from "@/e2e/fixtures.ts";
import { operations } from "@/lib/contract/operations.ts";

const URL_ = "http://127.0.0.1:8999/hooks";
const idsOf = (body: unknown) => (body as { data: { id: string }[] }).data.map(({ id }) => id);

test("a list in a query comes joined by commas, with brackets or repeated", async ({ svix, api, application }) => {
  const send = async (eventType: string) => (await svix.message.create(application.id, { eventType, payload: {} })).id;
  const [a, , c] = [await send("list.a"), await send("list.b"), await send("list.c")];
  for (const query of [
    "event_types=list.a,list.c",
    "event_types=list.a%2Clist.c",
    "event_types[]=list.a&event_types[]=list.c",
    "event_types%5B%5D=list.a&event_types%5B%5D=list.c",
    "event_types=list.a&event_types=list.c",
    "event_types=list.a,list.c&event_types=list.a",
  ]) {
    const { status, body } = await api("GET", `/api/v1/app/${application.id}/msg?${query}`);
    expect([status, idsOf(body)], query).toEqual([200, [c, a]]);
  }
});

test("every path takes one slash at its end, and no second", async ({ api }) => {
  // What streams has no end to wait for.
  const fixed = operations.filter((one) => one.method === "GET" && !one.path.includes("{") && !("stream" in one));
  expect(fixed.length).toBeGreaterThan(5);
  for (const { path } of fixed) {
    const plain = await api("GET", `/api/v1${path}`);
    expect((await api("GET", `/api/v1${path}/`)).status, path).toBe(plain.status);
    expect((await api("GET", `/api/v1${path}//`)).status, path).toBe(404);
  }
});

test("an answer without `with_content` has payloads, as older SDKs expect, and newer ones say what they want", async ({
  api,
  application,
}) => {
  const path = `/api/v1/app/${application.id}/msg`;
  const sent = await api("POST", path, { eventType: "a.b", payload: { n: 1 } });
  expect(sent.body).toMatchObject({ payload: { n: 1 } });
  const { id } = sent.body as { id: string };
  for (const [query, payload] of [
    ["", { n: 1 }],
    ["?with_content=true", { n: 1 }],
    ["?with_content=1", { n: 1 }],
    ["?with_content=false", {}],
    ["?with_content=0", {}],
  ] as const) {
    expect((await api("GET", `${path}/${id}${query}`)).body, query).toMatchObject({ payload });
    expect((await api("GET", `${path}${query}`)).body, query).toMatchObject({
      data: expect.arrayContaining([expect.objectContaining({ id, payload })]),
    });
    const again = await api("POST", `${path}${query}`, { eventType: "a.b", payload: { n: 1 }, eventId: randomUUID() });
    expect(again.body, query).toMatchObject({ payload });
  }
});

test("an answer from any page's own token may be read by that page", async ({ svix, api, application }) => {
  const { token } = await svix.authentication.appPortalAccess(application.id);
  const { status, headers } = await api("GET", `/api/v1/app/${application.id}/endpoint`, undefined, {
    authorization: `Bearer ${token}`,
    origin: "https://customer.example",
  });
  expect([status, headers.get("access-control-allow-origin")]).toEqual([200, "*"]);
  expect(headers.get("access-control-expose-headers")).toContain("x-request-id");
});

const old = (api: Api, method: string, path: string, body: object) => api(method, `/api/v1${path}`, body);

test("old names are taken on every path that had them, new ones win, and both are answered", async ({
  svix,
  api,
  application,
}) => {
  const name = `forms.${randomUUID()}`;
  const type = await old(api, "POST", "/event-type", { name, description: "", featureFlag: "beta" });
  expect(type.body).toMatchObject({ featureFlag: "beta", featureFlags: ["beta"] });
  for (const [method, body] of [
    ["PUT", { description: "", featureFlag: "gamma" }],
    ["PATCH", { featureFlag: "gamma" }],
  ] as const) {
    expect((await old(api, method, `/event-type/${name}`, body)).body).toMatchObject({ featureFlags: ["gamma"] });
  }
  await svix.eventType.patch(name, { featureFlags: null });

  const one = `/app/${application.id}`;
  const { id } = await svix.endpoint.create(application.id, { url: URL_ });
  for (const [method, path, body] of [
    ["PUT", one, { name: "A", rateLimit: 4 }],
    ["PATCH", one, { rateLimit: 4 }],
    ["PUT", `${one}/endpoint/${id}`, { url: URL_, rateLimit: 4, version: 3 }],
    ["PATCH", `${one}/endpoint/${id}`, { rateLimit: 4, version: 3 }],
    ["PATCH", `${one}/endpoint/${id}`, { rateLimit: 9, throttleRate: 4 }],
  ] as const) {
    const { status, body: answer } = await old(api, method, path, body);
    expect([status, answer], `${method} ${path}`).toMatchObject([200, { throttleRate: 4, rateLimit: 4 }]);
  }
  const path = `${one}/endpoint/${id}`;
  const filtered = { eventTypes: [name], filterTypes: [name], version: 1 };
  expect((await old(api, "PATCH", path, { filterTypes: [name] })).body).toMatchObject(filtered);
  const all = { eventTypes: null, filterTypes: null };
  expect((await old(api, "PATCH", path, { filterTypes: [] })).body).toMatchObject(all);
  expect((await old(api, "PUT", path, { url: URL_, filterTypes: null })).body).toMatchObject(all);
});

test("each capability opens what it is for, and without it the same is refused", async ({ svix, api, application }) => {
  const { id } = await svix.endpoint.create(application.id, { url: URL_ });
  const message = await svix.message.create(application.id, { eventType: "a.b", payload: {} });
  const base = `/api/v1/app/${application.id}`;
  const one = `${base}/endpoint/${id}`;
  const asks: Partial<Record<AppPortalCapability, [string, string, unknown?][]>> = {
    [AppPortalCapability.ViewEndpointSecret]: [["GET", `${one}/secret`]],
    [AppPortalCapability.ManageEndpointSecret]: [["POST", `${one}/secret/rotate`, {}]],
    [AppPortalCapability.CreateAttempts]: [
      ["POST", `${base}/msg/${message.id}/endpoint/${id}/resend`],
      ["POST", `${one}/test`, {}],
    ],
    [AppPortalCapability.ManageEndpoint]: [
      ["PATCH", one, { description: "Changed." }],
      ["PUT", `${one}/headers`, { headers: { "x-a": "1" } }],
      ["POST", `${base}/endpoint`, { url: URL_ }],
    ],
  };
  const granted = Object.keys(asks) as AppPortalCapability[];
  const sessions = [...granted.map((capability) => ({ capabilities: [capability] })), { readOnly: true }];
  for (const session of sessions) {
    const { token } = await svix.authentication.appPortalAccess(application.id, session);
    const headers = { authorization: `Bearer ${token}` };
    expect((await api("GET", one, undefined, headers)).status).toBe(200);
    for (const capability of granted) {
      const isGranted = "capabilities" in session && session.capabilities.includes(capability);
      for (const [method, path, body] of asks[capability] ?? []) {
        const { status } = await api(method, path, body, headers);
        const expected = isGranted ? [200, 201, 202, 204] : [403];
        expect(expected, `${method} ${path} with ${JSON.stringify(session)}`).toContain(status);
      }
    }
  }
});
