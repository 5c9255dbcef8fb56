import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { claimDeliveries } from "@/lib/domain/deliveries/claim.ts";
import { getDelivery } from "@/lib/domain/deliveries/get.ts";
import { getDeliveryAttempt } from "@/lib/domain/deliveries/get-attempt.ts";
import { createRecorder } from "@/lib/domain/deliveries/record.ts";
import { replayDelivery } from "@/lib/domain/deliveries/replay.ts";
import { createEndpoint } from "@/lib/domain/endpoints/create.ts";
import { loadDeliveryConfigsUnscoped } from "@/lib/domain/endpoints/delivery-config.ts";
import { setEndpointAuthentication } from "@/lib/domain/endpoints/set-authentication.ts";
import { createMessage } from "@/lib/domain/messages/create.ts";
import { parseId } from "@/lib/ids.ts";
import { anApiKey, anApplication } from "@/lib/testing/access.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aTransformPool } from "@/lib/testing/transform-pool.ts";
import { createTries } from "@/worker/delivery/tries.ts";
import { type Answer, dialledAddresses, openRawReceiver, openSender } from "@/worker/send/receivers.fixture.ts";

useDatabase();

// The sender's 127.0.0.2 stands for the public Internet; any name leads to 127.0.0.1, our own network.
const SECRET = "secret-of-the-client-0123456789";

const says = (status: number, body = "", headers: string[] = []): Answer => {
  return (socket) => {
    const head = [`HTTP/1.1 ${status} X`, `content-length: ${Buffer.byteLength(body)}`, ...headers];
    socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
  };
};
const json = (value: unknown, status = 200) => says(status, JSON.stringify(value));
const tokensInOrder = (expiresIn = 3600): Answer => {
  let count = 0;
  return (socket, request) =>
    json({ access_token: `access-token-number-${++count}`, token_type: "Bearer", expires_in: expiresIn })(
      socket,
      request,
    );
};

/** @param tokenUrl where the worker finds it, which may be another place than when it was saved */
async function aScene(receive: Answer, giveToken: Answer, { tokenUrl = "", timeoutSeconds = 5 } = {}) {
  const [receiver, tokenServer] = await Promise.all([openRawReceiver(receive), openRawReceiver(giveToken)]);
  const { ctx } = await anApiKey();
  const application = await anApplication(ctx);
  const endpoint = {
    url: receiver.url,
    description: "",
    disabled: false,
    metadata: {},
    deliveryOptions: { timeoutSeconds },
  };
  const made = await createEndpoint(ctx, { applicationId: application.uuid, endpoint });
  const endpointId = String(parseId("endpoint", made.id));
  const ref = { applicationId: application.uuid, endpointId };
  const client = { clientId: "client", clientSecret: SECRET, authMethod: "basic" } as const;
  await setEndpointAuthentication(ctx, {
    ...ref,
    authentication: { oauth2: { ...client, tokenUrl: tokenServer.url } },
  });
  const sender = openSender({ resolver: async () => [{ address: "127.0.0.1", family: 4 }] });
  const tries = createTries({ sender, recorder: createRecorder(), transformPool: aTransformPool() });
  const [config] = await loadDeliveryConfigsUnscoped([endpointId]);
  if (!config?.oauth2) throw new Error("There is no such endpoint.");
  const used = tokenUrl === "" ? config : { ...config, oauth2: { ...config.oauth2, tokenUrl } };

  async function send(): Promise<void> {
    const message = { eventType: "job.created", payload: {} };
    await createMessage(ctx, { application: application.id, message, payload: "{}", idempotencyKey: null });
  }

  /** Makes every try that is due, all at once; answers what was recorded of each. */
  async function makeTries() {
    const { deliveries } = await claimDeliveries([{ endpointId, limit: 50 }], { leaseMs: 30_000, marginMs: 15_000 });
    await Promise.all(
      deliveries.map((delivery) =>
        tries.make({ endpointId, deliveries: [delivery], batch: null, startInMs: 0, limitMs: null }, used, () => {}),
      ),
    );
    return Promise.all(
      deliveries.map(async ({ id }) => {
        const delivery = await getDelivery(ctx, { applicationId: application.uuid, deliveryId: id });
        const attemptId = String(parseId("attempt", delivery.attempts.at(-1)?.id ?? ""));
        const ids = { applicationId: application.uuid, deliveryId: id };
        return { delivery, ids, attempt: await getDeliveryAttempt(ctx, { ...ids, attemptId }) };
      }),
    );
  }
  return { ctx, receiver, tokenServer, send, makeTries, stop: () => sender.close() };
}

