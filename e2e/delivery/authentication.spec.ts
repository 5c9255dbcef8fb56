import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { generate } from "selfsigned";
import type { Svix } from "svix";
import { call, replay, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { issueAuthority } from "@/e2e/faults/certificates.ts";
import { expect, type Receiver, test, verifySignature } from "@/e2e/fixtures.ts";
import { startTokenServer, type TokenServer } from "@/e2e/token-server.ts";
import type { DeliveryDetailOut } from "@/lib/contract/delivery.ts";
import type { EndpointAuthenticationIn } from "@/lib/contract/endpoint-authentication.ts";

const SECRET = "secret-of-the-client-0123456789";
const CLIENT = { id: "client of ours", secret: SECRET };

interface Place {
  application: { id: string };
  endpoint: { id: string };
}

const paramsOf = ({ application, endpoint }: Place) => ({ app_id: application.id, endpoint_id: endpoint.id });
const setAuthentication = (place: Place, body: EndpointAuthenticationIn) =>
  call("PUT /app/{app_id}/endpoint/{endpoint_id}/authentication", { params: paramsOf(place), body });
const send = (svix: Svix, { application }: Place) =>
  svix.message.create(application.id, { eventType: "job.created", payload: { number: 1 } });

async function anEndpoint(
  { svix, application, url }: { svix: Svix; application: { id: string }; url: string },
  authentication: EndpointAuthenticationIn,
) {
  const endpoint = await svix.endpoint.create(application.id, { url });
  const { key } = await svix.endpoint.getSecret(application.id, endpoint.id);
  const place = { application, endpoint };
  return { ...place, key, shown: await setAuthentication(place, authentication) };
}

function attemptOf(application: { id: string }, { id, attempts }: DeliveryDetailOut) {
  return call("GET /app/{app_id}/delivery/{delivery_id}/attempt/{attempt_id}", {
    params: { app_id: application.id, delivery_id: id, attempt_id: String(attempts.at(-1)?.id) },
  });
}

/** All that the API tells of an endpoint and its deliveries. */
async function everythingAbout(place: Place, delivery: DeliveryDetailOut): Promise<string> {
  const params = paramsOf(place);
  return JSON.stringify([
    await call("GET /app/{app_id}/endpoint/{endpoint_id}", { params }),
    await call("GET /app/{app_id}/endpoint/{endpoint_id}/authentication", { params }),
    await call("GET /app/{app_id}/endpoint/{endpoint_id}/headers", { params }),
    await attemptOf(place.application, delivery),
    delivery,
  ]);
}

const basic = Buffer.from(`ann:${SECRET}`).toString("base64");
const FIXED: [string, EndpointAuthenticationIn, [string, string], [string, string]][] = [
  [
    "basic",
    { basic: { username: "ann", password: SECRET } },
    ["authorization", `Basic ${basic}`],
    ["Authorization", "Basic ••••"],
  ],
  [
    "bearer",
    { bearer: { token: SECRET } },
    ["authorization", `Bearer ${SECRET}`],
    ["Authorization", "Bearer ••••6789"],
  ],
  ["apiKey", { apiKey: { header: "X-Acme-Key", value: SECRET } }, ["x-acme-key", SECRET], ["X-Acme-Key", "••••6789"]],
];
for (const [kind, authentication, [name, value], shown] of FIXED) {
  test(`${kind}: the receiver gets the credential, and nobody who reads the log does`, async ({
    svix,
    application,
    receiver,
  }) => {
    // It echoes what it was sent.
    receiver.answerWith({ status: 200, body: `you sent ${value} and ${SECRET}`, headers: { "x-echo": value } });
    const endpoint = await anEndpoint({ svix, application, url: receiver.url }, authentication);
    const message = await send(svix, endpoint);
    const delivery = await untilDelivery({ ...endpoint, message }, "delivered");
    const [request] = receiver.requests;
    expect(request?.headers[name]).toBe(value);
    if (request) verifySignature(endpoint.key, request);

    const attempt = await attemptOf(application, delivery);
    expect(attempt.request.headers).toContainEqual(shown);
    expect(attempt.request.authentication).toEqual(endpoint.shown);
    const everything = await everythingAbout(endpoint, delivery);
    for (const secret of [SECRET, basic]) expect(everything).not.toContain(secret);
  });
}

test.describe("OAuth 2", () => {
  let tokenServer: TokenServer;
  test.beforeEach(async () => {
    tokenServer = await startTokenServer(CLIENT);
  });
  test.afterEach(() => tokenServer.close());

  const oauth2 = (over: object = {}): EndpointAuthenticationIn => ({
    oauth2: { tokenUrl: tokenServer.url, clientId: CLIENT.id, clientSecret: SECRET, authMethod: "basic", ...over },
  });
  const bearers = ({ requests }: Receiver) => requests.map(({ headers }) => headers.authorization);

  for (const authMethod of ["basic", "post"] as const) {
    test(`a token is fetched by ${authMethod} and used for what follows`, async ({ svix, application, receiver }) => {
      const wishes = {
        authMethod,
        scope: "events:write",
        audience: "https://hooks.acme.example",
        params: { tenant: "7" },
      };
      const endpoint = await anEndpoint({ svix, application, url: receiver.url }, oauth2(wishes));
      const first = await untilDelivery({ ...endpoint, message: await send(svix, endpoint) }, "delivered");
      const second = await untilDelivery({ ...endpoint, message: await send(svix, endpoint) }, "delivered");

      expect(tokenServer.requests).toHaveLength(1);
      const [asked] = tokenServer.requests;
      expect(Object.fromEntries(new URLSearchParams(asked?.rawBody.toString()))).toMatchObject({
        grant_type: "client_credentials",
        scope: "events:write",
        audience: "https://hooks.acme.example",
        tenant: "7",
      });
      expect(bearers(receiver)).toEqual(Array(2).fill(`Bearer ${tokenServer.tokens[0]}`));
      for (const request of receiver.requests) verifySignature(endpoint.key, request);
      expect((await attemptOf(application, first)).request.token).toMatchObject({ how: "fetched" });
      const { request } = await attemptOf(application, second);
      expect(request).toMatchObject({ token: null, body: '{"number":1}' });
      expect(request.headers).toContainEqual(["Authorization", "Bearer ••••"]);
      const everything = await everythingAbout(endpoint, second);
      for (const secret of [SECRET, ...tokenServer.tokens]) expect(everything).not.toContain(secret);
    });
  }

  test("a token that the receiver no longer takes is renewed within the same try", async ({
    svix,
    application,
    receiver,
  }) => {
    const endpoint = await anEndpoint({ svix, application, url: receiver.url }, oauth2());
    await untilDelivery({ ...endpoint, message: await send(svix, endpoint) }, "delivered");
    const [revoked] = tokenServer.tokens;
    receiver.answerWith({ status: 401, body: `no longer ${revoked}` }, { status: 200, body: `no longer ${revoked}` });
    const delivery = await untilDelivery({ ...endpoint, message: await send(svix, endpoint) }, "delivered");

    expect(delivery.attempts).toHaveLength(1);
    expect(bearers(receiver).slice(1)).toEqual(tokenServer.tokens.map((token) => `Bearer ${token}`));
    const [, first, second] = receiver.requests;
    expect(second?.rawBody).toEqual(first?.rawBody);
    expect(second?.headers["webhook-signature"]).toBe(first?.headers["webhook-signature"]);
    const attempt = await attemptOf(application, delivery);
    expect(attempt).toMatchObject({ statusCode: 200, request: { token: { how: "renewed" } } });
    expect(attempt.response?.body).toBe("no longer ••••");
  });

  test("changing the credentials counts from the next try on, and past tries show what they had", async ({
    svix,
    application,
    receiver,
  }) => {
    const endpoint = await anEndpoint({ svix, application, url: receiver.url }, oauth2());
    const delivery = await untilDelivery({ ...endpoint, message: await send(svix, endpoint) }, "delivered");
    await setAuthentication(endpoint, { bearer: { token: "another-token-0123456789" } });
    await replay({ application, delivery });
    await receiver.waitFor(2);
    expect(bearers(receiver)).toEqual([`Bearer ${tokenServer.tokens[0]}`, "Bearer another-token-0123456789"]);
    const again = await untilDelivery(
      { ...endpoint, message: { id: delivery.messageId } },
      ({ attemptCount, state }) => attemptCount === 2 && state === "delivered",
    );
    expect((await attemptOf(application, again)).request.authentication?.bearer).toEqual({ last4: "6789" });
    const past = await attemptOf(application, { ...again, attempts: again.attempts.slice(0, 1) });
    expect(past.request.authentication).toMatchObject({ bearer: null, oauth2: { clientId: CLIENT.id } });

    await call("DELETE /app/{app_id}/endpoint/{endpoint_id}/authentication", { params: paramsOf(endpoint) });
    await replay({ application, delivery });
    await receiver.waitFor(3);
    expect(bearers(receiver)[2]).toBeUndefined();
  });

  test("a token server that refuses, redirects, is huge or down fails the try in words of its own, and heals", async ({
    svix,
    application,
    receiver,
    portalPage,
  }) => {
    const endpoint = await anEndpoint(
      { svix, application, url: receiver.url },
      oauth2({ clientSecret: `${SECRET}-x` }),
    );
    await call("PATCH /app/{app_id}/endpoint/{endpoint_id}", {
      params: paramsOf(endpoint),
      body: { deliveryOptions: { retry: { delaysSeconds: [] } } },
    });
    const fails = async (answer: Parameters<TokenServer["answerWith"]>[0]) => {
      tokenServer.answerWith(answer);
      return untilDelivery({ ...endpoint, message: await send(svix, endpoint) }, "failed");
    };
    const refused = await fails(null);
    expect(refused).toMatchObject({ cause: "token", causeLabel: "No access token" });
    expect(refused.diagnosis?.says).toBe(
      "The token server answered 401 invalid_client, so nothing was sent to your endpoint.",
    );
    const { class: attemptClass, errorDetail } = await attemptOf(application, refused);
    expect([attemptClass, errorDetail]).toEqual([
      "token_error",
      `the token server answered 401 invalid_client: ${CLIENT.id} with •••• is unknown`,
    ]);
    const other = await fails({ status: 302, headers: { location: receiver.url } });
    expect(other.diagnosis?.suggests).toContain("Redirects are not followed");
    const huge = await fails({ status: 200, body: `{"access_token":"${"x".repeat(1_000_000)}"}` });
    expect(huge.diagnosis?.says).toContain("it is too large");
    const down = await fails("reset");
    expect(down.diagnosis?.says).toContain("The token server gave no answer");
    expect(receiver.requests).toEqual([]);

    await portalPage.goto(`/portal/${application.id}/deliveries/${refused.id}`);
    await expect(portalPage.getByText("The token server answered 401 invalid_client").first()).toBeVisible();

    tokenServer.answerWith(null);
    await setAuthentication(endpoint, oauth2());
    await replay({ application, delivery: refused });
    await untilDelivery({ ...endpoint, message: { id: refused.messageId } }, "delivered");
  });

  test("a token server that hangs holds up nobody but its own endpoint, and that one not beyond its time", async ({
    svix,
    application,
    receiver,
  }) => {
    tokenServer.answerWith("hang");
    const stuck = await anEndpoint({ svix, application, url: receiver.url }, oauth2());
    const free = await svix.endpoint.create(application.id, { url: receiver.url });
    const messages = await Promise.all(Array.from({ length: 20 }, () => send(svix, stuck)));
    await Promise.all(messages.map((message) => untilDelivery({ application, endpoint: free, message }, "delivered")));
    const [message] = messages;
    if (!message) throw new Error("twenty were sent");
    const late = await untilDelivery({ ...stuck, message }, ({ attempts }) => attempts.length > 0);
    expect(late.diagnosis?.says).toContain("The token server gave no answer (not finished within 1.5 s");
    expect(bearers(receiver)).toEqual(Array(20).fill(undefined));
  });

  test("a token URL inside our network is refused, in the words for any address", async ({
    svix,
    application,
    api,
  }) => {
    const { id } = await svix.endpoint.create(application.id, { url: "https://192.0.32.1/hook" });
    const path = `/api/v1/app/${application.id}/endpoint/${id}/authentication`;
    const answer = await api("PUT", path, oauth2({ tokenUrl: "http://10.1.2.3/token" }));
    expect(answer).toMatchObject({
      status: 422,
      body: { detail: [{ loc: ["body", "oauth2", "tokenUrl"], msg: expect.stringContaining("private or reserved") }] },
    });
  });
});

test("mutual TLS: each endpoint shows its own certificate, alone or with a token", async ({ svix, application }) => {
  const root = await issueAuthority("Root of the test");
  const issue = (name: string, extensions: object[] = []) =>
    generate([{ name: "commonName", value: name }], {
      algorithm: "sha256",
      keySize: 2048,
      ca: { key: root.private, cert: root.cert },
      extensions: extensions as never,
    });
  const served = await issue("receiver", [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }]);
  const [ann, ben] = [await issue("ann"), await issue("ben")];
  const seen: string[] = [];
  const server = createServer(
    { key: served.private, cert: served.cert, ca: [root.cert], requestCert: true, rejectUnauthorized: true },
    (request, response) => {
      const { subject } = (request.socket as TLSSocket).getPeerCertificate();
      seen.push(`${subject.CN} ${request.headers.authorization ?? "alone"}`);
      request.resume().on("end", () => response.end());
    },
  );
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;

  const bare = await svix.endpoint.create(application.id, { url });
  const refused = await untilDelivery(
    {
      application,
      endpoint: bare,
      message: await svix.message.create(application.id, { eventType: "job.created", payload: {} }),
    },
    "retrying",
  );
  expect(refused.attempts[0]).toMatchObject({ class: "tls_untrusted" });
  await svix.endpoint.delete(application.id, bare.id);

  const mtls = { certificate: ann.cert, privateKey: ann.private };
  const first = await anEndpoint({ svix, application, url }, { mtls, ca: root.cert });
  expect(first.shown.mtls).toMatchObject({ subject: "CN=ann", notAfter: expect.stringMatching(/^\d{4}-/) });
  const second = await anEndpoint(
    { svix, application, url },
    { mtls: { certificate: ben.cert, privateKey: ben.private }, ca: root.cert, bearer: { token: SECRET } },
  );
  const without = await anEndpoint({ svix, application, url }, { ca: root.cert });
  for (const expected of [1, 2]) {
    const message = await send(svix, first);
    for (const place of [first, second]) {
      const delivery = await untilDelivery({ ...place, message }, "delivered");
      expect((await attemptOf(application, delivery)).request.authentication).toEqual(place.shown);
    }
    const asked = await untilDelivery({ ...without, message }, ({ attempts }) => attempts.length > 0);
    expect(asked.diagnosis?.says).toBe("127.0.0.1 asks for a client certificate, and this endpoint shows none.");
    expect(seen).toHaveLength(2 * expected);
  }
  expect(seen.toSorted()).toEqual(["ann alone", "ann alone", `ben Bearer ${SECRET}`, `ben Bearer ${SECRET}`]);
  server.close();
  server.closeAllConnections();
});

