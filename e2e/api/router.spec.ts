import { expect, test } from "@/e2e/fixtures.ts";

const NO_TOKEN = { authorization: "" };

test("a request without a token, or with an unknown one, is a 401 in the words that SDKs know", async ({ api }) => {
  for (const authorization of ["", "Bearer ph_live_unknown", "Bearer a.b.c", "Token x"]) {
    const { status, body } = await api("GET", "/api/v1/app", undefined, { authorization });
    expect([status, body]).toEqual([401, { code: "authentication_failed", detail: "Invalid token" }]);
  }
});

test("health answers without a token, with and without a slash at the end", async ({ api, svix }) => {
  expect((await api("GET", "/api/v1/health/ping/", undefined, NO_TOKEN)).status).toBe(204);
  expect((await api("GET", "/api/v1/health", undefined, NO_TOKEN)).status).toBe(200);
  expect((await api("GET", "/api/health", undefined, NO_TOKEN)).body).toEqual({ status: "ok" });
  expect((await api("GET", "/api/health/ready", undefined, NO_TOKEN)).body).toMatchObject({ worker: "ok" });
  await svix.health.get();
});

test("an answer without a body has none, and no answer is kept by caches", async ({ api }) => {
  const { status, headers, body } = await api("GET", "/api/v1/health/ping");
  expect([status, body, headers.get("content-type")]).toEqual([204, "", null]);
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
});

test("an unknown path and a wrong method answer in JSON", async ({ api }) => {
  const unknown = await api("GET", "/api/v1/nowhere");
  expect([unknown.status, unknown.body]).toEqual([404, { code: "not_found", detail: "There is no such path." }]);
  const wrong = await api("DELETE", "/api/v1/app");
  expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, POST"]);
});

test("every answer names its request, in the caller's words when they are sane", async ({ api }) => {
  const given = await api("GET", "/api/v1/app", undefined, { "x-request-id": "my-request-1" });
  expect(given.headers.get("x-request-id")).toBe("my-request-1");
  const refused = await api("GET", "/api/v1/nowhere", undefined, { "x-request-id": "x" });
  expect(refused.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
});

test("browsers of any origin may ask with a token of their own, never with cookies", async ({ api }) => {
  const { status, headers } = await api("OPTIONS", "/api/v1/app", undefined, {
    ...NO_TOKEN,
    origin: "https://customer.example",
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization,content-type",
  });
  expect(status).toBe(204);
  expect(headers.get("access-control-allow-origin")).toBe("*");
  expect(headers.get("access-control-allow-headers")).toContain("authorization");
  expect(headers.get("access-control-max-age")).toBe("600");
  expect(headers.get("access-control-allow-credentials")).toBeNull();
});

test("a body that is no JSON, no UTF-8 or of another type is refused with the reason", async ({ api }) => {
  const broken = await api("POST", "/api/v1/app", "{");
  expect([broken.status, broken.body]).toMatchObject([
    422,
    { detail: [{ loc: ["body"], type: "value_error.jsondecode" }] },
  ]);
  const bytes = await api("POST", "/api/v1/app", Buffer.from('{"name":"\xff"}', "latin1"));
  expect([bytes.status, bytes.body]).toMatchObject([422, { detail: [{ loc: ["body"], msg: "is not UTF-8" }] }]);
  const form = await api("POST", "/api/v1/app", "name=x", { "content-type": "application/x-www-form-urlencoded" });
  expect(form.status).toBe(415);
});

test("a body that is too large is a 413", async ({ api, application }) => {
  const body = { eventType: "a.b", payload: { text: "x".repeat(1_048_577) } };
  const { status, body: problem } = await api("POST", `/api/v1/app/${application.id}/msg`, body);
  expect([status, problem]).toMatchObject([413, { code: "payload_too_large" }]);
  const larger = await api("POST", "/api/v1/app", { name: "x".repeat(3_000_000) });
  expect(larger.status).toBe(413);
});

test("each wrong field of a body or query is named", async ({ api }) => {
  const body = await api("POST", "/api/v1/app", { uid: "has space", metadata: { a: 1 }, isAdmin: true });
  expect(body.status).toBe(422);
  const { detail } = body.body as { detail: { loc: string[] }[] };
  expect(detail.map(({ loc }) => loc.join(".")).toSorted()).toEqual([
    "body.isAdmin",
    "body.metadata.a",
    "body.name",
    "body.uid",
  ]);
  const query = await api("GET", "/api/v1/app?limit=0");
  expect([query.status, query.body]).toMatchObject([422, { detail: [{ loc: ["query", "limit"] }] }]);
});

test("a request with an idempotency key runs once, and another request under it is a conflict", async ({ api }) => {
  const headers = { "idempotency-key": `key-${crypto.randomUUID()}` };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => api("POST", "/api/v1/app", { name: "Once" }, headers)),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map(({ body }) => (body as { id: string }).id)).size).toBe(1);
  const other = await api("POST", "/api/v1/app", { name: "Twice" }, headers);
  expect([other.status, other.body]).toMatchObject([409, { code: "idempotency_key_reused" }]);
});

test("the OpenAPI document is served", async ({ api }) => {
  const { status, body } = await api("GET", "/openapi.json", undefined, NO_TOKEN);
  expect([status, body]).toMatchObject([200, { openapi: "3.0.3" }]);
});