const bearerOf = (raw: string) => /^authorization: (.*)$/im.exec(raw)?.[1];

test("a token is fetched once for tries at the same time, kept for the next, and fetched anew when it has ended", async () => {
  const { ctx, receiver, tokenServer, send, makeTries } = await aScene(says(200), tokensInOrder());
  await Promise.all([send(), send(), send(), send()]);
  const [first] = await makeTries();
  expect(tokenServer.requests).toHaveLength(1);
  expect(tokenServer.requests[0]).toContain("grant_type=client_credentials");
  expect(bearerOf(tokenServer.requests[0] ?? "")).toBe(`Basic ${Buffer.from(`client:${SECRET}`).toString("base64")}`);
  expect(receiver.requests.map(bearerOf)).toEqual(Array(4).fill("Bearer access-token-number-1"));
  expect(first?.attempt).toMatchObject({
    class: "success",
    request: { token: { how: "fetched", ms: expect.any(Number) }, authentication: { oauth2: { clientId: "client" } } },
  });
  expect(first?.attempt.request.headers).toContainEqual(["Authorization", "Bearer ••••"]);

  if (first) await replayDelivery(ctx, first.ids);
  const [again] = await makeTries();
  expect(again?.attempt.request).toMatchObject({ token: null, body: "{}" });
  expect(tokenServer.requests).toHaveLength(1);

  const brief = await aScene(says(200), tokensInOrder(0));
  await brief.send();
  await brief.makeTries();
  await brief.send();
  await brief.makeTries();
  expect(brief.receiver.requests.map(bearerOf)).toEqual([1, 2].map((n) => `Bearer access-token-number-${n}`));
});

test("a 401 is answered once with a new token and the same bytes, within one try", async () => {
  const revoked = "Bearer access-token-number-1";
  let isRevoked = false;
  const { receiver, tokenServer, send, makeTries } = await aScene((socket, request) => {
    const refused = isRevoked && bearerOf(request.raw) === revoked;
    // It echoes both tokens, the one that it refuses and the one that it takes.
    says(refused ? 401 : 200, `you sent ${bearerOf(request.raw)} after ${revoked}`)(socket, request);
  }, tokensInOrder());
  await send();
  await makeTries();
  isRevoked = true;
  await send();
  const [tried] = await makeTries();
  expect(tried?.delivery).toMatchObject({ state: "delivered", attemptCount: 1 });
  expect(tried?.attempt).toMatchObject({ statusCode: 200, request: { token: { how: "renewed" } } });
  expect(tried?.attempt.response?.body).toBe("you sent Bearer •••• after Bearer ••••");
  const [, first, second] = receiver.requests;
  expect(second?.replace("number-2", "number-1")).toBe(first);
  expect(tokenServer.requests).toHaveLength(2);
});

test("a receiver that refuses fresh tokens too gets no more than one repeated request, and soon none", async () => {
  const { receiver, tokenServer, send, makeTries } = await aScene(
    (socket, request) => says(request.index === 0 ? 200 : 401)(socket, request),
    tokensInOrder(),
  );
  await send();
  await makeTries();
  await send();
  const [refused] = await makeTries();
  expect(refused?.delivery).toMatchObject({ state: "retrying", cause: "auth", lastStatusCode: 401, attemptCount: 1 });
  expect([receiver.requests.length, tokenServer.requests.length]).toEqual([3, 2]);
  await send();
  await makeTries();
  expect([receiver.requests.length, tokenServer.requests.length]).toEqual([4, 2]);
});

