import { beforeAll, describe, expect, test } from "vitest";
import { patchApplication } from "@/lib/domain/applications/patch.ts";
import type { Context } from "@/lib/domain/context.ts";
import { createMessage } from "@/lib/domain/messages/create.ts";
import { search } from "@/lib/domain/search/search.ts";
import { formatId, newUuid } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery, aHalfHour, aMessage } from "@/lib/testing/deliveries.ts";
import { anEndpoint, anEventType, aStaff, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

let tenant: Awaited<ReturnType<typeof aTenant>>;
let stranger: Awaited<ReturnType<typeof aTenant>>;
let ids: Record<"application" | "endpoint" | "message" | "delivery" | "attempt" | "failed", string>;

beforeAll(async () => {
  [tenant, stranger] = [await aTenant(), await aTenant()];
  const { ctx, applicationId, application } = tenant;
  const endpoint = await anEndpoint(ctx, applicationId, {
    name: "orders-api",
    uid: "orders",
    url: "http://127.0.0.1:8999/very/special",
  });
  const other = await anEndpoint(ctx, applicationId);
  const made = await aDelivery({ applicationId, endpointId: endpoint.endpointId, eventId: "order-7" });
  const failed = await aDelivery({
    applicationId,
    endpointId: other.endpointId,
    messageId: made.messageId,
    state: "failed",
  });
  await anEventType(ctx, "invoice.paid", { description: "Money came." });
  ids = {
    application: application.id,
    endpoint: endpoint.endpoint.id,
    message: formatId("message", made.messageId),
    delivery: formatId("delivery", made.deliveryId),
    attempt: formatId("attempt", made.attemptIds[0] ?? ""),
    failed: formatId("delivery", failed.deliveryId),
  };
});

const find = async (ctx: Context, q: string, deep = false) => (await search(ctx, { q, deep })).data;

describe("an id", () => {
  test.each(["application", "endpoint", "message", "delivery", "attempt"] as const)(
    "of a kind finds that one thing and whose it is: %s",
    async (kind) => {
      for (const ctx of [tenant.ctx, aStaff("support")]) {
        expect(await find(ctx, ` ${ids[kind]} `)).toMatchObject([
          { kind, id: ids[kind], exact: true, applicationId: ids.application, applicationName: "Acme" },
        ]);
      }
    },
  );

  test("of a message leads to the delivery that most needs a look, of a try to its own", async () => {
    expect(await find(tenant.ctx, ids.message)).toMatchObject([{ deliveryId: ids.failed, detail: "order-7" }]);
    expect(await find(tenant.ctx, ids.attempt)).toMatchObject([{ deliveryId: ids.delivery, detail: "Try 1, 200" }]);
  });

  test("of another organization finds nothing", async () => {
    for (const id of Object.values(ids)) expect(await find(stranger.ctx, id)).toEqual([]);
    for (const text of ["order-7", "orders", "very/special", "invoice.paid"]) {
      expect(await find(stranger.ctx, text)).toEqual([]);
    }
  });
});

describe("a text", () => {
  test.each([
    ["orders", "endpoint", true],
    ["order-7", "message", true],
    ["invoice.paid", "eventType", true],
    ["very/special", "endpoint", false],
    ["ORDERS-A", "endpoint", false],
    ["acm", "application", false],
    ["invoice", "eventType", false],
  ])("%s finds the %s", async (text, kind, exact) => {
    const [first] = await find(tenant.ctx, text);
    expect(first).toMatchObject({ kind, exact });
  });

  test("with the signs of a pattern means those signs", async () => {
    for (const text of ["%", "_", "\\"]) expect(await find(tenant.ctx, text)).toEqual([]);
  });
});

describe("a deep search", () => {
  test("finds messages by words of their payload, and says how many were read", async () => {
    const { ctx, applicationId } = await aTenant();
    const messageId = await aMessage({ applicationId, payload: '{"order":"ord_8812","total":"100%"}' });
    await aMessage({ applicationId });
    expect(await search(ctx, { q: "ord_8812", deep: true })).toMatchObject({
      data: [{ kind: "message", id: formatId("message", messageId), exact: false }],
      payloads: { count: 1, since: null, messages: 2 },
    });
    expect(await find(ctx, "100%", true)).toHaveLength(1);
    expect(await search(ctx, { q: "ord_8812" })).toEqual({ data: [], payloads: null });
    expect(await find(stranger.ctx, "ord_8812", true)).toEqual([]);
  });

  test("finds a message by the idempotency key that it was sent with", async () => {
    const { ctx, applicationId, application } = await aTenant();
    await aHalfHour({ applicationId, endpointId: newUuid(), delivered: 1 });
    const message = { eventType: "invoice.paid", payload: {} };
    await createMessage(ctx, { application: application.id, message, payload: "{}", idempotencyKey: "retry-key-1" });
    expect(await find(ctx, "retry-key-1", true)).toMatchObject([{ kind: "message", exact: true }]);
    expect(await find(ctx, "retry-key-2", true)).toEqual([]);
    expect(await find(stranger.ctx, "retry-key-1", true)).toEqual([]);
  });
});

test("a customer is found by what the operator noted: an e-mail address", async () => {
  const { ctx, applicationId } = await aTenant();
  const metadata = { owner: "maria@globex.test", plan: "gold" };
  await patchApplication(ctx, { applicationId, patch: { metadata } });
  expect(await find(ctx, "maria@globex")).toMatchObject([
    { kind: "application", detail: "owner: maria@globex.test", exact: false },
  ]);
});

describe("who may search", () => {
  test("customers may not: the search crosses applications", async () => {
    await expect(find(tenant.customer, "orders")).rejects.toMatchObject({ code: "insufficient access" });
  });

  test("a viewer finds how things are set up, not what was sent", async () => {
    const viewer = aStaff("viewer");
    expect(await find(viewer, ids.endpoint)).toHaveLength(1);
    for (const text of [ids.message, ids.delivery, ids.attempt, "order-7"]) {
      expect(await find(viewer, text)).toEqual([]);
    }
  });
});
