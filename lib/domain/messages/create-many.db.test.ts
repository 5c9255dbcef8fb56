import { describe, expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { organizationForNew } from "@/lib/domain/context.ts";
import { createMessage } from "@/lib/domain/messages/create.ts";
import { createMessages } from "@/lib/domain/messages/create-many.ts";
import { parseId } from "@/lib/ids.ts";
import { anApiKey, anApplication } from "@/lib/testing/access.ts";
import { callApi } from "@/lib/testing/api.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

type Tenant = Awaited<ReturnType<typeof aTenant>>;
type Sent = { eventId?: string; payload?: string };

function send({ ctx, application }: Tenant, sent: Sent[], options: { idempotencyKey?: string } = {}) {
  const messages = sent.map(({ eventId = null, payload = "{}" }) => ({
    message: { eventType: "invoice.paid", payload: {}, eventId },
    payload,
  }));
  const { idempotencyKey = null } = options;
  return createMessages(ctx, {
    application: application.id,
    messages,
    idempotencyKey,
    requestText: JSON.stringify(sent),
  });
}

async function messages({ applicationId }: Tenant): Promise<Record<string, unknown>[]> {
  const { rows } = await pool().query("select * from message where application_id = $1 order by id", [applicationId]);
  return rows;
}
const uuids = (made: { id: string }[]) => made.map(({ id }) => parseId("message", id));

test("a thousand messages are made in their order, each with its deliveries", async () => {
  const tenant = await aTenant();
  const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId, { deliveryOptions: { fifo: true } });
  const made = await send(
    tenant,
    Array.from({ length: 1000 }, (_, n) => ({ payload: `{ "n": ${n}.0 }` })),
  );
  const { rows } = await pool().query(
    "select m.id, m.payload, m.sequence from message m where m.application_id = $1 order by m.sequence",
    [tenant.applicationId],
  );
  expect(rows.map(({ id }) => id)).toEqual(uuids(made));
  expect(rows.map(({ payload }) => payload)).toEqual(made.map((_, n) => `{ "n": ${n}.0 }`));
  const pending = await pool().query("select from delivery_pending where endpoint_id = $1", [endpointId]);
  expect(pending.rowCount).toBe(1000);
  expect(made.some(({ duplicate }) => duplicate)).toBe(false);
});

describe("an event id that is there already", () => {
  test("is answered with the first message's id, whoever made it", async () => {
    const tenant = await aTenant();
    const message = { eventType: "a.b", payload: {}, eventId: "one" };
    const single = { application: tenant.application.id, message, payload: "{}", idempotencyKey: null };
    const first = await createMessage(tenant.ctx, single);
    const made = await send(tenant, [{ eventId: "two" }, { eventId: "one" }, {}, { eventId: "two" }]);
    expect(made.map(({ duplicate }) => duplicate)).toEqual([false, true, false, true]);
    expect(uuids(made)[1]).toBe(first.messageId);
    expect(made[3]?.id).toBe(made[0]?.id);
    expect(made[3]).toEqual({ ...made[0], duplicate: true });
    expect(await messages(tenant)).toHaveLength(3);
    expect((await send(tenant, [{ eventId: "two" }]))[0]).toMatchObject({ id: made[0]?.id, duplicate: true });
  });

  test("is one message, however many batches name it at once and in whatever order", async () => {
    const tenant = await aTenant();
    const names = Array.from({ length: 20 }, (_, n) => ({ eventId: `e-${n}` }));
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, n) => send(tenant, n % 2 ? names : names.toReversed())),
    );
    const byName = (made: Awaited<ReturnType<typeof send>>) =>
      new Map(made.map(({ eventId, id }) => [eventId, id] as const));
    for (const made of all) expect(byName(made)).toEqual(byName(all[0] ?? []));
    expect(await messages(tenant)).toHaveLength(20);
    expect(all.flat().filter(({ duplicate }) => !duplicate)).toHaveLength(20);
  });
});

describe("an idempotency key", () => {
  test("used again answers the first answer, also of event ids that were duplicates", async () => {
    const tenant = await aTenant();
    const sent = [{ eventId: "one" }, {}, { eventId: "one" }];
    const first = await send(tenant, sent, { idempotencyKey: "k" });
    expect(await send(tenant, sent, { idempotencyKey: "k" })).toEqual(first);
    expect(await messages(tenant)).toHaveLength(2);
  });

  test("used at once by twenty makes one batch", async () => {
    const tenant = await aTenant();
    const all = await Promise.all(
      Array.from({ length: 20 }, () => send(tenant, [{}, {}, {}], { idempotencyKey: "k" })),
    );
    for (const made of all) expect(made).toEqual(all[0]);
    expect(await messages(tenant)).toHaveLength(3);
  });

  test("used for other messages is refused", async () => {
    const tenant = await aTenant();
    await send(tenant, [{}], { idempotencyKey: "k" });
    await expect(send(tenant, [{}, {}], { idempotencyKey: "k" })).rejects.toMatchObject({
      code: "idempotency_key_reused",
    });
    expect(await messages(tenant)).toHaveLength(1);
  });

  test("of a batch that was refused is free again", async () => {
    const tenant = await aTenant();
    await pool().query("update application set deleted_at = now() where id = $1", [tenant.applicationId]);
    await expect(send(tenant, [{}], { idempotencyKey: "k" })).rejects.toMatchObject({ code: "not_found" });
    await pool().query("update application set deleted_at = null where id = $1", [tenant.applicationId]);
    await send(tenant, [{}, {}], { idempotencyKey: "k" });
    expect(await messages(tenant)).toHaveLength(2);
  });
});

test("a key that was revoked a moment ago sends nothing", async () => {
  const { ctx, id, token } = await anApiKey();
  const application = await anApplication(ctx);
  await pool().query("update api_key set revoked_at = now() where id = $1", [parseId("apiKey", id)]);
  const body = { messages: [{ eventType: "a.b", payload: {} }] };
  expect((await callApi(`POST /app/${application.id}/msg/batch`, { token, body })).status).toBe(401);
  const organizationId = organizationForNew(ctx);
  const actor = { kind: "apiKey", id: parseId("apiKey", id), label: "", organizationId } as const;
  const input = {
    application: application.id,
    messages: [{ message: { eventType: "a.b", payload: {} }, payload: "{}" }],
  };
  await expect(
    createMessages({ actor, requestId: "test" }, { ...input, idempotencyKey: null, requestText: "" }),
  ).rejects.toMatchObject({ code: "authentication_failed" });
});
