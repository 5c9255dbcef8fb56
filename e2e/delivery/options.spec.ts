import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { generate } from "selfsigned";
import type { Svix } from "svix";
import { call, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, type Receiver, test, verifySignature } from "@/e2e/fixtures.ts";
import type { DeliveryDetailOut, DeliveryState } from "@/lib/contract/delivery.ts";
import type { DeliveryOptions } from "@/lib/contract/delivery-options.ts";

interface Given {
  svix: Svix;
  application: { id: string };
  url: string;
}

async function anEndpoint({ svix, application, url }: Given, deliveryOptions: DeliveryOptions) {
  const { id } = await svix.endpoint.create(application.id, { url });
  const { key } = await svix.endpoint.getSecret(application.id, id);
  await change({ application, endpoint: { id } }, deliveryOptions);
  return { id, key };
}

const change = (
  { application, endpoint }: { application: { id: string }; endpoint: { id: string } },
  deliveryOptions: DeliveryOptions,
) =>
  call("PATCH /app/{app_id}/endpoint/{endpoint_id}", {
    params: { app_id: application.id, endpoint_id: endpoint.id },
    body: { deliveryOptions },
  });

const send = ({ svix, application }: Given) =>
  svix.message.create(application.id, { eventType: "job.created", payload: { number: 1 } });

/** An endpoint with these options, one message to it, and what became of it. */
async function tried(given: Given, options: DeliveryOptions, wanted: DeliveryState) {
  const endpoint = await anEndpoint(given, options);
  const message = await send(given);
  const place = { application: given.application, endpoint, message };
  return { ...place, delivery: await untilDelivery(place, wanted) };
}

function attemptOf(application: { id: string }, { id, attempts }: DeliveryDetailOut, index = 0) {
  return call("GET /app/{app_id}/delivery/{delivery_id}/attempt/{attempt_id}", {
    params: { app_id: application.id, delivery_id: id, attempt_id: String(attempts[index]?.id) },
  });
}

const given = (svix: Svix, application: { id: string }, receiver: Receiver): Given => ({
  svix,
  application,
  url: receiver.url,
});

/** A TCP server that is counted and does as it is told with each connection. */
async function openPort(server: ReturnType<typeof createServer>): Promise<{ port: number; close: () => void }> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port: typeof address === "object" && address ? address.port : 0, close };
}

test("timeoutSeconds ends a request that is not answered in time", async ({ svix, application, receiver }) => {
  receiver.answerWith("hang");
  const { delivery } = await tried(
    given(svix, application, receiver),
    { timeoutSeconds: 1, retry: { delaysSeconds: [] } },
    "failed",
  );
  expect(delivery).toMatchObject({ attemptCount: 1, maxAttempts: 1, cause: "timeout" });
  expect(delivery.diagnosis?.says).toBe("No reply within 1\u00a0s.");
  const attempt = await attemptOf(application, delivery);
  expect(attempt).toMatchObject({ class: "headers_timeout", statusCode: null });
  expect(attempt.durationMs, "not before its time").toBeGreaterThanOrEqual(900);
  expect(receiver.requests).toHaveLength(1);
});

test("connectTimeoutSeconds covers the TLS handshake, and the words name it", async ({ svix, application }) => {
  const mute = await openPort(createServer());
  const url = `https://127.0.0.1:${mute.port}/hook`;
  const options = { timeoutSeconds: 20, connectTimeoutSeconds: 1, retry: { delaysSeconds: [] } };
  const { delivery } = await tried({ svix, application, url }, options, "failed");
  expect(delivery.diagnosis).toMatchObject({
    cause: "connect_timeout",
    says: `No answer from 127.0.0.1 on port ${mute.port} within 1\u00a0s.`,
  });
  const attempt = await attemptOf(application, delivery);
  expect(attempt).toMatchObject({ class: "connect_timeout", remoteAddress: "127.0.0.1" });
  expect(attempt.phases.connectMs).not.toBeNull();
  expect(attempt.phases.tlsMs).toBeNull();
  mute.close();
});

test("networks of an endpoint are asked at every try, and a change of them counts from the next one on", async ({
  svix,
  application,
  receiver,
}) => {
  const { delivery, ...place } = await tried(
    given(svix, application, receiver),
    { networks: ["203.0.113.0/24", "2001:db8::/32"] },
    "retrying",
  );
  expect(delivery.diagnosis).toMatchObject({
    cause: "blocked_address",
    who: "you",
    says: "127.0.0.1 is in none of the networks that this endpoint allows, so nothing was sent.",
  });
  const attempt = await attemptOf(application, delivery);
  expect(attempt).toMatchObject({ class: "blocked_address", remoteAddress: null });
  expect(attempt.errorDetail).toContain("127.0.0.1: in none of the networks that this endpoint allows");
  expect(receiver.requests).toEqual([]);

  await change({ ...place }, { networks: ["127.0.0.0/30"] });
  const delivered = await untilDelivery(place, "delivered");
  expect(delivered.attempts.at(-1)).toMatchObject({ class: "success" });
  expect(receiver.requests).toHaveLength(1);
});

