import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import type { SourceIn } from "@/lib/contract/source.ts";
import { closeDatabase, pool } from "@/lib/db.ts";
import { deleteApplication } from "@/lib/domain/applications/delete.ts";
import { patchSource } from "@/lib/domain/sources/patch.ts";
import { formatId, newUuid } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { useNodeServer } from "@/lib/testing/node-server.ts";
import { aSource, SOURCE_SECRET, tokenOf } from "@/lib/testing/sources.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const { base } = useNodeServer();

const addressOf = (url: string) => `${base()}/in/${tokenOf(url)}`;
const sign = (body: string, secret = SOURCE_SECRET) =>
  `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;

async function post(url: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(addressOf(url), { method: "POST", body, headers });
  return { status: response.status, headers: response.headers, json: (await response.json()) as object };
}
const signed = (body: string, more: Record<string, string> = {}) => ({ "x-signature-256": sign(body), ...more });

const anHmacSource = (input: Partial<SourceIn> = {}) => aSource({ kind: "hmac", ...input });
const stored = async (sourceId: string) =>
  (await pool().query("select body from source_request where source_id = $1 order by id", [sourceId])).rows;

test("a signed request is answered once it is stored, byte for byte", async () => {
  const { source, ref } = await anHmacSource();
  const body = '{ "type": "a.b",  "n": 1.0 }';
  expect(await post(source.url, body, signed(body))).toMatchObject({ status: 200, json: { received: true } });
  expect((await stored(ref.sourceId)).map((row) => row.body.toString())).toEqual([body]);
});

test("a duplicate is answered as one and not stored", async () => {
  const { source, ref } = await anHmacSource({ eventId: { from: "body", path: "event.id" } });
  const body = '{"type":"a.b","event":{"id":42}}';
  expect((await post(source.url, body, signed(body))).json).toEqual({ received: true });
  const other = '{"type":"c.d","event":{"id":"42"}}';
  expect((await post(source.url, other, signed(other))).json).toEqual({ received: true, duplicate: true });
  expect(await stored(ref.sourceId)).toHaveLength(1);
});

test("a missing, wrong or foreign signature is 401, and nothing is stored", async () => {
  const { source, ref } = await anHmacSource();
  const attempts: Record<string, string>[] = [
    {},
    { "x-signature-256": "" },
    { "x-signature-256": sign("{}", "a secret of somebody else") },
    { "x-signature-256": sign("{} ") },
    { "x-hub-signature-256": sign("{}") },
  ];
  for (const headers of attempts) {
    expect(await post(source.url, "{}", headers)).toMatchObject({
      status: 401,
      json: { code: "authentication_failed", detail: expect.stringMatching(/^The signature is (missing|wrong)\.$/) },
    });
  }
  expect(await stored(ref.sourceId)).toEqual([]);
});

test("a signature whose header, prefix, algorithm and encoding the source chose is taken", async () => {
  const hmac = { header: "X-Acme-Mac", prefix: "", algorithm: "sha512", encoding: "base64" } as const;
  const { source } = await anHmacSource({ hmac });
  const mac = createHmac("sha512", SOURCE_SECRET).update("{}").digest("base64");
  expect((await post(source.url, "{}", { "x-acme-mac": mac })).status).toBe(200);
  expect((await post(source.url, "{}", signed("{}"))).status).toBe(401);
});

test("a source without a secret answers 401 to everything, an empty key included", async () => {
  const { source } = await anHmacSource({ secret: null });
  expect((await post(source.url, "{}", { "x-signature-256": sign("{}", "") })).status).toBe(401);
});

test("an address that never was, is mistyped, or whose application is gone is 404", async () => {
  const { ctx, applicationId, source } = await anHmacSource();
  const token = tokenOf(source.url);
  for (const path of ["A".repeat(22), token.slice(1), `${token}x`, `${token}/x`, "", "..%2f"]) {
    const response = await fetch(`${base()}/in/${path}`, { method: "POST", body: "{}", headers: signed("{}") });
    expect(response.status, path).toBe(404);
  }
  await deleteApplication(ctx, { applicationId });
  expect((await post(source.url, "{}", signed("{}"))).status).toBe(404);
});

test("a body of one MiB is taken, one byte more is a 413 that its sender gets to read", async () => {
  const { source, ref } = await anHmacSource();
  const full = `{"x":"${"x".repeat(1_048_576 - 8)}"}`;
  expect((await post(source.url, full, signed(full))).status).toBe(200);
  const over = `${full} `;
  expect(await post(source.url, over, signed(over))).toMatchObject({
    status: 413,
    json: { code: "payload_too_large" },
  });
  expect(await stored(ref.sourceId)).toHaveLength(1);
});

test("a sender is limited by its address, with the seconds to wait, whatever it claims to have come through", async () => {
  const { source, ref } = await anHmacSource({ ratePerMinute: 5 });
  const send = (claimed: string, from = "203.0.113.9") =>
    post(source.url, "{}", signed("{}", { "x-forwarded-for": `${claimed}, ${from}` }));
  const statuses: number[] = [];
  for (let n = 0; n < 5; n++) statuses.push((await send(`198.51.100.${n}`)).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200]);
  const refused = await send("198.51.100.77");
  expect(refused).toMatchObject({ status: 429, json: { code: "rate_limited" } });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(12);
  expect((await send("203.0.113.9", "203.0.113.10")).status).toBe(200);
  expect(await stored(ref.sourceId)).toHaveLength(6);
});

test("only senders in the networks of the source are let in", async () => {
  const { source, ref } = await anHmacSource({ networks: ["203.0.113.0/24", "2001:db8::/32"] });
  const send = (from: string) => post(source.url, "{}", signed("{}", { "x-forwarded-for": from }));
  expect((await send("203.0.113.9")).status).toBe(200);
  expect((await send("2001:db8::7")).status).toBe(200);
  for (const from of ["198.51.100.1", "203.0.113.9, 198.51.100.1", "nonsense", "::1"]) {
    expect(await send(from), from).toMatchObject({ status: 403, json: { code: "insufficient access" } });
  }
  expect((await post(source.url, "{}", signed("{}"))).status).toBe(403);
  expect(await stored(ref.sourceId)).toHaveLength(2);
});

test("an address that is turned off asks to come again", async () => {
  const { ctx, source, ref } = await anHmacSource({ disabled: true });
  const refused = await post(source.url, "{}", signed("{}"));
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "60"]);
  await patchSource(ctx, { ...ref, patch: { disabled: false } });
  expect((await post(source.url, "{}", signed("{}"))).status).toBe(200);
});

test("other methods are refused by name", async () => {
  const { source } = await anHmacSource();
  for (const method of ["PUT", "DELETE", "OPTIONS"]) {
    const response = await fetch(addressOf(source.url), { method });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
  }
});

test("Slack gets its challenge back when the request is signed, and nothing is stored", async () => {
  const { source, ref } = await aSource({ kind: "slack" });
  const body = '{"type":"url_verification","challenge":"3eZbrw1aB1"}';
  const now = Math.floor(Date.now() / 1000);
  const headersAt = (seconds: number) => ({
    "x-slack-request-timestamp": String(seconds),
    "x-slack-signature": `v0=${createHmac("sha256", SOURCE_SECRET).update(`v0:${seconds}:${body}`).digest("hex")}`,
  });
  expect(await post(source.url, body, headersAt(now))).toMatchObject({
    status: 200,
    json: { challenge: "3eZbrw1aB1" },
  });
  expect(await post(source.url, body, headersAt(now - 301))).toMatchObject({
    status: 401,
    json: { detail: expect.stringContaining("timestamp") },
  });
  expect((await post(source.url, body)).status).toBe(401);
  expect(await stored(ref.sourceId)).toEqual([]);
});

test("health is 200 while a request would be stored, and says why it would not", async () => {
  const { ctx, source, ref } = await anHmacSource();
  const probe = async () => {
    const response = await fetch(addressOf(source.url));
    return [response.status, await response.json()];
  };
  expect(await probe()).toEqual([200, { status: "ok" }]);
  const head = await fetch(addressOf(source.url), { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
  await patchSource(ctx, { ...ref, patch: { disabled: true } });
  expect(await probe()).toEqual([503, { status: "unavailable", reason: "off" }]);
  const unarmed = await anHmacSource({ secret: null });
  const response = await fetch(addressOf(unarmed.source.url));
  expect([response.status, await response.json()]).toEqual([503, { status: "unavailable", reason: "no_secret" }]);
  expect((await fetch(`${base()}/in/${"A".repeat(22)}`)).status).toBe(404);
});

test("on a database that reads and does not write, health is 503 and so is a request, which is not lost silently", async () => {
  const { source, ref } = await anHmacSource();
  const name = new URL(String(process.env.DATABASE_URL)).pathname.slice(1);
  await pool().query(`alter database ${name} set default_transaction_read_only = on`);
  await closeDatabase();
  const probe = await fetch(addressOf(source.url));
  expect([probe.status, await probe.json()]).toMatchObject([503, { code: "unavailable" }]);
  const refused = await post(source.url, "{}", signed("{}"));
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"]);
  await pool().query(`begin read write; alter database ${name} reset default_transaction_read_only; commit`);
  await closeDatabase();
  expect((await fetch(addressOf(source.url))).status).toBe(200);
  expect((await post(source.url, "{}", signed("{}"))).status).toBe(200);
  expect(await stored(ref.sourceId)).toHaveLength(1);
});

test("what this installation sent itself is not taken, by whatever name it comes back; what others sent is", async () => {
  const { source, ref } = await anHmacSource();
  const { ctx, applicationId } = await aTenant();
  const { endpointId } = await anEndpoint(ctx, applicationId);
  const { messageId } = await aDelivery({ applicationId, endpointId, state: "delivered" });
  const body = '{"type":"a.b"}';
  const sent = (webhookId: string) => post(source.url, body, signed(body, { "webhook-id": webhookId }));

  const own = await sent(formatId("message", messageId));
  expect(own).toMatchObject({ status: 409, json: { code: "conflict", detail: expect.stringContaining("leads back") } });
  expect(await stored(ref.sourceId)).toEqual([]);
  const api = await fetch(`${base()}/api/v1/app/x/msg`, {
    method: "POST",
    body,
    headers: { "webhook-id": formatId("message", messageId) },
  });
  expect(api.status).toBe(409);

  for (const webhookId of [formatId("message", newUuid()), "msg_2D5mVnJcWgIu6pFhF3Wb1G0mB5x", "evt_1", ""]) {
    expect((await sent(webhookId)).status, webhookId).toBe(200);
  }
});
