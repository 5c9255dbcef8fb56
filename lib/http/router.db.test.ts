import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { db, pool } from "@/lib/db.ts";
import { DEFAULT_ORGANIZATION } from "@/lib/domain/context.ts";
import { exchangePortalLink } from "@/lib/domain/portal-links/exchange.ts";
import { formatId } from "@/lib/ids.ts";
import { anApiKey, anApplication, aPortalLink, SYSTEM } from "@/lib/testing/access.ts";
import { callApi } from "@/lib/testing/api.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { signedIn } from "@/lib/testing/staff.ts";

useDatabase();

const ORIGIN = "http://posthorn.test";

async function aPortal() {
  const { ctx, token: key } = await anApiKey();
  const application = await anApplication(ctx);
  const link = await aPortalLink(ctx, application.uuid);
  const { token } = await exchangePortalLink(SYSTEM, {
    code: link.code,
    kind: "cookie",
    endedTokenOf: () => undefined,
  });
  return { ctx, key, application, bearer: link.token, cookie: `ph_${application.id}=${token}` };
}

test("without a credential, and with a wrong one, the answer is the same 401", async () => {
  const answers = await Promise.all([
    callApi("GET /api-key"),
    callApi("GET /api-key", { token: "ph_live_wrong" }),
    callApi("GET /api-key", { headers: { authorization: "Basic abc" } }),
    callApi("GET /api-key", { headers: { cookie: "posthorn-staff=forged" } }),
  ]);
  for (const { status, json } of answers) {
    expect([status, json]).toEqual([401, { code: "authentication_failed", detail: "Invalid token" }]);
  }
});

