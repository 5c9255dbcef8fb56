import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { createMessage } from "@/lib/domain/messages/create.ts";
import { createMessages } from "@/lib/domain/messages/create-many.ts";
import { expirePayloadsUnscoped } from "@/lib/domain/messages/expire-payloads.ts";
import { getMessage } from "@/lib/domain/messages/get.ts";
import { formatId, newUuid } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

type Given = Parameters<typeof createMessage>[1]["message"];
type Tenant = Awaited<ReturnType<typeof aTenant>>;

async function send({ ctx, application }: Tenant, more: Partial<Given>, idempotencyKey: string | null = null) {
  const message = { eventType: "a.b", payload: {}, ...more };
  return createMessage(ctx, { application: application.id, message, payload: '{"n":1}', idempotencyKey });
}

async function optionsOf(applicationId: string) {
  const { rows } = await pool().query<{ message_id: string; hours: number | null; params: string | null }>(
    `select message_id, round(extract(epoch from payload_expires_at - now()) / 3600)::int as hours, transformations_params as params
     from message_option where application_id = $1 order by message_id`,
    [applicationId],
  );
  return rows;
}

async function payloadOf({ customer, applicationId }: Tenant, id: string): Promise<unknown> {
  const input = { applicationId, message: formatId("message", id), withContent: true };
  return JSON.parse(await getMessage(customer, input)).payload;
}

test("what a message asks for is kept beside it, and of one that asks for nothing there is nothing", async () => {
  const tenant = await aTenant();
  await send(tenant, {});
  const days = await send(tenant, { payloadRetentionPeriod: 2 });
  const hours = await send(tenant, { payloadRetentionHours: 5, transformationsParams: { to: "x" } });
  const params = await send(tenant, { transformationsParams: { a: [1, { b: null }] } });
  expect(await optionsOf(tenant.applicationId)).toEqual([
    { message_id: days.messageId, hours: 48, params: null },
    { message_id: hours.messageId, hours: 5, params: '{"to":"x"}' },
    { message_id: params.messageId, hours: null, params: '{"a":[1,{"b":null}]}' },
  ]);
});

test("each message of a batch has its own", async () => {
  const tenant = await aTenant();
  const messages = [{}, { payloadRetentionHours: 3 }, {}].map((more) => ({
    message: { eventType: "a.b", payload: {}, ...more },
    payload: "{}",
  }));
  const { ctx, application } = tenant;
  const made = await createMessages(ctx, {
    application: application.id,
    messages,
    idempotencyKey: null,
    requestText: "",
  });
  const options = await optionsOf(tenant.applicationId);
  expect(options.map(({ message_id, hours }) => [formatId("message", message_id), hours])).toEqual([[made[1]?.id, 3]]);
});

test("a payload is erased when its own retention ends, and no other is", async () => {
  const tenant = await aTenant();
  const short = await send(tenant, { payloadRetentionHours: 1 });
  const long = await send(tenant, { payloadRetentionHours: 2 });
  const usual = await send(tenant, {});
  expect(await expirePayloadsUnscoped()).toBe(0);
  await pool().query("update message_option set payload_expires_at = payload_expires_at - interval '1 hour'");
  const both = await Promise.all([expirePayloadsUnscoped(), expirePayloadsUnscoped()]);
  expect(both.toSorted((a, b) => a - b)).toEqual([0, 1]);
  expect(await payloadOf(tenant, short.messageId)).toEqual({ expired: true });
  expect(await payloadOf(tenant, long.messageId)).toEqual({ n: 1 });
  expect(await payloadOf(tenant, usual.messageId)).toEqual({ n: 1 });
});

test("with a payload goes what requests repeated of it, of single messages and of batches", async () => {
  const { applicationId, ctx } = await aTenant();
  const { endpointId } = await anEndpoint(ctx, applicationId);
  const place = { applicationId, endpointId };
  const [single, batched, leader, kept] = [
    await aDelivery(place),
    await aDelivery({ ...place, attempts: [] }),
    await aDelivery(place),
    await aDelivery(place),
  ];
  const batchId = newUuid();
  const ofBatch = [batched, leader].map(({ deliveryId }) => deliveryId);
  await pool().query("update delivery set batch_id = $1 where id = any ($2::uuid[])", [batchId, ofBatch]);
  await pool().query("update attempt set batch_id = $1 where id = $2", [batchId, leader.attemptIds[0]]);
  await pool().query(
    `insert into attempt_request (id, method, url, headers, body_kind, body)
     select id, 'POST', 'https://a.example/', '[]', 1, '{}' from attempt where endpoint_id = $1`,
    [endpointId],
  );
  await pool().query(
    `insert into message_option (message_id, application_id, payload_expires_at) select unnest($1::uuid[]), $2, now()`,
    [[single.messageId, batched.messageId], applicationId],
  );
  expect(await expirePayloadsUnscoped()).toBe(2);
  const { rows } = await pool().query<{ id: string }>("select id from attempt_request where body is not null");
  expect(rows.map(({ id }) => id)).toEqual(kept.attemptIds);
});

test("the same idempotency key with other options is another request", async () => {
  const tenant = await aTenant();
  const first = await send(tenant, { payloadRetentionHours: 1 }, "key");
  expect(await send(tenant, { payloadRetentionHours: 1 }, "key")).toMatchObject({ messageId: first.messageId });
  await expect(send(tenant, { payloadRetentionHours: 2 }, "key")).rejects.toMatchObject({
    code: "idempotency_key_reused",
  });
  await expect(send(tenant, {}, "key")).rejects.toMatchObject({ code: "idempotency_key_reused" });
  expect(await optionsOf(tenant.applicationId)).toHaveLength(1);
});
