import { AppPortalCapability } from "svix";
import { call } from "@/e2e/delivery/deliveries.ts";
import { expect, test } from "@/e2e/fixtures.ts";

const TOKEN = "token-of-the-customer-0123456789";
const { ViewBase, ManageEndpoint, ManageEndpointSecret } = AppPortalCapability;
const NONE = { basic: null, bearer: null, apiKey: null, oauth2: null, mtls: null, ca: null };
const pathOf = ({ id }: { id: string }, endpointId: string) =>
  `/api/v1/app/${id}/endpoint/${endpointId}/authentication`;

test("is set as a whole, read without values, found by uid too, and deleted", async ({ svix, application, api }) => {
  const endpoint = await svix.endpoint.create(application.id, { url: "https://192.0.32.1/hook", uid: "by-its-uid" });
  const path = pathOf(application, endpoint.id);
  expect(await api("GET", path)).toMatchObject({ status: 200, body: NONE });

  const basic = { username: "ann", password: "open sesame" };
  const set = await api("PUT", pathOf(application, "by-its-uid"), { basic, bearer: null });
  expect(set).toMatchObject({ status: 200, body: { ...NONE, basic: { username: "ann", last4: null } } });
  expect(await api("PUT", path, { bearer: { token: TOKEN } })).toMatchObject({
    status: 200,
    body: { ...NONE, bearer: { last4: "6789" } },
  });
  const params = { app_id: application.id, endpoint_id: endpoint.id };
  expect(await call("GET /app/{app_id}/endpoint/{endpoint_id}", { params })).toMatchObject({
    authenticatedBy: ["bearer"],
  });
  for (let n = 0; n < 2; n++) expect(await api("DELETE", path)).toMatchObject({ status: 204, body: "" });
  expect(await api("GET", path)).toMatchObject({ status: 200, body: NONE });
});

test("what cannot be used is refused at its field, and changes nothing", async ({ svix, application, api }) => {
  const endpoint = await svix.endpoint.create(application.id, { url: "https://192.0.32.1/hook" });
  const path = pathOf(application, endpoint.id);
  await api("PUT", path, { bearer: { token: TOKEN } });
  const client = { tokenUrl: "https://192.0.32.1/token", clientId: "a", clientSecret: "b" };
  const refused: [unknown, string[]][] = [
    [{}, ["body"]],
    [{ bearer: null }, ["body"]],
    [{ bearer: { token: TOKEN }, basic: { username: "a", password: "b" } }, ["body", "bearer"]],
    [{ bearer: { token: "two words" } }, ["body", "bearer", "token"]],
    [{ bearer: { token: TOKEN, more: 1 } }, ["body", "bearer", "more"]],
    [{ kerberos: {} }, ["body", "kerberos"]],
    [{ basic: { username: "a:b", password: "c" } }, ["body", "basic", "username"]],
    [{ basic: { username: "a\u0000", password: "c" } }, ["body", "basic", "username"]],
    [{ basic: { username: "\ud800", password: "c" } }, ["body", "basic", "username"]],
    [{ apiKey: { header: "webhook-id", value: "c" } }, ["body", "apiKey"]],
    [{ apiKey: { header: "X-Key", value: "a\nb" } }, ["body", "apiKey"]],
    [{ oauth2: { ...client, tokenUrl: "https://10.0.0.1/" } }, ["body", "oauth2", "tokenUrl"]],
    [{ oauth2: { ...client, tokenUrl: "https://192.0.32.1/\ud800" } }, ["body", "oauth2", "tokenUrl"]],
    [{ oauth2: { ...client, authMethod: "jwt" } }, ["body", "oauth2", "authMethod"]],
    [{ oauth2: { ...client, params: { grant_type: "password" } } }, ["body", "oauth2", "params"]],
    [{ mtls: { certificate: "x", privateKey: "y" } }, ["body", "mtls", "certificate"]],
    [{ ca: "x" }, ["body", "ca"]],
  ];
  for (const [body, loc] of refused) {
    const answer = await api("PUT", path, body);
    expect(answer, JSON.stringify(body)).toMatchObject({
      status: 422,
      body: { detail: expect.arrayContaining([expect.objectContaining({ loc })]) },
    });
    expect(JSON.stringify(answer.body)).not.toContain(TOKEN);
  }
  expect(await api("GET", path)).toMatchObject({ body: { ...NONE, bearer: { last4: "6789" } } });
});

test("a header of the same name is refused on whichever side it comes second", async ({ svix, application, api }) => {
  const headers = { "X-Key": "1" };
  const endpoint = await svix.endpoint.create(application.id, { url: "https://192.0.32.1/hook", headers });
  const path = pathOf(application, endpoint.id);
  expect(await api("PUT", path, { apiKey: { header: "x-key", value: "2" } })).toMatchObject({
    status: 422,
    body: { detail: [{ loc: ["body", "apiKey"], msg: expect.stringContaining("custom header X-Key") }] },
  });
  await api("PUT", path, { bearer: { token: TOKEN } });
  const headersPath = path.replace("authentication", "headers");
  for (const method of ["PUT", "PATCH"]) {
    expect(await api(method, headersPath, { headers: { authorization: "x" } })).toMatchObject({
      status: 422,
      body: { detail: [{ loc: ["body", "headers", "authorization"], msg: expect.stringContaining("(bearer)") }] },
    });
  }
});

test("it takes a credential, the capability ManageEndpoint, and an endpoint of the application", async ({
  svix,
  application,
  api,
}) => {
  const endpoint = await svix.endpoint.create(application.id, { url: "https://192.0.32.1/hook" });
  const path = pathOf(application, endpoint.id);
  const body = { bearer: { token: TOKEN } };
  const access = async (capabilities: AppPortalCapability[]) => {
    const { token } = await svix.authentication.appPortalAccess(application.id, { capabilities });
    return { authorization: `Bearer ${token}` };
  };
  expect((await api("PUT", path, body, { authorization: "" })).status).toBe(401);
  const reader = await access([ViewBase, ManageEndpointSecret]);
  expect((await api("PUT", path, body, reader)).status).toBe(403);
  expect((await api("DELETE", path, undefined, reader)).status).toBe(403);
  expect((await api("GET", path, undefined, reader)).status).toBe(200);
  const manager = await access([ViewBase, ManageEndpoint]);
  expect((await api("PUT", path, body, manager)).status).toBe(200);

  const other = await svix.application.create({ name: "Other" });
  for (const method of ["GET", "PUT", "DELETE"]) {
    const sent = method === "PUT" ? body : undefined;
    expect((await api(method, pathOf(other, endpoint.id), sent)).status).toBe(404);
  }
});