test("every answer carries a request id, a sane one of the caller is kept", async () => {
  expect((await callApi("GET /health")).headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  const kept = await callApi("GET /health", { headers: { "x-request-id": "req-12345678" } });
  expect(kept.headers["x-request-id"]).toBe("req-12345678");
  const refused = await callApi("GET /health", { headers: { "x-request-id": "a\r\nset-cookie: x" } });
  expect(refused.headers["x-request-id"]).not.toContain("set-cookie");
});

test("a slash at the end changes nothing, an unknown path is 404 and a wrong method 405", async () => {
  expect((await callApi("GET /health/ping/")).status).toBe(204);
  expect((await callApi("GET /nowhere")).status).toBe(404);
  const wrong = await callApi("PUT /health");
  expect([wrong.status, wrong.headers.allow, wrong.json.code]).toEqual([405, "GET", "method_not_allowed"]);
});

test("any page may ask with a bearer token, and a preflight says so without asking who", async () => {
  const { status, headers } = await callApi("OPTIONS /app");
  expect(status).toBe(204);
  expect(headers).toMatchObject({ "access-control-allow-origin": "*", "access-control-max-age": "600" });
  expect(headers["access-control-allow-headers"]).toContain("authorization");
  expect(headers["access-control-allow-credentials"]).toBeUndefined();
});

test("a wrong body names each wrong field", async () => {
  const { token } = await anApiKey();
  const missing = await callApi("POST /api-key", { token, body: {} });
  expect([missing.status, missing.json]).toEqual([
    422,
    { detail: [{ loc: ["body", "name"], msg: "field required", type: "value_error.missing" }] },
  ]);
  const extra = await callApi("POST /api-key", { token, body: { name: "x", isAdmin: true } });
  expect(extra.json.detail).toEqual([expect.objectContaining({ loc: ["body", "isAdmin"] })]);
  const wrong = await callApi("POST /api-key", { token, body: { name: 7, scopes: ["messages:wrote"] } });
  expect(wrong.json.detail).toEqual([
    { loc: ["body", "name"], msg: "must be a text, not a number", type: "type_error" },
    {
      loc: ["body", "scopes", "0"],
      msg: expect.stringMatching(/^must be one of \*, applications:read, /),
      type: "value_error",
    },
  ]);
  const broken = await callApi("POST /api-key", { token, body: "{" });
  expect([broken.status, broken.json.detail[0].loc]).toEqual([422, ["body"]]);
  const query = await callApi("GET /api-key?limit=251", { token });
  expect([query.status, query.json.detail[0].loc]).toEqual([422, ["query", "limit"]]);
  const form = await callApi("POST /api-key", { token, body: "name=x", headers: { "content-type": "text/plain" } });
  expect(form.status).toBe(415);
});

test("a text with U+0000 is refused, not a fault of ours", async () => {
  const { token } = await anApiKey();
  const { status } = await callApi("POST /api-key", { token, body: { name: "a\u0000b" } });
  expect(status).toBe(422);
});

test("a revoked key is refused at the next request", async () => {
  const { token, id } = await anApiKey();
  expect((await callApi("GET /api-key", { token })).status).toBe(200);
  expect((await callApi(`DELETE /api-key/${id}`, { token })).status).toBe(204);
  expect((await callApi("GET /api-key", { token })).status).toBe(401);
});

test("an expired key is refused", async () => {
  const { token } = await anApiKey();
  await pool().query("update api_key set expires_at = now() - interval '1 second'");
  expect((await callApi("GET /api-key", { token })).status).toBe(401);
});

test("keys of another organization are invisible and cannot be revoked", async () => {
  const [mine, theirs] = [await anApiKey(), await anApiKey()];
  const list = await callApi("GET /api-key", { token: mine.token });
  expect(list.json.data.map((key: { id: string }) => key.id)).toEqual([mine.id]);
  expect((await callApi(`DELETE /api-key/${theirs.id}`, { token: mine.token })).status).toBe(404);
  expect((await callApi("GET /api-key", { token: theirs.token })).status).toBe(200);
});

test("a portal session that asks about another application gets what a missing one gives", async () => {
  const { application, bearer, cookie } = await aPortal();
  const other = await aPortal();
  const paths = [other.application.id, application.id.replace(/.$/, "~"), "no-such-uid"];
  const answers = await Promise.all(paths.map((id) => callApi(`GET /app/${id}/portal-session`, { token: bearer })));
  for (const { status, json } of answers) {
    expect([status, json]).toEqual([404, { code: "not_found", detail: "Entity not found" }]);
  }
  expect((await callApi(`GET /app/${other.application.id}/portal-session`, { headers: { cookie } })).status).toBe(401);
  expect((await callApi(`GET /app/${application.id}/portal-session`, { headers: { cookie } })).status).toBe(200);
});

test("a portal session may not use what is the operator's", async () => {
  const { bearer, application } = await aPortal();
  for (const route of ["GET /api-key", "POST /api-key", `POST /auth/app-portal-access/${application.id}`]) {
    const { status, json } = await callApi(route, { token: bearer, body: { name: "x" } });
    expect([status, json.code]).toEqual([403, "insufficient access"]);
  }
});

test("a cookie of one application cannot be renamed into another's", async () => {
  const [mine, theirs] = [await aPortal(), await aPortal()];
  const token = mine.cookie.split("=")[1];
  const cookie = `ph_${theirs.application.id}=${token}`;
  expect((await callApi(`GET /app/${theirs.application.id}/portal-session`, { headers: { cookie } })).status).toBe(401);
});

test("a write by cookie needs proof that our own page made it", async () => {
  const { cookie, application } = await aPortal();
  const write = (headers: Record<string, string>) =>
    callApi("POST /auth/logout", { headers: { cookie, "x-posthorn-application": application.id, ...headers } });
  for (const headers of [
    {},
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "same-site" },
  ]) {
    const { status, json } = await write(headers as Record<string, string>);
    expect([status, json.code]).toEqual([403, "cross_origin"]);
  }
  const done = await write({ origin: ORIGIN });
  expect(done.status).toBe(204);
  expect(done.headers["set-cookie"]).toBe(`ph_${application.id}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`);
  expect((await write({ "sec-fetch-site": "same-origin" })).status).toBe(401);
});

test("a link is exchanged for an HttpOnly cookie, and not for a foreign page", async () => {
  const { ctx, application } = await aPortal();
  const { code } = await aPortalLink(ctx, application.uuid);
  const foreign = await callApi("POST /auth/portal/exchange", {
    body: { code },
    headers: { origin: "https://evil.example" },
  });
  expect(foreign.status).toBe(403);
  const done = await callApi("POST /auth/portal/exchange", { body: { code }, headers: { origin: ORIGIN } });
  expect(done.status).toBe(200);
  expect(done.headers["set-cookie"]).toMatch(
    new RegExp(`^ph_${application.id}=ph_session_[\\w-]{43}; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax$`),
  );
  expect(JSON.stringify(done.json)).not.toContain("ph_session_");
  expect((await callApi("POST /auth/portal/exchange", { body: { code } })).json.code).toBe("link_spent");
});

async function staffCookie(email: string): Promise<string> {
  const { encode } = await import("next-auth/jwt");
  const { derivedSecrets } = await import("@/lib/crypto.ts");
  const { sessionId } = await signedIn(email);
  const token = { sid: sessionId };
  return `posthorn-staff=${await encode({ token, secret: derivedSecrets("staff-session"), salt: "posthorn-staff" })}`;
}