test("minTlsVersion refuses a server that offers only older TLS", async ({ svix, application }) => {
  const { private: key, cert } = await generate([{ name: "commonName", value: "127.0.0.1" }], { keySize: 2048 });
  const server = createTlsServer({ key, cert, maxVersion: "TLSv1.2" });
  server.on("tlsClientError", () => {});
  const old = await openPort(server);
  const url = `https://127.0.0.1:${old.port}/hook`;

  const usual = await tried({ svix, application, url }, { retry: { delaysSeconds: [] } }, "failed");
  expect(usual.delivery.attempts[0], "its version would do, its certificate does not").toMatchObject({
    class: "tls_untrusted",
  });
  const { delivery } = await tried(
    { svix, application, url },
    { minTlsVersion: "1.3", retry: { delaysSeconds: [] } },
    "failed",
  );
  expect(delivery.attempts[0]).toMatchObject({ class: "tls_protocol" });
  expect(delivery.diagnosis).toMatchObject({
    says: "127.0.0.1 does not offer TLS 1.3, the oldest version that this endpoint accepts.",
  });
  old.close();
});

test.describe("status codes", () => {
  test("a final one ends the delivery at once, and the reason says so in the portal", async ({
    svix,
    application,
    receiver,
    portalPage,
  }) => {
    receiver.answerWith(404);
    const { delivery } = await tried(
      given(svix, application, receiver),
      { finalStatusCodes: ["404", "5xx"], retryStatusCodes: ["503"] },
      "failed",
    );
    expect(delivery).toMatchObject({
      attemptCount: 1,
      lastStatusCode: 404,
      nextAttemptAt: null,
      futureAttempts: [],
      reason: "404 is set as final for this endpoint: not tried again.",
    });
    expect(delivery.attempts[0]).toMatchObject({ class: "http_4xx", outcome: "failed", nextAttemptAt: null });
    expect(receiver.requests).toHaveLength(1);

    await portalPage.goto(`/portal/${application.id}/deliveries/${delivery.id}`);
    await expect(portalPage.getByText("404 is set as final for this endpoint: not tried again.")).toBeVisible();
  });

  test("with a list of those that are tried again, others end it, and an exact code beats its class", async ({
    svix,
    application,
    receiver,
  }) => {
    receiver.answerWith(503, 500);
    const { delivery } = await tried(
      given(svix, application, receiver),
      { retryStatusCodes: ["503"], finalStatusCodes: ["5xx"] },
      "failed",
    );
    expect(delivery.attempts.map(({ statusCode }) => statusCode)).toEqual([503, 500]);
    expect(delivery.reason).toBe("500 is set as final for this endpoint: not tried again.");

    receiver.answerWith(404);
    const other = await tried(given(svix, application, receiver), { retryStatusCodes: ["5xx"] }, "failed");
    expect(other.delivery).toMatchObject({
      attemptCount: 1,
      reason: "This endpoint does not try again after a 404.",
    });
  });

  test("no reply at all is tried again whatever the lists say", async ({ svix, application, receiver }) => {
    receiver.answerWith("reset", 200);
    const { delivery } = await tried(
      given(svix, application, receiver),
      { retryStatusCodes: ["503"], finalStatusCodes: ["4xx"] },
      "delivered",
    );
    expect(delivery.attempts.map((attempt) => attempt.class)).toEqual(["connection_reset", "success"]);
  });
});

test("with logResponses off only the status of a reply is kept", async ({
  svix,
  application,
  receiver,
  portalPage,
}) => {
  receiver.answerWith({ status: 200, headers: { "x-inside": "kept-inside" }, body: "kept-inside" });
  const { delivery } = await tried(given(svix, application, receiver), { logResponses: false }, "delivered");
  const attempt = await attemptOf(application, delivery);
  expect(attempt.response).toEqual({
    statusCode: 200,
    headers: [],
    body: "",
    base64: false,
    truncated: false,
    notLogged: true,
    gone: null,
    keptUntil: null,
    redacted: false,
  });
  expect(JSON.stringify(attempt)).not.toContain("kept-inside");

  await portalPage.goto(`/portal/${application.id}/deliveries/${delivery.id}?tab=response`);
  await expect(portalPage.getByText("this endpoint’s settings keep replies out of the log")).toBeVisible();
});

test("with logRequests off the body is signed and sent, and not shown", async ({
  svix,
  application,
  receiver,
  portalPage,
}) => {
  const { delivery, endpoint } = await tried(given(svix, application, receiver), { logRequests: false }, "delivered");
  const [request] = await receiver.waitFor(1);
  if (!request) throw new Error("a request was waited for");
  verifySignature(endpoint.key, request);
  expect(request.rawBody.toString()).toBe('{"number":1}');
  expect((await attemptOf(application, delivery)).request).toMatchObject({ body: null, bodyMissing: "not_logged" });

  await portalPage.goto(`/portal/${application.id}/deliveries/${delivery.id}?tab=request`);
  await expect(portalPage.getByText("this endpoint’s settings keep request bodies out of the log")).toBeVisible();
  await expect(portalPage.getByText('"number"')).toHaveCount(0);
});

test("sequence numbers the messages in a header beside what is signed, as the log shows", async ({
  svix,
  application,
  receiver,
}) => {
  const place = given(svix, application, receiver);
  const endpoint = await anEndpoint(place, { sequence: true });
  const messages = [await send(place), await send(place)];
  await receiver.waitFor(2);
  const numbers: number[] = [];
  for (const message of messages) {
    const request = receiver.requests.find(({ headers }) => headers["webhook-id"] === message.id);
    if (!request) throw new Error(`nothing arrived for ${message.id}`);
    verifySignature(endpoint.key, request);
    numbers.push(Number(request.headers["webhook-sequence"]));
    const delivery = await untilDelivery({ application, endpoint, message }, "delivered");
    const attempt = await attemptOf(application, delivery);
    expect(attempt.request.headers).toContainEqual(["webhook-sequence", request.headers["webhook-sequence"]]);
  }
  expect(numbers).toEqual([numbers[0], (numbers[0] ?? 0) + 1]);
});
