import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { checkSchema } from "@/lib/domain/event-types/check-schema.ts";
import { deleteEventType } from "@/lib/domain/event-types/delete.ts";
import { getDrift } from "@/lib/domain/event-types/drift.ts";
import { patchEventType } from "@/lib/domain/event-types/patch.ts";
import { rollUpEventTypesUnscoped } from "@/lib/domain/event-types/roll-up.ts";
import { getEventTypeUsage, listEventTypeUsage } from "@/lib/domain/event-types/usage.ts";
import { createMessage } from "@/lib/domain/messages/create.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { anEndpoint, anEventType, aPendingDelivery, aStaff, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

type Tenant = Awaited<ReturnType<typeof aTenant>>;

const INVOICE = {
  type: "object",
  required: ["id", "tax_id"],
  properties: { id: { type: "string" }, tax_id: { type: "string" }, lines: { items: { required: ["sku"] } } },
};

async function send({ ctx, application }: Tenant, eventType: string, payload: object): Promise<void> {
  const message = { eventType, payload: {} };
  const text = JSON.stringify(payload);
  await createMessage(ctx, { application: application.id, message, payload: text, idempotencyKey: null });
}

/** As if what this tenant has sent had come so many minutes ago. */
async function age({ applicationId }: Tenant, minutes: number): Promise<void> {
  await pool().query(
    `update message set id = (left(uuid_v7_floor(now() - $2 * interval '1 minute')::text, 18) || right(id::text, 18))::uuid
     where application_id = $1`,
    [applicationId, minutes],
  );
}

test("usage counts seven days of messages by type, and the endpoints that chose it or its group", async () => {
  const [tenant, stranger] = [await aTenant(), await aTenant()];
  const { ctx, applicationId } = tenant;
  await anEventType(ctx, "invoice.paid");
  await anEventType(ctx, "invoice.void");
  const { endpoint } = await anEndpoint(ctx, applicationId, { eventTypes: ["invoice.paid"], name: "Books" });
  await anEndpoint(ctx, applicationId, { eventTypes: ["invoice.*"] });
  const { endpointId } = await anEndpoint(ctx, applicationId);
  await anEventType(stranger.ctx, "invoice.paid");
  await anEndpoint(stranger.ctx, stranger.applicationId, { eventTypes: ["invoice.paid"] });
  await send(stranger, "invoice.paid", {});

  await send(tenant, "invoice.paid", {});
  await age(tenant, 3 * 24 * 60);
  await send(tenant, "invoice.paid", {});
  await send(tenant, "not.described", {});
  await aPendingDelivery(ctx, applicationId, endpointId);
  await send(tenant, "invoice.void", {});
  await pool().query("update message set is_test = true where event_type = 'invoice.void'");

  const expected = {
    data: [
      { name: "invoice.paid", isDescribed: true, messages: 3, chosen: 1, byGroup: 1 },
      { name: "invoice.void", isDescribed: true, messages: 0, chosen: 0, byGroup: 1 },
      { name: "not.described", isDescribed: false, messages: 1, chosen: 0, byGroup: 0 },
    ],
    everything: 1,
  };
  expect(await listEventTypeUsage(ctx)).toEqual(expected);
  // Added up or not, and by however many workers at once, it is the same.
  await Promise.all([rollUpEventTypesUnscoped(), rollUpEventTypesUnscoped()]);
  const { rows } = await pool().query("select messages::int from event_type_rollup where organization_id = $1", [
    tenant.organizationId,
  ]);
  expect(rows).toEqual([{ messages: 1 }]);
  expect(await listEventTypeUsage(ctx)).toEqual(expected);

  const one = await getEventTypeUsage(ctx, { name: "invoice.paid" });
  expect(one).toMatchObject({ messages: 3, chosen: 1, byGroup: 1, everything: 1 });
  expect(
    one.subscribers.map(({ endpointId: id, endpointName, how }) => [id === endpoint.id, endpointName, how]),
  ).toEqual([
    [true, "Books", "chosen"],
    [false, "127.0.0.1:8999", "group"],
  ]);
  await expect(getEventTypeUsage(ctx, { name: "not.described" })).rejects.toMatchObject({ code: "not_found" });
  await expect(listEventTypeUsage(tenant.customer)).rejects.toMatchObject({ code: "insufficient access" });
});

