import { ALL, everythingOf, namesIn, pathOf } from "@/e2e/api/requests.ts";
import { staffOf } from "@/e2e/api/staff.ts";
import { aTenant } from "@/e2e/api/tenant.ts";
import { BASE_URL, expect, test } from "@/e2e/fixtures.ts";
import type { Headers as Given } from "@/e2e/security/callers.ts";
import { pathOfRoute, ROUTES } from "@/e2e/security/routes.ts";
import { accessOf } from "@/lib/contract/access.ts";

const { host, port } = new URL(BASE_URL);

/** What a page of somebody else can have a browser send, or a program that has got hold of a cookie. */
const FOREIGN: Record<string, Given> = {
  "no origin": {},
  "an origin that is null": { origin: "null" },
  "another site": { origin: "https://evil.test" },
  "another site, which claims our host": {
    origin: "https://evil.test",
    "x-forwarded-host": "evil.test",
    "x-forwarded-proto": "https",
    forwarded: "host=evil.test",
  },
  "a name that begins like ours": { origin: `${BASE_URL}.evil.test` },
  "our name at another port": { origin: BASE_URL.replace(port, "1") },
  "our name over another scheme": { origin: BASE_URL.replace("http:", "https:") },
  "our host as user": { origin: `http://${host}@evil.test` },
  "a fetch across sites": { "sec-fetch-site": "cross-site" },
  "a fetch from a neighbour": { "sec-fetch-site": "same-site" },
  "a typed address": { "sec-fetch-site": "none" },
};
const TYPES = [
  "application/json",
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
];

function send(method: string, path: string, headers: Given): Promise<Response> {
  const body = method === "GET" || method === "HEAD" ? null : "{}";
  return fetch(BASE_URL + path, { method, headers, body, redirect: "manual" });
}

test("no write by cookie is taken from another page, by any operation, whatever it claims or sends", async ({
  svix,
  api,
}) => {
  test.slow();
  const tenant = await aTenant(svix);
  const staff = await staffOf("admin");
  const before = await everythingOf(api, tenant);
  const sessions = {
    portal: { cookie: String(tenant.cookie.cookie), "x-posthorn-application": tenant.ids.app_id },
    staff: { cookie: String(staff.cookie), "x-posthorn-console": "1" },
  };
  const writes = ALL.filter(({ id, method }) => method !== "GET" && !accessOf(id).isPublic);
  expect(writes.length).toBeGreaterThan(80);
  const wrong: string[] = [];
  for (const operation of writes) {
    const names = Object.fromEntries(namesIn(operation).map((name) => [name, "x"]));
    const path = pathOf(operation, { ...names, ...tenant.ids });
    const asks = Object.entries(sessions).flatMap(([who, session]) =>
      Object.entries(FOREIGN).map(async ([claim, headers], n) => {
        const type = TYPES[n % TYPES.length] ?? "";
        const answer = await send(operation.method, path, { ...session, ...headers, "content-type": type });
        const { code } = (await answer.json()) as { code?: string };
        if (answer.status !== 403 || code !== "cross_origin")
          wrong.push(`${operation.id} ${who} ${claim}: ${answer.status}`);
      }),
    );
    await Promise.all(asks);
  }
  expect(wrong).toEqual([]);
  expect(await everythingOf(api, tenant)).toEqual(before);
  await tenant.receiver.close();
});

test("no page or handler takes a post from another page, signing in and out among them", async () => {
  // What the router answers has no session of a cookie, or is in the test before; the tokens in these addresses are the proof.
  const byToken = ["/api/[...path]", "/brand/[name]", "/in/[token]", "/inbox/[token]", "/alerts/[token]/[change]"];
  const asked = ROUTES.filter(({ pattern }) => !byToken.includes(pattern)).flatMap((route) =>
    route.pattern.endsWith("[...nextauth]")
      ? ["signin/sso", "callback/ticket", "callback/sso", "signout", "session", "csrf"].map((end) =>
          pathOfRoute(route, {}).replace("something", end),
        )
      : [pathOfRoute(route, {})],
  );
  expect(asked.length).toBeGreaterThan(60);
  const wrong: string[] = [];
  for (const path of asked) {
    const asks = Object.entries(FOREIGN).map(async ([claim, headers]) => {
      const answer = await send("POST", path, {
        ...headers,
        "content-type": "application/x-www-form-urlencoded",
        "next-action": "x",
      });
      await answer.text();
      const cookies = answer.headers.getSetCookie();
      if (answer.status !== 403 || cookies.length > 0) wrong.push(`${path} ${claim}: ${answer.status} ${cookies}`);
    });
    await Promise.all(asks);
  }
  expect(wrong).toEqual([]);
});

test("a link is spent by nobody's page, a bearer token needs no origin, and a GET cannot be made a write", async ({
  svix,
  api,
}) => {
  const tenant = await aTenant(svix);
  const { app_id, endpoint_id } = tenant.ids;
  const path = `/api/v1/app/${app_id}/endpoint/${endpoint_id}`;
  const { url } = await svix.authentication.appPortalAccess(app_id, {});
  const body = JSON.stringify({ code: new URL(url).hash.slice("#k=".length) });
  const exchange = (headers: Given) =>
    fetch(`${BASE_URL}/api/v1/auth/portal/exchange`, { method: "POST", body, headers });
  for (const [claim, headers] of Object.entries(FOREIGN)) {
    if (claim === "no origin") continue;
    const answer = await exchange({ ...headers, "content-type": "application/json" });
    expect([answer.status, answer.headers.getSetCookie()], claim).toEqual([403, []]);
  }
  expect((await exchange({ origin: BASE_URL, "content-type": "text/plain" })).status).toBe(415);
  expect((await exchange({ origin: BASE_URL })).status).toBe(415);

  const patched = await api(
    "PATCH",
    path,
    { description: "by a program" },
    { ...tenant.bearer, origin: "https://evil.test" },
  );
  expect(patched.status).toBe(200);

  const before = await everythingOf(api, tenant);
  const overrides: [string, Given][] = [
    [path, { "x-http-method-override": "DELETE" }],
    [path, { "x-method-override": "DELETE", "x-http-method": "DELETE" }],
    [`${path}?_method=DELETE`, {}],
  ];
  for (const [at, headers] of overrides) {
    expect((await send("GET", at, { cookie: String(tenant.cookie.cookie), ...headers })).status).toBe(200);
  }
  // Whoever leads a browser here from elsewhere has it look, and change nothing.
  for (const operation of ALL.filter(({ method, stream, id }) => method === "GET" && !stream && accessOf(id).portal)) {
    const headers = {
      cookie: String(tenant.cookie.cookie),
      "x-posthorn-application": app_id,
      "sec-fetch-site": "cross-site",
    };
    const { status } = await send("GET", pathOf(operation, { ...tenant.ids }), headers);
    expect([200, 404, 422], operation.id).toContain(status);
  }
  expect(await everythingOf(api, tenant)).toEqual(before);
  await tenant.receiver.close();
});