test("staff get what their role allows, until they are disabled or their sessions ended", async () => {
  const cookie = await staffCookie("ops@posthorn.test");
  const list = () => callApi("GET /api-key", { headers: { cookie } });
  expect((await list()).status).toBe(200);
  const change = (data: object) => db().staff.update({ where: { email: "ops@posthorn.test" }, data });
  await change({ role: "support" });
  expect((await list()).status).toBe(403);
  await change({ role: "admin", disabledAt: new Date() });
  expect((await list()).status).toBe(401);
  await change({ disabledAt: null });
  expect((await list()).status).toBe(200);
  await db().staffSession.deleteMany();
  expect((await list()).status).toBe(401);
});

test("operational webhooks take an engineer, by the id of their application too", async () => {
  const { token } = await anApiKey(DEFAULT_ORGANIZATION);
  const hook = { url: "http://127.0.0.1:8999/operator" };
  expect((await callApi("POST /operational-webhook/endpoint", { token, body: hook })).status).toBe(201);
  const row = await db().application.findFirstOrThrow({
    where: { organizationId: `operational:${DEFAULT_ORGANIZATION}` },
  });
  const application = formatId("application", row.id);
  const cookie = await staffCookie("hooks@posthorn.test");
  const ask = async (route: string, body?: object) =>
    (await callApi(route, { headers: { cookie, "sec-fetch-site": "same-origin" }, body })).status;

  await db().staff.update({ where: { email: "hooks@posthorn.test" }, data: { role: "support" } });
  expect(await ask(`POST /app/${application}/endpoint`, hook)).toBe(403);
  expect(await ask(`POST /auth/app-portal-access/${application}`, {})).toBe(403);
  expect(await ask(`GET /app/${application}/delivery`)).toBe(200);
  await db().staff.update({ where: { email: "hooks@posthorn.test" }, data: { role: "engineer" } });
  expect(await ask(`POST /app/${application}/endpoint`, hook)).toBe(201);
});

test("the portal session of an application wins over the staff session, except for the console", async () => {
  const { application, cookie: portal } = await aPortal();
  const staff = await staffCookie("both@posthorn.test");
  const cookie = `${portal}; ${staff}`;
  const path = `GET /app/${application.id}/portal-session`;
  expect((await callApi(path, { headers: { cookie } })).status).toBe(200);
  expect((await callApi(path, { headers: { cookie, "x-posthorn-console": "1" } })).status).toBe(403);
  // A portal page whose session has ended does not go on as staff.
  const headers = { cookie: staff, "x-posthorn-application": application.id };
  expect((await callApi(path, { headers })).status).toBe(401);
});

function compatToken(claims: object, secret = "compat-secret-0123456789"): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const content = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`;
}

test("a compatible token is refused while no secret for it is set", async () => {
  const token = compatToken({ iss: "svix-server", sub: "org_abc" });
  expect((await callApi("GET /api-key", { token })).status).toBe(401);
});

test("fifty simultaneous requests with one idempotency key have one effect and one answer", async () => {
  const { token, ctx } = await anApiKey();
  const headers = { "idempotency-key": "auto_1" };
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => callApi("POST /api-key", { token, headers, body: { name: "made once" } })),
  );
  expect(new Set(answers.map(({ status, json }) => `${status} ${JSON.stringify(json)}`)).size).toBe(1);
  const organizationId = "organizationId" in ctx.actor ? ctx.actor.organizationId : "";
  expect(await db().apiKey.count({ where: { organizationId, name: "made once" } })).toBe(1);
  const stored = await pool().query("select body from idempotency");
  expect(JSON.stringify(stored.rows)).not.toContain(answers[0]?.json.token);
});

test("an idempotency key is of one actor and one request, and a failure gives it back", async () => {
  const [mine, theirs] = [await anApiKey(), await anApiKey()];
  const headers = { "idempotency-key": "auto_2" };
  const post = (token: string, body: object) => callApi("POST /api-key", { token, headers, body });
  expect((await post(mine.token, { name: "x", expiresAt: "2001-01-01T00:00:00Z" })).status).toBe(422);
  const first = await post(mine.token, { name: "first" });
  expect(first.status).toBe(201);
  expect((await post(mine.token, { name: "other" })).json.code).toBe("idempotency_key_reused");
  const again = await post(mine.token, { name: "first" });
  expect([again.json, again.headers["idempotent-replayed"]]).toEqual([first.json, "true"]);
  expect((await post(theirs.token, { name: "first" })).json.id).not.toBe(first.json.id);
});
