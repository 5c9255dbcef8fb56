import { createHmac, createPublicKey, verify } from "node:crypto";
import { verify as verifyAsGithubDoes } from "@octokit/webhooks-methods";
import { Webhook as SvixWebhook } from "svix";
import { call, notYet, until, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { type Api, expect, type ReceivedRequest, type Receiver, test, verifySignature } from "@/e2e/fixtures.ts";
import type { DeliveryDetailOut } from "@/lib/contract/delivery.ts";
import type { DeliveryOptions } from "@/lib/contract/delivery-options.ts";
import type { EndpointIn } from "@/lib/contract/endpoint.ts";

interface Given {
  application: { id: string };
  receiver: Receiver;
}

const FORMATS = ["plain", "envelope", "event", "slack", "discord", "teams"] as const;
const PAYLOAD = '{"total":1.0,"id":12345678901234567890,"who":"größe 🪝"}';
const HMAC = {
  header: "X-Acme-Signature",
  prefix: "sha256=",
  eventHeader: "X-Acme-Event",
  deliveryHeader: "X-Acme-Delivery",
} as const;
const TIMED = {
  header: "X-Timed",
  algorithm: "sha512",
  encoding: "base64",
  signs: "timestamp.body",
  key: "bytes",
} as const;

/** Fields that have defaults are left out. */
const given = (options: unknown) => options as DeliveryOptions;

function make({ application, receiver }: Given, deliveryOptions: DeliveryOptions, fields: Partial<EndpointIn> = {}) {
  const body = { url: receiver.url, description: "", disabled: false, metadata: {}, deliveryOptions, ...fields };
  return call("POST /app/{app_id}/endpoint", { params: { app_id: application.id }, body });
}

const paramsOf = ({ application }: Given, { id }: { id: string }) => ({ app_id: application.id, endpoint_id: id });
const secretOf = async (place: Given, endpoint: { id: string }) =>
  (await call("GET /app/{app_id}/endpoint/{endpoint_id}/secret", { params: paramsOf(place, endpoint) })).key;

/** Sends the payload as it is written: a client would parse it on the way. */
async function send(api: Api, { application }: Given): Promise<{ id: string }> {
  const answer = await api(
    "POST",
    `/api/v1/app/${application.id}/msg`,
    `{"eventType":"job.created","payload":${PAYLOAD}}`,
  );
  expect(answer.status).toBe(202);
  return answer.body as { id: string };
}

const hmac = (algorithm: string, key: string | Buffer, ...content: (string | Buffer)[]) =>
  content.reduce((sum, part) => sum.update(part), createHmac(algorithm, key));
const header = (request: ReceivedRequest, name: string) => String(request.headers[name]);
const bytesOf = (secret: string) => Buffer.from(secret.replace("whsec_", ""), "base64");

function expectPlainSignatures(request: ReceivedRequest, secret: string): void {
  expect(header(request, "x-acme-signature")).toBe(`sha256=${hmac("sha256", secret, request.rawBody).digest("hex")}`);
  const timed = hmac("sha512", bytesOf(secret), `${header(request, "webhook-timestamp")}.`, request.rawBody);
  expect(header(request, "x-timed")).toBe(timed.digest("base64"));
}

/** What each try shows is what the receiver got: bytes and headers. */
async function expectShown({ application }: Given, delivery: DeliveryDetailOut, requests: ReceivedRequest[]) {
  expect(delivery.attempts).toHaveLength(requests.length);
  for (const [i, request] of requests.entries()) {
    const attempt_id = String(delivery.attempts[i]?.id);
    const params = { app_id: application.id, delivery_id: delivery.id, attempt_id };
    const shown = (await call("GET /app/{app_id}/delivery/{delivery_id}/attempt/{attempt_id}", { params })).request;
    expect(Buffer.from(shown.body ?? "").equals(request.rawBody), shown.body ?? "").toBe(true);
    const { host, connection, "content-length": length, ...received } = request.headers;
    expect(Object.fromEntries(shown.headers.map(([name, value]) => [name.toLowerCase(), value]))).toEqual(received);
  }
}

/** What a body in this format is like, beyond being JSON. */
function bodyOf(
  format: (typeof FORMATS)[number],
  request: ReceivedRequest,
  secret: string,
  attempt: number,
): Record<string, unknown> {
  const delivery_id = header(request, "x-acme-delivery");
  const signature = `sha256=${hmac("sha256", secret, PAYLOAD).digest("hex")}`;
  return {
    plain: { who: "größe 🪝" },
    envelope: { event: "job.created", attempt, signature, delivery_id },
    event: { event: "job.created", webhook_id: header(request, "webhook-id") },
    slack: { text: expect.stringContaining("job.created"), blocks: expect.any(Array) },
    discord: { embeds: [{ title: "job.created" }], allowed_mentions: { parse: [] } },
    teams: { type: "message", attachments: [{ content: { type: "AdaptiveCard" } }] },
  }[format];
}

/** Where the payload stands in it, byte for byte. */
const PLACES: Partial<Record<(typeof FORMATS)[number], string>> = {
  plain: PAYLOAD,
  envelope: `"data":${PAYLOAD}}`,
  event: `"data":${PAYLOAD},`,
};

for (const format of FORMATS) {
  test(`${format} goes out with every signature at once, again on a retry, and is shown as it was sent`, async ({
    api,
    application,
    receiver,
  }) => {
    const place = { application, receiver };
    receiver.answerWith(500, 200);
    const endpoint = await make(
      place,
      given({ format, svixHeaders: true, hmacHeaders: [HMAC, TIMED], sequence: true }),
    );
    const secret = await secretOf(place, endpoint);
    const message = await send(api, place);
    const delivery = await untilDelivery({ application, message, endpoint }, "delivered");
    expect(receiver.requests).toHaveLength(2);
    for (const [i, request] of receiver.requests.entries()) {
      const text = request.rawBody.toString();
      expect(JSON.parse(text)).toMatchObject(bodyOf(format, request, secret, i + 1));
      expect(text).toContain(PLACES[format] ?? "job.created");
      expect(header(request, "content-type")).toBe("application/json");
      verifySignature(secret, request);
      const older = ["svix-id", "svix-timestamp", "svix-signature"].map((name) => [name, header(request, name)]);
      new SvixWebhook(secret).verify(request.rawBody, Object.fromEntries(older) as Record<string, string>);
      expectPlainSignatures(request, secret);
      expect(request.headers).toMatchObject({
        "webhook-id": message.id,
        "x-acme-event": "job.created",
        "x-acme-delivery": delivery.id,
      });
    }
    const [first, second] = receiver.requests;
    const sameBytes = first && second?.rawBody.equals(first.rawBody);
    expect(sameBytes, "the number of the try is in an envelope").toBe(format !== "envelope");
    await expectShown(place, delivery, receiver.requests);
  });
}

test("a key pair signs every format that takes one, and its published key verifies", async ({
  api,
  application,
  receiver,
}) => {
  const place = { application, receiver };
  for (const format of FORMATS.filter((one) => one !== "envelope")) {
    const endpoint = await make(place, { format }, { secretKind: "v1a" });
    const answer = await api("GET", `/api/v1/public-keys/${endpoint.id}`, undefined, { authorization: "" });
    const { keys } = answer.body as { keys: [{ kty: string; crv: string; x: string; key: string }] };
    expect([answer.status, keys[0].key]).toEqual([200, await secretOf(place, endpoint)]);
    const message = await send(api, place);
    const [request] = await receiver.waitFor((one) => one.headers["webhook-id"] === message.id);
    if (!request) throw new Error("nothing came");
    const signature = header(request, "webhook-signature");
    expect(signature).toMatch(/^v1a,/);
    const signed = Buffer.concat([
      Buffer.from(`${message.id}.${header(request, "webhook-timestamp")}.`),
      request.rawBody,
    ]);
    const { kty, crv, x } = keys[0];
    const publicKey = createPublicKey({ key: { kty, crv, x }, format: "jwk" });
    expect(verify(null, signed, publicKey, Buffer.from(signature.slice(4), "base64")), format).toBe(true);
    await call("DELETE /app/{app_id}/endpoint/{endpoint_id}", { params: paramsOf(place, endpoint) });
  }
  const { id } = await make(place, {});
  expect((await api("GET", `/api/v1/public-keys/${id}`, undefined, { authorization: "" })).status).toBe(404);
});

test("while a secret becomes a key pair both kinds stand in one header", async ({
  svix,
  api,
  application,
  receiver,
}) => {
  const place = { application, receiver };
  const endpoint = await make(place, { svixHeaders: true });
  const old = await secretOf(place, endpoint);
  const body = { kind: "v1a" } as const;
  await call("POST /app/{app_id}/endpoint/{endpoint_id}/secret/rotate", { params: paramsOf(place, endpoint), body });
  expect((await svix.endpoint.getSecret(application.id, endpoint.id)).key).toMatch(/^whpk_/);
  await send(api, place);
  const [request] = await receiver.waitFor(1);
  if (!request) throw new Error("nothing came");
  expect(header(request, "webhook-signature")).toMatch(/^v1a,\S+ v1,\S+$/);
  expect(header(request, "svix-signature")).toBe(header(request, "webhook-signature"));
  verifySignature(old, request);
});

test("a plain signature stays the old secret's until the overlap ends, with the new one's beside it", async ({
  api,
  application,
  receiver,
}) => {
  const place = { application, receiver };
  const endpoint = await make(place, given({ hmacHeaders: [{ header: "X-Sig" }], format: "envelope" }));
  const old = await secretOf(place, endpoint);
  const params = paramsOf(place, endpoint);
  await call("POST /app/{app_id}/endpoint/{endpoint_id}/secret/rotate", { params, body: {} });
  const current = await secretOf(place, endpoint);
  const during = await send(api, place);
  const [both] = await receiver.waitFor((one) => one.headers["webhook-id"] === during.id);
  await call("POST /app/{app_id}/endpoint/{endpoint_id}/secret/expire-old", { params });
  const afterwards = await send(api, place);
  const [alone] = await receiver.waitFor((one) => one.headers["webhook-id"] === afterwards.id);
  if (!both || !alone) throw new Error("nothing came");

  const signed = ({ rawBody }: ReceivedRequest, secret: string) => hmac("sha256", secret, rawBody).digest("hex");
  expect([both.headers["x-sig"], both.headers["x-sig-next"]]).toEqual([signed(both, old), signed(both, current)]);
  expect([alone.headers["x-sig"], alone.headers["x-sig-next"]]).toEqual([signed(alone, current), undefined]);
  const within = ({ rawBody }: ReceivedRequest) => (JSON.parse(rawBody.toString()) as { signature: string }).signature;
  const ofData = (secret: string) => `sha256=${hmac("sha256", secret, PAYLOAD).digest("hex")}`;
  expect([within(both), within(alone)]).toEqual([ofData(old), ofData(current)]);
});

test("a receiver of GitHub's webhooks takes ours, with the secret that it has", async ({
  api,
  application,
  receiver,
}) => {
  const place = { application, receiver };
  const known = "a-secret-that-it-has-already";
  const hmacHeaders = [
    {
      header: "X-Hub-Signature-256",
      prefix: "sha256=",
      key: "bytes",
      eventHeader: "X-GitHub-Event",
      deliveryHeader: "X-GitHub-Delivery",
    },
  ];
  const secret = `whsec_${Buffer.from(known).toString("base64")}`;
  await make(place, given({ hmacHeaders }), { secret });
  await send(api, place);
  const [request] = await receiver.waitFor(1);
  if (!request) throw new Error("nothing came");
  const signature = header(request, "x-hub-signature-256");
  expect(await verifyAsGithubDoes(known, request.rawBody.toString(), signature)).toBe(true);
  expect(await verifyAsGithubDoes(known, `${request.rawBody.toString()} `, signature)).toBe(false);
});

test("a batch is signed in every way, and stays as it is when its endpoint gets a format between two tries", async ({
  api,
  application,
  receiver,
}) => {
  const place = { application, receiver };
  receiver.answerWith(500, 200);
  const batch = { maxEvents: 2, maxWaitSeconds: 60 };
  const endpoint = await make(place, given({ batch, svixHeaders: true, hmacHeaders: [HMAC, TIMED] }));
  const secret = await secretOf(place, endpoint);
  const [message] = [await send(api, place), await send(api, place)];
  await receiver.waitFor(1);
  const body = { deliveryOptions: { batch: null, format: "slack" } } as const;
  await call("PATCH /app/{app_id}/endpoint/{endpoint_id}", { params: paramsOf(place, endpoint), body });
  const delivery = await untilDelivery({ application, message, endpoint }, "delivered");
  const [first, second] = receiver.requests;
  if (!first || !second) throw new Error("two requests were to come");
  expect(second.rawBody.equals(first.rawBody)).toBe(true);
  for (const request of [first, second]) {
    verifySignature(secret, request);
    expectPlainSignatures(request, secret);
    expect(request.headers).toMatchObject({
      "webhook-id": expect.stringMatching(/^batch_/),
      "x-acme-event": "batch",
      "x-acme-delivery": request.headers["webhook-id"],
    });
  }
  await expectShown(place, delivery, [first, second]);
});

test("with logRequests off a format is sent, and of its request the headers alone are kept", async ({
  api,
  application,
  receiver,
}) => {
  const place = { application, receiver };
  const endpoint = await make(place, { format: "event", logRequests: false });
  const message = await send(api, place);
  const delivery = await untilDelivery({ application, message, endpoint }, "delivered");
  await call("PATCH /app/{app_id}/endpoint/{endpoint_id}", {
    params: paramsOf(place, endpoint),
    body: { deliveryOptions: { logRequests: null } },
  });
  const params = { app_id: application.id, delivery_id: delivery.id, attempt_id: String(delivery.attempts[0]?.id) };
  const shown = await call("GET /app/{app_id}/delivery/{delivery_id}/attempt/{attempt_id}", { params });
  expect(shown.request).toMatchObject({ body: null, bodyMissing: "not_logged" });
  expect(Object.fromEntries(shown.request.headers)).toMatchObject({ "webhook-id": message.id });
});

test("combinations that cannot be are refused, and say why", async ({ api, application, receiver }) => {
  const path = `/api/v1/app/${application.id}/endpoint`;
  const batch = { maxEvents: 2, maxWaitSeconds: 1 };
  for (const [fields, at] of [
    [{ deliveryOptions: { format: "yaml" } }, "body.deliveryOptions.format"],
    [{ deliveryOptions: { format: "teams", batch } }, "body.deliveryOptions.format"],
    [{ deliveryOptions: { hmacHeaders: [] } }, "body.deliveryOptions.hmacHeaders"],
    [{ deliveryOptions: { hmacHeaders: [{ header: "svix-id" }] } }, "body.deliveryOptions.hmacHeaders.0.header"],
    [
      { deliveryOptions: { hmacHeaders: [{ header: "X-A", prefix: "a\n" }] } },
      "body.deliveryOptions.hmacHeaders.0.prefix",
    ],
    [
      { deliveryOptions: { hmacHeaders: [{ header: "X-A" }] }, headers: { "x-a": "1" } },
      "body.deliveryOptions.hmacHeaders.0",
    ],
    [{ deliveryOptions: { format: "envelope" }, secretKind: "v1a" }, "body.deliveryOptions.format"],
    [{ secret: "whsk_AAAA" }, "body.secret"],
    [{ secret: `whsec_${Buffer.alloc(23).toString("base64")}` }, "body.secret"],
    [{ secret: `whsec_${Buffer.alloc(76).toString("base64")}` }, "body.secret"],
  ] as const) {
    const answer = await api("POST", path, { url: receiver.url, ...fields });
    const { detail } = answer.body as { detail: { loc: string[]; msg: string }[] };
    expect([answer.status, detail[0]?.loc.join(".")], JSON.stringify(fields)).toEqual([422, at]);
    expect(detail[0]?.msg).toBeTruthy();
  }
  await until("no endpoint to have been made", async () => {
    const { data } = (await api("GET", path)).body as { data: unknown[] };
    return data.length === 0 ? {} : notYet(data);
  });
});
