import { beforeAll, describe, expect, test } from "vitest";
import type { Context } from "@/lib/domain/context.ts";
import { search } from "@/lib/domain/search/search.ts";
import { formatId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
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

const find = async (ctx: Context, q: string) => (await search(ctx, { q })).data;

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
