import { randomUUID } from "node:crypto";
import { expect, test } from "@/e2e/fixtures.ts";

const NOT_FOUND = { code: 404, body: { code: "not_found", detail: "Entity not found" } };
const aUid = () => `uid-${randomUUID()}`;

test("an application lives from creation to deletion through the official client", async ({ svix }) => {
  const uid = aUid();
  const made = await svix.application.create({ name: "Acme", uid, throttleRate: 7, metadata: { plan: "gold" } });
  expect(made.id).toMatch(/^app_[A-Za-z0-9]{27}$/);
  expect(made).toMatchObject({ name: "Acme", uid, throttleRate: 7, metadata: { plan: "gold" } });
  expect(made.createdAt).toBeInstanceOf(Date);
  expect(await svix.application.get(made.id)).toEqual(made);
  expect(await svix.application.get(uid)).toEqual(made);

  const renamed = await svix.application.patch(uid, { name: "Beta" });
  expect(renamed).toMatchObject({ name: "Beta", uid, throttleRate: 7, metadata: { plan: "gold" } });
  const bare = await svix.application.patch(uid, { throttleRate: null, metadata: {} });
  expect(bare).toMatchObject({ name: "Beta", uid, throttleRate: null, metadata: {} });

  expect(await svix.application.upsert(uid, { name: "Gamma" })).toMatchObject({ id: made.id, name: "Gamma", uid });
  await svix.application.delete(uid);
  await expect(svix.application.get(made.id)).rejects.toMatchObject(NOT_FOUND);
  await expect(svix.application.delete(uid)).rejects.toMatchObject(NOT_FOUND);
});

test("each operation answers with its status", async ({ api }) => {
  const uid = aUid();
  const body = { name: "Acme", uid };
  const statusOf = async (...args: Parameters<typeof api>) => (await api(...args)).status;
  expect(await statusOf("POST", "/api/v1/app", body)).toBe(201);
  expect(await statusOf("POST", "/api/v1/app", body)).toBe(409);
  expect(await statusOf("POST", "/api/v1/app?get_if_exists=true", body)).toBe(200);
  expect(await statusOf("GET", `/api/v1/app/${uid}/`)).toBe(200);
  expect(await statusOf("PUT", `/api/v1/app/${uid}`, { name: "B" })).toBe(200);
  expect(await statusOf("PUT", `/api/v1/app/${aUid()}`, { name: "C" })).toBe(201);
  expect(await statusOf("PATCH", `/api/v1/app/${uid}`, {})).toBe(200);
  const gone = await api("DELETE", `/api/v1/app/${uid}`);
  expect([gone.status, gone.body]).toEqual([204, ""]);
});

test("creating what exists is a conflict, or the same application when asked for it", async ({ svix }) => {
  const uid = aUid();
  const made = await svix.application.create({ name: "Acme", uid });
  await expect(svix.application.create({ name: "Other", uid })).rejects.toMatchObject({
    code: 409,
    body: { code: "conflict" },
  });
  expect(await svix.application.getOrCreate({ name: "Other", uid })).toEqual(made);
});

test("a wrong body names each wrong field", async ({ api }) => {
  const wrong = await api("POST", "/api/v1/app", { uid: "no spaces", throttleRate: 0, isAdmin: true });
  expect(wrong.status).toBe(422);
  const { detail } = wrong.body as { detail: { loc: string[]; msg: string; type: string }[] };
  expect(new Set(detail.map(({ loc }) => loc.join(".")))).toEqual(
    new Set(["body.name", "body.uid", "body.throttleRate", "body.isAdmin"]),
  );
  for (const issue of detail) {
    expect(issue).toEqual({ loc: expect.any(Array), msg: expect.any(String), type: expect.any(String) });
  }
});

test.describe("a refusal is a body that says why", () => {
  for (const [title, method, path, body, status, code] of [
    ["no such application", "GET", "/app/nobody", undefined, 404, "not_found"],
    ["an unknown id", "PUT", "/app/app_000000000000000000000000000", { name: "A" }, 404, "not_found"],
    ["a wrong method", "POST", "/app/nobody", {}, 405, "method_not_allowed"],
  ] as const) {
    test(title, async ({ api }) => {
      const answer = await api(method, `/api/v1${path}`, body);
      expect([answer.status, answer.body]).toEqual([status, { code, detail: expect.any(String) }]);
      expect(answer.headers.get("x-request-id")).toBeTruthy();
    });
  }

  test("no key, and a wrong key", async ({ api }) => {
    for (const authorization of ["", "Bearer ph_live_wrong"]) {
      const answer = await api("GET", "/api/v1/app", undefined, { authorization });
      expect([answer.status, answer.body]).toEqual([401, { code: "authentication_failed", detail: "Invalid token" }]);
    }
  });
});