test("an event type that was chosen by name is not archived or removed by who asks that it be unused", async () => {
  const { ctx, applicationId } = await aTenant();
  await anEventType(ctx, "a.b");
  await anEndpoint(ctx, applicationId, { eventTypes: ["a.*"] });
  const { endpointId } = await anEndpoint(ctx, applicationId, { eventTypes: ["a.b"] });
  for (const how of ["archive", "expunge"] as const) {
    await expect(deleteEventType(ctx, { name: "a.b", how, ifUnused: true })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("1 endpoint has chosen a.b"),
    });
  }
  await pool().query("update endpoint set deleted_at = now() where id = $1", [endpointId]);
  await deleteEventType(ctx, { name: "a.b", how: "archive", ifUnused: true });
});

test("of two who change an event type from the same state, the second is told", async () => {
  const { ctx } = await aTenant();
  const { updatedAt } = await anEventType(ctx, "a.b");
  const change = (description: string) =>
    patchEventType(ctx, { name: "a.b", patch: { description }, unchangedSince: updatedAt });
  const both = await Promise.allSettled([change("one"), change("two")]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
});

test("drift tells in how many of the newest payloads what is otherwise than the schema says, and no values", async () => {
  const tenant = await aTenant();
  const { ctx } = tenant;
  await anEventType(ctx, "invoice.paid", { schemas: { "1": { type: "string" }, "2": INVOICE } });
  for (let n = 0; n < 3; n++) await send(tenant, "invoice.paid", { id: "a", lines: [{}, {}] });
  await age(tenant, 60);
  await pool().query("update event_type_rollup_mark set below_id = uuid_v7_floor(now() - interval '7 days')");
  await rollUpEventTypesUnscoped();
  await send(tenant, "invoice.paid", { id: 7, tax_id: "secret-value", lines: [{ sku: "x" }] });
  await send(tenant, "invoice.paid", { id: "long", tax_id: "x".repeat(70_000) });
  const stranger = await aTenant();
  await send(stranger, "invoice.paid", {});

  const drift = await getDrift(ctx, { name: "invoice.paid" });
  expect(drift).toMatchObject({ schemaVersion: "2", read: 4, misfits: 4, skipped: 1, problem: null });
  expect(drift.data.map(({ path, expected, found, count }) => [path.join("."), expected, found, count])).toEqual(
    expect.arrayContaining([
      ["tax_id", "a value", "nothing", 3],
      ["lines.*.sku", "a value", "nothing", 3],
      ["id", "string", "integer", 1],
    ]),
  );
  expect(drift.data[0]?.count).toBe(3);
  expect(JSON.stringify(drift)).not.toContain("secret-value");

  await patchEventType(ctx, {
    name: "invoice.paid",
    patch: { schemas: { "3": { $ref: "https://example.com/s.json" } } },
  });
  expect(await getDrift(ctx, { name: "invoice.paid" })).toMatchObject({
    read: 0,
    problem: expect.stringContaining("example.com"),
  });
  await patchEventType(ctx, { name: "invoice.paid", patch: { schemas: null } });
  expect(await getDrift(ctx, { name: "invoice.paid" })).toMatchObject({ schemaVersion: null, read: 0, data: [] });
  await expect(getDrift(aStaff("support"), { name: "invoice.paid" })).rejects.toMatchObject({
    code: "insufficient access",
  });
});

test("a schema is checked without storing it: where it is none, and where examples do not fit", async () => {
  const { ctx } = await aTenant();
  const wrong = await checkSchema(ctx, { schema: { properties: { a: { type: "strin" } } }, payloads: [{}] });
  expect(wrong).toMatchObject({ problem: { path: ["properties", "a", "type"] }, payloads: [] });
  const remote = await checkSchema(ctx, { schema: { $ref: "http://127.0.0.1:1/s.json" }, payloads: [] });
  expect(remote.problem?.text).toContain("http://127.0.0.1:1/s.json");
  const { problem, payloads } = await checkSchema(ctx, {
    schema: INVOICE,
    payloads: [{ id: "a", tax_id: "t" }, { id: 1 }],
  });
  expect(problem).toBeNull();
  expect(payloads.map((issues) => issues.map(({ path }) => path.join(".")))).toEqual([[], ["tax_id", "id"]]);
});