test("an endpoint that moves to another server loses its credentials, and the answer shows it", async ({
  svix,
  application,
  receiver,
}) => {
  const endpoint = await anEndpoint({ svix, application, url: receiver.url }, { bearer: { token: SECRET } });
  const params = paramsOf(endpoint);
  const path = await call("PATCH /app/{app_id}/endpoint/{endpoint_id}", { params, body: { url: `${receiver.url}/2` } });
  expect(path.authenticatedBy).toEqual(["bearer"]);
  // As an SDK does that knows nothing of authentication.
  await svix.endpoint.upsert(application.id, endpoint.endpoint.id, { url: `${receiver.url}/3` });
  expect((await call("GET /app/{app_id}/endpoint/{endpoint_id}", { params })).authenticatedBy).toEqual(["bearer"]);

  const elsewhere = receiver.url.replace("127.0.0.1", "127.0.0.2");
  const moved = await call("PATCH /app/{app_id}/endpoint/{endpoint_id}", { params, body: { url: elsewhere } });
  expect(moved.authenticatedBy).toEqual([]);
  await call("PATCH /app/{app_id}/endpoint/{endpoint_id}", { params, body: { url: receiver.url } });
  await send(svix, endpoint);
  const [request] = await receiver.waitFor(1);
  expect(request?.headers.authorization).toBeUndefined();
});
