import { randomUUID } from "node:crypto";
import pg from "pg";
import { call, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { E2E_PORT } from "@/e2e/environment.ts";
import { test as base, expect, verifySignature } from "@/e2e/fixtures.ts";
import { databaseUrlOf } from "@/e2e/service.ts";

const BYTES = '{ "z": 1.0, "a": 12345678901234567890, "text": "\\u00e9 \\/" }';
const EMIT = "select posthorn.emit($1, $2, $3, $4) as id";

/** The operator's own program: a connection, a role that may emit, and a table of its own. */
type Shop = {
  client: pg.Client;
  emit: (application: { id: string }, payload: string, eventId?: string) => Promise<string>;
};

const test = base.extend<{ shop: Shop }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from this pattern.
  shop: async ({}, use) => {
    const url = databaseUrlOf(`e2e-${E2E_PORT}`);
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    const role = `shop_${randomUUID().slice(0, 8)}`;
    await admin.query(`create role ${role} login password '${role}'; create schema ${role} authorization ${role};
      grant usage on schema posthorn to ${role};
      grant execute on function posthorn.emit(text, text, text, text, text[], text[], timestamptz) to ${role}`);
    const own = new URL(url);
    own.username = role;
    own.password = role;
    const client = new pg.Client({ connectionString: own.href });
    await client.connect();
    await client.query("create table invoice (id text primary key, paid_at timestamptz)");
    await use({
      client,
      emit: async (application, payload, eventId) => {
        const { rows } = await client.query(EMIT, [application.id, "invoice.paid", payload, eventId ?? null]);
        return String(rows[0].id);
      },
    });
    await client.end();
    await admin.query(`drop owned by ${role}; drop role ${role}`);
    await admin.end();
  },
});

test("what a transaction emits arrives once it commits, under the id that it was told, byte for byte and signed", async ({
  svix,
  application,
  receiver,
  shop,
}) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const { key } = await svix.endpoint.getSecret(application.id, endpoint.id);
  await shop.client.query("begin");
  await shop.client.query("insert into invoice values ('i-1', now())");
  const id = await shop.emit(application, BYTES, "i-1");
  const meanwhile = await svix.message.create(application.id, { eventType: "invoice.sent", payload: {} });
  await receiver.waitFor((request) => request.headers["webhook-id"] === meanwhile.id);
  expect(receiver.requests).toHaveLength(1);
  await shop.client.query("commit");

  const [request] = await receiver.waitFor((one) => one.headers["webhook-id"] === id);
  expect(request?.rawBody.toString()).toBe(BYTES);
  if (request) verifySignature(key, request);
  expect(await svix.message.get(application.id, "i-1")).toMatchObject({ id, eventType: "invoice.paid" });
  const delivery = await untilDelivery({ application, message: { id }, endpoint }, "delivered");
  expect(delivery).toMatchObject({ attemptCount: 1, eventType: "invoice.paid" });
});

test("what a transaction emits and then rolls back is never sent", async ({ svix, application, receiver, shop }) => {
  await svix.endpoint.create(application.id, { url: receiver.url });
  await shop.client.query("begin");
  await shop.emit(application, '{"n":1}', "i-2");
  await shop.client.query("rollback");
  const id = await shop.emit(application, '{"n":2}');
  // The line is taken in its order: when the later one has arrived, the earlier one would have.
  await receiver.waitFor((request) => request.headers["webhook-id"] === id);
  expect(receiver.requests.map((request) => request.rawBody.toString())).toEqual(['{"n":2}']);
  expect((await svix.message.list(application.id)).data).toHaveLength(1);
});

test("an event that is refused is an error of the operator's statement, and its transaction decides", async ({
  svix,
  application,
  receiver,
  shop,
}) => {
  await svix.endpoint.create(application.id, { url: receiver.url });
  await shop.client.query("begin; insert into invoice values ('i-3', now()); savepoint event");
  await expect(shop.emit({ id: "nobody" }, "{}")).rejects.toMatchObject({ code: "PH404", column: "application" });
  await shop.client.query("rollback to event");
  await expect(shop.emit(application, `{"a":"${"x".repeat(1_048_576)}"}`)).rejects.toMatchObject({ code: "PH413" });
  await shop.client.query("rollback to event; commit");
  expect((await shop.client.query("select from invoice where id = 'i-3'")).rowCount).toBe(1);
  expect((await svix.message.list(application.id)).data).toEqual([]);
});

test("a hundred events of one transaction arrive in their order at an endpoint that asks for it", async ({
  svix,
  application,
  receiver,
  shop,
}) => {
  const params = { app_id: application.id };
  await call("POST /app/{app_id}/endpoint", { params, body: { url: receiver.url, deliveryOptions: { fifo: true } } });
  const { rows } = await shop.client.query(
    "select posthorn.emit($1, 'invoice.paid', format('{\"n\":%s}', n)) as id from generate_series(1, 100) as n",
    [application.id],
  );
  const requests = await receiver.waitFor(100);
  expect(requests.map((request) => request.headers["webhook-id"])).toEqual(rows.map(({ id }) => id));
  expect((await svix.message.list(application.id, { limit: 250 })).data).toHaveLength(100);
});
