import { createHmac } from "node:crypto";
import { sign as signAsGithub } from "@octokit/webhooks-methods";
import { Webhook } from "standardwebhooks";
import Stripe from "stripe";
import { call, notYet, until } from "@/e2e/delivery/deliveries.ts";
import { expect, test, verifySignature } from "@/e2e/fixtures.ts";
import type { SourceKind } from "@/lib/contract/source.ts";

const SECRET = "a secret that only tests know";
const WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const now = () => Math.floor(Date.now() / 1000);
const hmac = (text: string, encoding: "hex" | "base64") => createHmac("sha256", SECRET).update(text).digest(encoding);

interface Provider {
  kind: SourceKind;
  secret?: string;
  body: string;
  headers: (body: string) => Promise<Record<string, string>> | Record<string, string>;
  eventType: string;
}

/** As each provider sends an event, signed with its own published library where there is one. */
const PROVIDERS: Provider[] = [
  {
    kind: "standardwebhooks",
    secret: WHSEC,
    body: '{ "type": "contact.created", "n": 1.0 }',
    headers: (body) => {
      const at = now();
      const signature = new Webhook(WHSEC).sign("msg_1", new Date(at * 1000), body);
      return { "webhook-id": "msg_1", "webhook-timestamp": String(at), "webhook-signature": signature };
    },
    eventType: "contact.created",
  },
  {
    kind: "github",
    body: '{"ref":"refs/heads/main","repository":{"id":1296269}}',
    headers: async (body) => ({
      "x-github-event": "push",
      "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
      "x-hub-signature-256": await signAsGithub(SECRET, body),
    }),
    eventType: "github.push",
  },
  {
    kind: "stripe",
    body: '{"id":"evt_1","object":"event","type":"invoice.paid"}',
    headers: (payload) => ({
      "stripe-signature": Stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET }),
    }),
    eventType: "stripe.invoice.paid",
  },
  {
    kind: "slack",
    body: '{"type":"event_callback","event_id":"Ev1","event":{"type":"app_mention"}}',
    headers: (body) => {
      const at = String(now());
      return { "x-slack-request-timestamp": at, "x-slack-signature": `v0=${hmac(`v0:${at}:${body}`, "hex")}` };
    },
    eventType: "slack.app_mention",
  },
  {
    kind: "shopify",
    body: '{"id":820982911946154508,"total_price":"403.00"}',
    headers: (body) => ({
      "x-shopify-topic": "orders/create",
      "x-shopify-webhook-id": "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
      "x-shopify-hmac-sha256": hmac(body, "base64"),
    }),
    eventType: "shopify.orders.create",
  },
];

for (const { kind, secret = SECRET, body, headers, eventType } of PROVIDERS) {
  test(`what ${kind} sends arrives at the application's endpoint, byte for byte and signed, once`, async ({
    svix,
    application,
    receiver,
  }) => {
    const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
    const { key } = await svix.endpoint.getSecret(application.id, endpoint.id);
    const params = { app_id: application.id };
    const source = await call("POST /app/{app_id}/source", { params, body: { name: kind, kind, secret } });
    const send = async (text = body) =>
      fetch(source.url, {
        method: "POST",
        body: text,
        headers: { "content-type": "application/json", ...(await headers(body)) },
      });

    expect((await send(`${body} `)).status).toBe(401);
    expect(await (await send()).json()).toEqual({ received: true });
    const [request] = await receiver.waitFor(1);
    expect(request?.rawBody.toString()).toBe(body);
    if (request) verifySignature(key, request);
    expect(await (await send()).json()).toEqual({ received: true, duplicate: true });
    const { data } = await svix.message.list(application.id);
    expect(data).toMatchObject([{ eventType, eventId: expect.stringMatching(/^sreq_/) }]);
    expect(receiver.requests).toHaveLength(1);
  });
}

test("a dead letter arrives once the source was put right and it is replayed", async ({
  svix,
  application,
  receiver,
}) => {
  await svix.endpoint.create(application.id, { url: receiver.url });
  const source = await call("POST /app/{app_id}/source", {
    params: { app_id: application.id },
    body: { name: "hmac", kind: "hmac", secret: SECRET, eventType: { from: "header", name: "x-event" } },
  });
  const params = { app_id: application.id, source_id: source.id };
  const body = '{"n":1}';
  const headers = { "x-signature-256": `sha256=${hmac(body, "hex")}`, "x-kind": "order.paid" };
  expect((await fetch(source.url, { method: "POST", body, headers })).status).toBe(200);
  await until("the dead letter", async () => {
    const { data } = await call("GET /app/{app_id}/source/{source_id}/request", { params, query: { state: "dead" } });
    return data[0] ?? notYet(data);
  });
  await call("PATCH /app/{app_id}/source/{source_id}", {
    params,
    body: { eventType: { from: "header", name: "X-Kind" } },
  });
  await call("POST /app/{app_id}/source/{source_id}/replay", { params });
  await receiver.waitFor(1);
  expect((await svix.message.list(application.id)).data).toMatchObject([{ eventType: "order.paid" }]);
});