test("the list goes forward and back, in both orders", async ({ svix, api }) => {
  const marker = `list ${randomUUID()}`;
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) ids.push((await svix.application.create({ name: `${marker} ${n}` })).id);
  type List = { data: { id: string }[]; iterator: string | null; prevIterator: string | null; done: boolean };
  const list = async (query: string) => {
    const answer = await api("GET", `/api/v1/app?q=${encodeURIComponent(marker)}&limit=2${query}`);
    const { data, ...rest } = answer.body as List;
    return { ids: data.map(({ id }) => id), ...rest };
  };

  const first = await list("");
  expect(first).toEqual({ ids: ids.slice(0, 2), iterator: ids[1], prevIterator: `-${ids[0]}`, done: false });
  const second = await list(`&iterator=${first.iterator}`);
  const third = await list(`&iterator=${second.iterator}`);
  expect([second.ids, third.ids, third.done]).toEqual([ids.slice(2, 4), ids.slice(4), true]);
  const back = await list(`&iterator=${third.prevIterator}`);
  expect([back.ids, back.done]).toEqual([ids.slice(2, 4), false]);

  const reversed = ids.toReversed();
  const newest = await list("&order=descending");
  expect(newest.ids).toEqual(reversed.slice(0, 2));
  expect((await list(`&order=descending&iterator=${newest.iterator}`)).ids).toEqual(reversed.slice(2, 4));

  const page = await svix.application.list({ limit: 250, iterator: first.iterator });
  expect(page.data.map(({ id }) => id).filter((id) => ids.includes(id))).toEqual(ids.slice(2));
});

test("limits and iterators that cannot be are refused at their place", async ({ api }) => {
  for (const [query, field] of [
    ["limit=0", "limit"],
    ["limit=251", "limit"],
    ["iterator=nonsense", "iterator"],
    ["order=sideways", "order"],
  ]) {
    const answer = await api("GET", `/api/v1/app?${query}`);
    expect([answer.status, answer.body]).toMatchObject([422, { detail: [{ loc: ["query", field] }] }]);
  }
});

test("older clients find and send the old name of the rate", async ({ api }) => {
  const made = await api("POST", "/api/v1/app", { name: "Old", rateLimit: 3 });
  expect(made.body).toMatchObject({ throttleRate: 3, rateLimit: 3 });
});

test("a portal token reads its own application, lists none and finds no other", async ({ svix, api, application }) => {
  const { token } = await svix.authentication.appPortalAccess(application.id, {});
  const other = await svix.application.create({ name: "Other" });
  const asCustomer = { authorization: `Bearer ${token}` };
  const own = await api("GET", `/api/v1/app/${application.id}`, undefined, asCustomer);
  expect([own.status, own.body]).toMatchObject([200, { id: application.id }]);
  const foreign = await api("GET", `/api/v1/app/${other.id}`, undefined, asCustomer);
  const missing = await api("GET", "/api/v1/app/nobody", undefined, asCustomer);
  expect([foreign.status, foreign.body]).toEqual([404, NOT_FOUND.body]);
  expect([missing.status, missing.body]).toEqual([404, NOT_FOUND.body]);
  const refused = {
    code: "insufficient access",
    detail: "Insufficient access for the given operation.",
  };
  for (const [method, path] of [
    ["GET", "/api/v1/app"],
    ["DELETE", `/api/v1/app/${application.id}`],
  ] as const) {
    const answer = await api(method, path, undefined, asCustomer);
    expect([answer.status, answer.body]).toEqual([403, refused]);
  }
});

test("a deleted application closes its portal at once", async ({ svix, api, application }) => {
  const { token } = await svix.authentication.appPortalAccess(application.id, {});
  await svix.application.delete(application.id);
  const answer = await api("GET", `/api/v1/app/${application.id}`, undefined, { authorization: `Bearer ${token}` });
  expect(answer.status).toBe(401);
});

test("applications without endpoints, or with one that is off, are left out when asked for", async ({ svix, api }) => {
  const marker = randomUUID();
  const make = async (endpoints: { disabled: boolean }[]) => {
    const { id } = await svix.application.create({ name: marker });
    for (const endpoint of endpoints)
      await svix.endpoint.create(id, { url: "http://127.0.0.1:8999/hooks", ...endpoint });
    return id;
  };
  const [empty, on, off, mixed] = [
    await make([]),
    await make([{ disabled: false }]),
    await make([{ disabled: true }]),
    await make([{ disabled: false }, { disabled: true }]),
  ];
  const list = async (query: string) => {
    const { body } = await api("GET", `/api/v1/app?q=${marker}&${query}`);
    return (body as { data: { id: string }[] }).data.map(({ id }) => id);
  };
  expect(await list("exclude_apps_with_no_endpoints=true")).toEqual([on, off, mixed]);
  expect(await list("exclude_apps_with_disabled_endpoints=true")).toEqual([empty, on]);
  expect(await list("exclude_apps_with_no_endpoints=true&exclude_apps_with_disabled_endpoints=true")).toEqual([on]);
  expect(await list("exclude_apps_with_no_endpoints=false&exclude_apps_with_svix_play_endpoints=true")).toHaveLength(4);
});
