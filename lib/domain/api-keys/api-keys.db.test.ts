import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { ApiKeyCreatedOut, ApiKeyIn } from "@/lib/contract/api-key.ts";
import { pool } from "@/lib/db.ts";
import { anApiKey, anApplication } from "@/lib/testing/access.ts";
import { callApi } from "@/lib/testing/api.ts";
import { useDatabase } from "@/lib/testing/database.ts";

useDatabase();

/** An operator with a key that may do everything, and the keys that it makes. */
async function anOperator() {
  const { ctx, token } = await anApiKey();
  const application = await anApplication(ctx);
  const make = (input: Partial<ApiKeyIn>, by = token) =>
    callApi("POST /api-key", { token: by, body: { name: "k", ...input } });
  const made = async (input: Partial<ApiKeyIn>, by?: string): Promise<ApiKeyCreatedOut> => {
    const answer = await make(input, by);
    expect(answer).toMatchObject({ status: 201 });
    return answer.json;
  };
  return { ctx, token, application, make, made };
}
const send = (token: string, application: string) =>
  callApi(`POST /app/${application}/msg`, { token, body: { eventType: "a.b", payload: {} } });

describe("scopes", () => {
  test("a key does what its scopes open, and is told which one it lacks", async () => {
    const { application, made } = await anOperator();
    const { token, scopes } = await made({ scopes: ["messages:write", "endpoints:read", "messages:write"] });
    expect(scopes).toEqual(["messages:write", "endpoints:read"]);
    expect((await send(token, application.id)).status).toBe(202);
    expect((await callApi(`GET /app/${application.id}/endpoint`, { token })).status).toBe(200);
    expect(await callApi(`GET /app/${application.id}/msg`, { token })).toMatchObject({
      status: 403,
      json: { code: "insufficient access", detail: "This API key lacks the scope messages:read." },
    });
    const body = { url: "http://127.0.0.1:9/" };
    expect((await callApi(`POST /app/${application.id}/endpoint`, { token, body })).status).toBe(403);
  });

  test("a key without mention of scopes does everything, and so do keys from before", async () => {
    const { made, token } = await anOperator();
    expect(await made({})).toMatchObject({ scopes: ["*"], networks: [], applicationId: null });
    expect(await made({ scopes: ["messages:write", "*"] })).toMatchObject({ scopes: ["*"] });
    expect((await callApi("GET /app", { token })).status).toBe(200);
  });

  test("a key makes no key that may do more than itself", async () => {
    const { made, make } = await anOperator();
    const { token } = await made({
      scopes: ["api-keys:write", "messages:write"],
      networks: ["10.0.0.0/8", "127.0.0.1/32"],
    });
    const by = (input: object) =>
      callApi("POST /api-key", { token, body: { name: "k", ...input }, remoteAddress: "127.0.0.1" });
    expect(await by({ scopes: ["messages:read"] })).toMatchObject({ status: 422 });
    expect(await by({})).toMatchObject({ status: 422, json: { detail: [{ loc: ["body", "scopes"] }] } });
    const inherited = await by({ scopes: ["messages:write"] });
    expect(inherited.json).toMatchObject({ scopes: ["messages:write"], networks: ["10.0.0.0/8", "127.0.0.1/32"] });
    const wider = await by({ scopes: ["messages:write"], networks: ["0.0.0.0/0"] });
    expect(wider).toMatchObject({ status: 422, json: { detail: [{ loc: ["body", "networks"] }] } });
    expect((await make({ scopes: ["unknown" as "*"] })).status).toBe(422);
  });
});

test("a key makes no key that outlives it", async () => {
  const { made, make: makeWith } = await anOperator();
  const [hour, day] = [3_600_000, 86_400_000].map((ms) => new Date(Date.now() + ms).toISOString());
  const { token } = await made({ expiresAt: day });
  const make = (input: Partial<ApiKeyIn>) => makeWith(input, token);
  expect(await make({})).toMatchObject({ status: 201, json: { expiresAt: day } });
  expect(await make({ expiresAt: hour })).toMatchObject({ status: 201, json: { expiresAt: hour } });
  const later = new Date(Date.now() + 2 * 86_400_000).toISOString();
  expect((await make({ expiresAt: later })).status).toBe(422);
});

test("a key that may give portal links makes no application by the way", async () => {
  const { application, made } = await anOperator();
  const { token } = await made({ scopes: ["portal:write"] });
  const open = (id: string) =>
    callApi(`POST /auth/app-portal-access/${id}`, { token, body: { application: { name: "New", uid: "new" } } });
  expect((await open(application.id)).status).toBe(200);
  expect(await open("new")).toMatchObject({
    status: 403,
    json: { detail: "This API key lacks the scope applications:write." },
  });
});

describe("networks", () => {
  test("a key works from its networks only, for sending too, in both families of addresses", async () => {
    const { application, made } = await anOperator();
    const { token } = await made({ networks: ["203.0.113.0/24", "2001:db8::/32"] });
    const from = (remoteAddress?: string) =>
      callApi(`POST /app/${application.id}/msg`, {
        token,
        body: { eventType: "a.b", payload: {} },
        ...(remoteAddress ? { remoteAddress } : {}),
      });
    for (const address of ["203.0.113.7", "::ffff:203.0.113.7", "2001:db8::1"]) {
      expect((await from(address)).status, address).toBe(202);
    }
    for (const address of ["203.0.114.7", "2001:db9::1", undefined]) {
      expect(await from(address), address).toMatchObject({
        status: 403,
        json: { detail: "This API key may not be used from this address." },
      });
    }
  });

  test("what is no network is refused", async () => {
    const { make } = await anOperator();
    for (const network of ["10.0.0.1", "10.0.0.0/33", "example.com", ""]) {
      expect((await make({ networks: [network] })).status, network).toBe(422);
    }
  });
});