test.each<[string, Answer, string, string]>([
  [
    "refuses the client, and quotes its secret",
    json({ error: "invalid_client", error_description: `no ${SECRET} here` }, 401),
    "The token server answered 401 invalid_client, so nothing was sent to your endpoint.",
    "the token server answered 401 invalid_client: no •••• here",
  ],
  [
    "redirects",
    says(302, "", ["location: http://127.0.0.2:1/elsewhere"]),
    "The token server answered 302, so nothing was sent to your endpoint.",
    "the token server answered 302",
  ],
  [
    "answers more than is read",
    says(200, `{"access_token":"${"a".repeat(200_000)}"}`),
    "The answer of the token server cannot be used: it is too large.",
    "the token server answered 200: it is too large",
  ],
  [
    "does not answer in time",
    () => {},
    "The token server gave no answer (not finished within 0.5 s (DEADLINE_EXCEEDED)), so nothing was sent.",
    "the token server gave no answer: headers_timeout (not finished within 0.5 s (DEADLINE_EXCEEDED))",
  ],
  [
    "hangs up",
    (socket) => socket.destroy(),
    "The token server gave no answer (other side closed (UND_ERR_SOCKET)), so nothing was sent.",
    "the token server gave no answer: connection_reset (other side closed (UND_ERR_SOCKET))",
  ],
])("a token server that %s fails the try, with words of its own", async (_, answer, says, errorDetail) => {
  const { send, makeTries, receiver, tokenServer } = await aScene(() => {}, answer, { timeoutSeconds: 1 });
  await send();
  const [tried] = await makeTries();
  expect(tried?.delivery).toMatchObject({ state: "retrying", attemptCount: 1, cause: "token" });
  expect(tried?.attempt).toMatchObject({ class: "token_error", statusCode: null, response: null, errorDetail });
  expect(tried?.attempt.diagnosis).toMatchObject({ label: "No access token", says });
  expect(JSON.stringify(tried)).not.toContain(SECRET);
  expect(receiver.requests).toEqual([]);
  expect(new Set(dialledAddresses().filter((address) => address.startsWith("127.0.0.2:")))).toEqual(
    new Set([`127.0.0.2:${tokenServer.port}`]),
  );
});

test("a token server inside our network is not dialled, by address or by a name that leads there by now", async () => {
  const inside = await openRawReceiver(json({ access_token: "x" }), "127.0.0.1");
  for (const host of ["127.0.0.1", "auth.example.com"]) {
    const tokenUrl = `http://${host}:${inside.port}/token`;
    const { send, makeTries } = await aScene(() => {}, says(200), { tokenUrl });
    await send();
    const [tried] = await makeTries();
    expect(tried?.delivery).toMatchObject({ state: "retrying", cause: "token" });
    expect(tried?.attempt.diagnosis?.says).toBe(
      "The address of the token server is private or reserved, so nothing was sent.",
    );
  }
  expect(inside.connections).toBe(0);
  expect(dialledAddresses().filter((address) => address.endsWith(`:${inside.port}`))).toEqual([]);
});

test("a stopping worker that gets no token costs the customer nothing", async () => {
  const { send, makeTries, stop } = await aScene(() => {}, says(200));
  await send();
  await stop();
  const [tried] = await makeTries();
  expect(tried?.attempt).toMatchObject({ class: "worker_lost" });
  expect(tried?.delivery).toMatchObject({ state: "retrying", nextAttemptAt: expect.any(String) });
  const { rows } = await pool().query("select budget_used from delivery_pending where id = $1", [
    tried?.ids.deliveryId,
  ]);
  expect(rows).toEqual([{ budget_used: 0 }]);
});
