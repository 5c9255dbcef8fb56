import { beforeAll, describe, expect, test } from "vitest";
import type { DeliveryFilter, DeliveryListOut } from "@/lib/contract/delivery.ts";
import { pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { listAllDeliveries, listDeliveries } from "@/lib/domain/deliveries/list.ts";
import { formatId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { aCustomer, anEndpoint, aStaff, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const MINUTE = 60_000;
type Tenant = Awaited<ReturnType<typeof aTenant>>;
const idsOf = (page: DeliveryListOut) => page.data.map((delivery) => delivery.id);

describe("filters", () => {
  const now = Date.now();
  let tenant: Tenant;
  let endpoint: Awaited<ReturnType<typeof anEndpoint>>;
  let other: Awaited<ReturnType<typeof anEndpoint>>;
  const made = new Map<string, Awaited<ReturnType<typeof aDelivery>>>();

  beforeAll(async () => {
    tenant = await aTenant();
    endpoint = await anEndpoint(tenant.ctx, tenant.applicationId);
    other = await anEndpoint(tenant.ctx, tenant.applicationId, { name: "other" });
    const base = { applicationId: tenant.applicationId, endpointId: endpoint.endpointId };
    const rows: Record<string, Partial<Parameters<typeof aDelivery>[0]>> = {
      delivered: { state: "delivered", atMs: now - MINUTE, payload: '{"order":"ord_8812","rate":"50%"}' },
      failed: { state: "failed", atMs: now - 2 * MINUTE, eventType: "invoice.failed", eventId: "event-1" },
      retrying: {
        state: "retrying",
        atMs: now - 3 * MINUTE,
        attempts: [{ class: "connect_refused", cause: "connect_refused", statusCode: null, errorDetail: "refused" }],
      },
      sending: { state: "sending", atMs: now - 4 * MINUTE, eventType: "order.created" },
      replaying: { state: "retrying", atMs: now - 5 * MINUTE, trigger: 1 },
      missed: { state: "canceled", atMs: now - 6 * MINUTE, reason: "endpoint_off" },
      replayed: {
        state: "delivered",
        atMs: now - 7 * MINUTE,
        attempts: [
          { statusCode: 404, class: "http_4xx", cause: "not_found" },
          { outcome: "succeeded", trigger: 1, afterMs: MINUTE },
        ],
      },
      test: {
        state: "delivered",
        atMs: now - 8 * MINUTE,
        isTest: true,
        attempts: [{ outcome: "succeeded", trigger: 2 }],
      },
      elsewhere: {
        state: "failed",
        atMs: now - 9 * MINUTE,
        endpointId: other.endpointId,
        attempts: [{ statusCode: 404, class: "http_4xx", cause: "not_found" }],
      },
      old: { state: "delivered", atMs: now - 40 * 86_400_000, eventType: "invoices.other" },
    };
    for (const [name, row] of Object.entries(rows)) made.set(name, await aDelivery({ ...base, ...row }));
  });

  async function find(filter: DeliveryFilter): Promise<string[]> {
    const page = await listDeliveries(tenant.customer, { applicationId: tenant.applicationId, filter, limit: 50 });
    const names = new Map([...made].map(([name, { deliveryId }]) => [formatId("delivery", deliveryId), name]));
    return idsOf(page).map((id) => names.get(id) ?? id);
  }
  const all = [
    "delivered",
    "failed",
    "retrying",
    "sending",
    "replaying",
    "missed",
    "replayed",
    "test",
    "elsewhere",
    "old",
  ];

  test.each<[string, DeliveryFilter, string[]]>([
    ["nothing, which is everything of 90 days", {}, all],
    ["delivered", { status: ["delivered"] }, ["delivered", "replayed", "test", "old"]],
    ["failed", { status: ["failed"] }, ["failed", "elsewhere"]],
    ["retrying, without what is being sent again", { status: ["retrying"] }, ["retrying"]],
    ["sending, replays that are due included", { status: ["sending"] }, ["sending", "replaying"]],
    ["canceled", { status: ["canceled"] }, ["missed"]],
    ["two states, merged by time", { status: ["failed", "retrying"] }, ["failed", "retrying", "elsewhere"]],
    ["every state", { status: ["sending", "retrying", "delivered", "failed", "canceled"] }, all],
    ["a type", { type: ["order.created"] }, ["sending"]],
    [
      "a group, which ends at its dot",
      { type: ["invoice.*"] },
      all.filter((name) => name !== "sending" && name !== "old"),
    ],
    ["a type or a group", { type: ["order.*", "invoice.failed"] }, ["failed", "sending"]],
    ["a code", { code: ["404"] }, ["elsewhere"]],
    ["a class of codes", { code: ["5XX"] }, ["failed", "replaying"]],
    ["a range of codes", { code: ["400-499", "500-599"] }, ["failed", "replaying", "elsewhere"]],
    ["a cause", { cause: ["connect_refused"] }, ["retrying"]],
    ["a cause that a later try overcame", { cause: ["not_found"] }, ["elsewhere"]],
    ["tests", { trigger: ["test"] }, ["test"]],
    ["no tests", { trigger: ["scheduled"] }, all.filter((name) => name !== "test")],
    ["what somebody replayed", { trigger: ["manual"] }, ["replaying", "replayed"]],
    ["a range, its end not included", { from: at(8), to: at(6) }, ["replayed", "test"]],
    ["several at once", { status: ["failed"], code: ["4xx"], type: ["invoice.*"] }, ["elsewhere"]],
    [
      "all but a state",
      { status: ["!delivered"] },
      ["failed", "retrying", "sending", "replaying", "missed", "elsewhere"],
    ],
    ["a state that is excluded as well", { status: ["failed", "!failed"] }, []],
    ["all but a type and a code", { type: ["!invoice.*"], code: ["!2xx"] }, ["sending"]],
    [
      "all but a cause: what did not fail is not excluded",
      { cause: ["!server_error", "!connect_refused"] },
      ["delivered", "sending", "missed", "replayed", "test", "elsewhere", "old"],
    ],
    ["no tests, by exclusion", { trigger: ["!test"] }, all.filter((name) => name !== "test")],
    ["text of the payload, whatever its case", { q: "ORD_8812" }, ["delivered"]],
    ["text that would be a wildcard", { q: "50%" }, ["delivered"]],
    ["an underscore that is only an underscore", { q: "ord8812" }, []],
    ["an eventId", { q: "event-1" }, ["failed"]],
  ])("%s", async (_, filter, names) => {
    expect(await find(filter)).toEqual(names);
  });

  function at(minutesAgo: number): string {
    return new Date(now - minutesAgo * MINUTE).toISOString();
  }

  test("an endpoint, and several", async () => {
    expect(await find({ endpoint: [other.endpoint.id] })).toEqual(["elsewhere"]);
    expect(await find({ endpoint: [`!${endpoint.endpoint.id}`] })).toEqual(["elsewhere"]);
    expect(await find({ endpoint: [other.endpoint.id, endpoint.endpoint.id] })).toEqual(all);
  });

  test("the id of a delivery, message, attempt or endpoint finds its own, whatever the range says", async () => {
    const { deliveryId = "", messageId = "", attemptIds = [] } = made.get("failed") ?? {};
    const past = { from: at(60), to: at(30) };
    for (const q of [
      formatId("delivery", deliveryId),
      ` ${formatId("message", messageId)} `,
      formatId("attempt", attemptIds[0] ?? ""),
    ]) {
      expect(await find({ ...past, q })).toEqual(["failed"]);
    }
    expect(await find({ ...past, q: other.endpoint.id })).toEqual(["elsewhere"]);
    expect(await find({ q: formatId("attempt", attemptIds[0] ?? ""), status: ["delivered"] })).toEqual([]);
  });

  test.each<[string, DeliveryFilter]>([
    ["status", { status: ["lost"] }],
    ["code", { code: ["4x"] }],
    ["code", { code: ["599-500"] }],
    ["cause", { cause: ["weather"] }],
    ["cause", { cause: ["!weather"] }],
    ["status", { status: ["!lost"] }],
    ["endpoint", { endpoint: ["ep_1"] }],
    ["trigger", { trigger: ["never"] }],
  ])("a %s that does not exist is refused by name, not answered with nothing", async (field, filter) => {
    await expect(find(filter)).rejects.toMatchObject({ code: "validation", issues: [{ loc: ["query", field] }] });
  });

  test("a range that ends before it begins is refused", async () => {
    await expect(find({ from: at(1), to: at(2) })).rejects.toMatchObject({ code: "invalid_range" });
  });

  test("a row says by itself what the screen shows", async () => {
    const page = await listDeliveries(tenant.customer, {
      applicationId: tenant.applicationId,
      filter: { q: formatId("delivery", made.get("replayed")?.deliveryId ?? "") },
      limit: 1,
    });
    expect(page.data[0]).toMatchObject({
      state: "delivered",
      endpointName: "127.0.0.1:8999",
      applicationName: "Acme",
      attemptCount: 2,
      lastStatusCode: 200,
      cause: null,
      rail: [
        { offsetMs: 0, outcome: "failed", trigger: "scheduled" },
        { offsetMs: MINUTE, outcome: "succeeded", trigger: "manual" },
      ],
    });
  });
});

test.each<[string, DeliveryFilter]>([
  ["all", {}],
  ["a filter", { status: ["sending"], type: ["invoice.*"] }],
])("what its sender wants to go later says until when, and what was to go earlier does not: %s", async (_, filter) => {
  const { ctx, applicationId } = await aTenant();
  const { endpointId } = await anEndpoint(ctx, applicationId);
  const deliverAt = new Date(Date.now() + 60 * MINUTE);
  const make = async (atMs: number, toGo: Date | null) => {
    const made = await aDelivery({ applicationId, endpointId, state: "sending", attempts: [], atMs });
    await pool().query("update message set deliver_at = $2 where id = $1", [made.messageId, toGo]);
  };
  await make(Date.now(), deliverAt);
  await make(Date.now() - MINUTE, new Date(Date.now() - MINUTE));
  await make(Date.now() - 2 * MINUTE, null);
  const { data } = await listDeliveries(ctx, { applicationId, filter, limit: 10 });
  expect(data.map(({ waiting }) => waiting?.until ?? null)).toEqual([deliverAt.toISOString(), null, null]);
  expect(data[0]?.waiting?.kind).toBe("scheduled");
});

test("a body that the log does not show is not found by its text, but at another endpoint and by its id", async () => {
  const { ctx, applicationId } = await aTenant();
  const silent = await anEndpoint(ctx, applicationId, { deliveryOptions: { logRequests: false } });
  const open = await anEndpoint(ctx, applicationId);
  const payload = '{"iban":"silent-4711"}';
  const hidden = await aDelivery({ applicationId, endpointId: silent.endpointId, payload });
  const shown = await aDelivery({ applicationId, endpointId: open.endpointId, payload });
  const find = async (q: string) => idsOf(await listDeliveries(ctx, { applicationId, filter: { q }, limit: 50 }));

  expect(await find("silent-4711")).toEqual([formatId("delivery", shown.deliveryId)]);
  expect(await find(formatId("message", hidden.messageId))).toEqual([formatId("delivery", hidden.deliveryId)]);
});

describe("tenancy", () => {
  test("a list never holds a delivery of another application or organization, not even by its id", async () => {
    const [mine, theirs] = [await aTenant(), await aTenant()];
    const { endpointId } = await anEndpoint(theirs.ctx, theirs.applicationId);
    const foreign = await aDelivery({
      applicationId: theirs.applicationId,
      endpointId,
      eventId: "shared",
      payload: '{"a":"secret"}',
    });
    const list = (ctx: Context, filter: DeliveryFilter) =>
      listDeliveries(ctx, { applicationId: mine.applicationId, filter, limit: 50 });

    for (const q of [
      formatId("delivery", foreign.deliveryId),
      formatId("message", foreign.messageId),
      formatId("attempt", foreign.attemptIds[0] ?? ""),
      formatId("endpoint", endpointId),
      "shared",
      "secret",
    ]) {
      expect((await list(mine.customer, { q })).data).toEqual([]);
      expect((await listAllDeliveries(mine.ctx, { filter: { q }, limit: 50 })).data).toEqual([]);
      expect((await listAllDeliveries(theirs.ctx, { filter: { q }, limit: 50 })).data).toHaveLength(1);
    }
    const filter = { endpoint: [formatId("endpoint", endpointId)] };
    expect((await list(mine.customer, filter)).data).toEqual([]);
    expect((await listAllDeliveries(mine.ctx, { filter, limit: 50 })).data).toEqual([]);
    expect((await listAllDeliveries(theirs.ctx, { filter, limit: 50 })).data).toHaveLength(1);
    await expect(
      listDeliveries(mine.customer, { applicationId: theirs.applicationId, filter: {}, limit: 50 }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  test("the list across applications can be narrowed to some, and shows staff every organization", async () => {
    const tenants = [await aTenant(), await aTenant()];
    const ids: string[] = [];
    for (const { ctx, applicationId } of tenants) {
      const { endpointId } = await anEndpoint(ctx, applicationId);
      const { deliveryId } = await aDelivery({ applicationId, endpointId, eventType: "across.organizations" });
      ids.push(formatId("delivery", deliveryId));
    }
    const filter = { type: ["across.organizations"] };
    expect(new Set(idsOf(await listAllDeliveries(aStaff("support"), { filter, limit: 50 })))).toEqual(new Set(ids));
    const applicationIds = tenants.slice(0, 1).map(({ applicationId }) => applicationId);
    expect(idsOf(await listAllDeliveries(aStaff("support"), { filter, applicationIds, limit: 50 }))).toEqual([ids[0]]);
  });

  test("a session without the capability sees nothing, and a viewer does not search payloads", async () => {
    const { applicationId, organizationId } = await aTenant();
    const bare = aCustomer(applicationId, { organizationId, capabilities: [] });
    const list = (ctx: Context, filter: { q?: string }) => listDeliveries(ctx, { applicationId, filter, limit: 5 });
    await expect(list(bare, {})).rejects.toMatchObject({ code: "insufficient access" });
    expect((await list(aStaff("viewer"), {})).data).toEqual([]);
    await expect(list(aStaff("viewer"), { q: "a@b.example" })).rejects.toMatchObject({ code: "insufficient access" });
    expect((await list(aStaff("support"), { q: "a@b.example" })).data).toEqual([]);
  });
});