describe("one application", () => {
  test("a key of one application does not find another, by id or uid, for reading, writing and sending", async () => {
    const { ctx, application, made, token: full } = await anOperator();
    const other = await anApplication(ctx, "Other");
    await callApi(`PATCH /app/${other.id}`, { token: full, body: { uid: "other" } });
    await callApi(`PATCH /app/${application.id}`, { token: full, body: { uid: "mine" } });
    const { token, applicationId, applicationName } = await made({ applicationId: "mine" });
    expect({ applicationId, applicationName }).toEqual({ applicationId: application.id, applicationName: "Acme" });

    for (const mine of [application.id, "mine"]) {
      expect((await send(token, mine)).status).toBe(202);
      expect((await callApi(`GET /app/${mine}/endpoint`, { token })).status).toBe(200);
      expect(
        (
          await callApi(`POST /app/${mine}/msg/batch`, {
            token,
            body: { messages: [{ eventType: "a.b", payload: {} }] },
          })
        ).status,
      ).toBe(202);
    }
    for (const theirs of [other.id, "other", "nobody", "app_000000000000000000000000000"]) {
      expect((await send(token, theirs)).status, theirs).toBe(404);
      expect((await callApi(`GET /app/${theirs}`, { token })).status, theirs).toBe(404);
      expect((await callApi(`PUT /app/${theirs}`, { token, body: { name: "X" } })).status, theirs).toBe(404);
      expect((await callApi(`POST /auth/app-portal-access/${theirs}`, { token, body: {} })).status, theirs).toBe(404);
    }
    const { rows } = await pool().query("select 1 from message where application_id = $1", [other.uuid]);
    expect(rows).toEqual([]);
  });

  test("it does nothing that is about more than its application, but reads event types", async () => {
    const { application, made } = await anOperator();
    const { token } = await made({ applicationId: application.id });
    expect((await callApi("GET /event-type", { token })).status).toBe(200);
    for (const route of [
      "GET /app",
      "POST /app",
      "GET /api-key",
      "POST /api-key",
      "GET /delivery",
      "GET /search?q=a",
    ]) {
      const body = route.startsWith("POST") ? { body: { name: "X" } } : {};
      expect((await callApi(route, { token, ...body })).status, route).toBe(403);
    }
    expect(
      (await callApi("POST /operational-webhook/endpoint", { token, body: { url: "https://a.example" } })).status,
    ).toBe(403);
  });

  test("an application that is not there, or of another operator, is refused", async () => {
    const { make } = await anOperator();
    const other = await anOperator();
    for (const applicationId of ["nobody", other.application.id, `app_${randomUUID()}`]) {
      expect(await make({ applicationId })).toMatchObject({
        status: 422,
        json: { detail: [{ loc: ["body", "applicationId"] }] },
      });
    }
  });
});

test("a key is rolled once: the new one may do the same, and the old one works for the overlap", async () => {
  const { application, made, token: full } = await anOperator();
  const limits = { scopes: ["messages:write" as const], applicationId: application.id, networks: [] };
  const old = await made({ name: "billing", ...limits });
  const roll = (id: string, body: object, token = full) => callApi(`POST /api-key/${id}/roll`, { token, body });
  const { status, json: next } = await roll(old.id, { overlapSeconds: 3600 });
  expect(status).toBe(201);
  expect(next).toMatchObject({ name: "billing", ...limits, expiresAt: null, replacedById: null });
  for (const token of [old.token, next.token]) expect((await send(token, application.id)).status).toBe(202);
  const listed = (await callApi("GET /api-key", { token: full })).json.data.find(
    ({ id }: { id: string }) => id === old.id,
  );
  expect(listed.replacedById).toBe(next.id);
  expect(Math.round((Date.parse(listed.expiresAt) - Date.now()) / 60_000)).toBe(60);
  expect((await roll(old.id, {})).status).toBe(409);

  expect((await roll(next.id, { overlapSeconds: 0 })).status).toBe(201);
  expect((await send(next.token, application.id)).status).toBe(401);
  expect((await roll(next.id, {})).status).toBe(409);
});

test("a key rolls no key that may do more than itself, and of another operator it finds none", async () => {
  const { made } = await anOperator();
  const wide = await made({ scopes: ["messages:read"] });
  const { token } = await made({ scopes: ["api-keys:write"] });
  expect((await callApi(`POST /api-key/${wide.id}/roll`, { token, body: {} })).status).toBe(422);
  const other = await anOperator();
  expect((await callApi(`POST /api-key/${wide.id}/roll`, { token: other.token, body: {} })).status).toBe(404);
});

test("what a key may do is in the audit log and in the list, its value in neither", async () => {
  const { application, made, token } = await anOperator();
  const key = await made({ scopes: ["messages:write"], networks: ["10.0.0.0/8"], applicationId: application.id });
  const listed = (await callApi("GET /api-key", { token })).json.data.find(({ id }: { id: string }) => id === key.id);
  const limits = { scopes: ["messages:write"], networks: ["10.0.0.0/8"], applicationId: application.id };
  expect(listed).toMatchObject({ ...limits, applicationName: "Acme" });
  const { rows } = await pool().query("select change from audit_log where object_id = $1", [key.id]);
  expect(rows).toEqual([{ change: { after: expect.objectContaining(limits) } }]);
  expect(JSON.stringify([listed, rows])).not.toContain(key.token);
});
