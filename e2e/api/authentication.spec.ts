import { AppPortalCapability, Svix } from "svix";
import { exchange as exchangeFrom } from "@/e2e/api/tenant.ts";
import { type Api, BASE_URL, expect, test } from "@/e2e/fixtures.ts";

const exchange = (api: Api, code: string, headers: Record<string, string> = {}) =>
  api("POST", "/api/v1/auth/portal/exchange", { code }, { authorization: "", origin: BASE_URL, ...headers });
const codeOf = (url: string) => new URL(url).hash.replace("#k=", "");
const cookieOf = ({ headers }: { headers: Headers }) => headers.get("set-cookie")?.split(";", 1)[0] ?? "";

test("a link is a code in the fragment of the portal's address, and a token beside it", async ({
  svix,
  application,
}) => {
  const { url, token } = await svix.authentication.appPortalAccess(application.id, {});
  expect(url).toMatch(new RegExp(`^${BASE_URL}/portal/enter\\?l=plink_\\w{27}#k=[\\w-]{43}$`));
  const portal = new Svix(token, { serverUrl: BASE_URL });
  expect((await portal.endpoint.list(application.id)).data).toEqual([]);
  expect((await portal.eventType.list()).data.length).toBeGreaterThan(0);
});

test("a link buys one session, for its application only", async ({ api, svix, application }) => {
  const other = await svix.application.create({ name: "Other" });
  const { url } = await svix.authentication.appPortalAccess(application.id, {});
  const first = await exchange(api, codeOf(url));
  expect([first.status, first.body]).toMatchObject([200, { applicationId: application.id }]);
  const second = await exchange(api, codeOf(url));
  expect([second.status, second.body]).toMatchObject([410, { code: "link_spent" }]);

  const headers = { authorization: "", cookie: cookieOf(first) };
  expect((await api("GET", `/api/v1/app/${application.id}/endpoint`, undefined, headers)).status).toBe(200);
  expect((await api("GET", `/api/v1/app/${other.id}/endpoint`, undefined, headers)).status).toBe(401);
});

test("of many simultaneous uses of a link one wins", async ({ svix, application }) => {
  const { url } = await svix.authentication.appPortalAccess(application.id, {});
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => exchangeFrom(codeOf(url), `127.0.8.${n + 1}`)),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 19 }, () => 410)]);
});

test("an unknown code is a 404, and a foreign page cannot spend one", async ({ api, svix, application }) => {
  expect((await exchange(api, "x".repeat(43))).status).toBe(404);
  const { url } = await svix.authentication.appPortalAccess(application.id, {});
  const foreign = await exchange(api, codeOf(url), { origin: "https://evil.example" });
  expect([foreign.status, foreign.body]).toMatchObject([403, { code: "cross_origin" }]);
  expect((await exchange(api, codeOf(url))).status).toBe(200);
});

test("who guesses codes from one address is stopped; who has one still enters from another", async ({
  svix,
  application,
}) => {
  const statuses: number[] = [];
  while (!statuses.includes(429) && statuses.length < 200) {
    statuses.push((await exchangeFrom("x".repeat(43), "127.0.9.1")).status);
  }
  expect(statuses.indexOf(429)).toBeGreaterThanOrEqual(20);
  const { url } = await svix.authentication.appPortalAccess(application.id, {});
  expect((await exchangeFrom(codeOf(url), "127.0.9.1")).status).toBe(429);
  expect((await exchangeFrom(codeOf(url), "127.0.9.2")).status).toBe(200);
});

test("a write by cookie is refused without proof that our own page made it", async ({ api, svix, application }) => {
  const { url } = await svix.authentication.appPortalAccess(application.id, {});
  const headers = { authorization: "", cookie: cookieOf(await exchange(api, codeOf(url))) };
  const write = (more: Record<string, string>) =>
    api("POST", `/api/v1/app/${application.id}/inbox`, undefined, { ...headers, ...more });
  expect((await write({})).body).toMatchObject({ code: "cross_origin" });
  expect((await write({ origin: "https://evil.example" })).status).toBe(403);
  expect((await write({ origin: BASE_URL })).status).toBe(201);
});

test("a token of one application sees another as missing", async ({ api, svix, application }) => {
  const other = await svix.application.create({ name: "Other" });
  const { token } = await svix.authentication.appPortalAccess(application.id, {});
  const headers = { authorization: `Bearer ${token}` };
  const foreign = await api("GET", `/api/v1/app/${other.id}/endpoint`, undefined, headers);
  const missing = await api("GET", "/api/v1/app/app_000000000000000000000000000/endpoint", undefined, headers);
  expect([foreign.status, foreign.body]).toEqual([missing.status, missing.body]);
  expect(foreign.body).toEqual({ code: "not_found", detail: "Entity not found" });
});

test("a token cannot do what is the operator's, nor what its capabilities leave out", async ({
  api,
  svix,
  application,
}) => {
  const full = await svix.authentication.appPortalAccess(application.id, {});
  const reader = await svix.authentication.appPortalAccess(application.id, {
    capabilities: [AppPortalCapability.ViewBase],
  });
  const refused = { code: "insufficient access", detail: "Insufficient access for the given operation." };
  const operator = await api("GET", "/api/v1/app", undefined, { authorization: `Bearer ${full.token}` });
  expect([operator.status, operator.body]).toEqual([403, refused]);
  const write = await api(
    "POST",
    `/api/v1/app/${application.id}/endpoint`,
    { url: "https://example.com/hook" },
    { authorization: `Bearer ${reader.token}` },
  );
  expect([write.status, write.body]).toEqual([403, refused]);
});

test("signing out and expiring all end sessions at the next request", async ({ api, svix, application }) => {
  const links = await Promise.all([1, 2].map(() => svix.authentication.appPortalAccess(application.id, {})));
  const [first, second] = links.map(({ token }) => new Svix(token, { serverUrl: BASE_URL }));
  await first?.authentication.logout();
  await expect(first?.endpoint.list(application.id)).rejects.toMatchObject({ code: 401 });
  await second?.endpoint.list(application.id);
  await svix.authentication.expireAll(application.id, {});
  await expect(second?.endpoint.list(application.id)).rejects.toMatchObject({ code: 401 });
  const unused = await exchange(api, codeOf(links[1]?.url ?? ""));
  expect([unused.status, unused.body]).toMatchObject([410, { code: "link_expired" }]);
});

test("the first link of an unknown uid makes its application when told its name", async ({ svix }) => {
  const uid = `customer-${crypto.randomUUID()}`;
  await expect(svix.authentication.appPortalAccess(uid, {})).rejects.toMatchObject({ code: 404 });
  await svix.authentication.appPortalAccess(uid, { application: { name: "New customer", uid } });
  expect((await svix.application.get(uid)).name).toBe("New customer");
});

test("the session ends with its application", async ({ svix, application }) => {
  const { token } = await svix.authentication.appPortalAccess(application.id, {});
  await svix.application.delete(application.id);
  const portal = new Svix(token, { serverUrl: BASE_URL });
  await expect(portal.endpoint.list(application.id)).rejects.toMatchObject({ code: 401 });
});

test("a link's lifetime has limits", async ({ api, application }) => {
  for (const expiry of [3599, 604_801]) {
    const { status } = await api("POST", `/api/v1/auth/app-portal-access/${application.id}`, { expiry });
    expect(status).toBe(422);
  }
});
