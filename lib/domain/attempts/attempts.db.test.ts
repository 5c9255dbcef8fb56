import { beforeAll, describe, expect, test } from "vitest";
import { getAttempt } from "@/lib/domain/attempts/get.ts";
import { type AttemptFilter, listAttemptsByEndpoint, listAttemptsByMessage } from "@/lib/domain/attempts/list.ts";
import { listMessageDestinations } from "@/lib/domain/attempts/list-destinations.ts";
import { formatId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery, aMessage } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aTenant, RECEIVER_URL } from "@/lib/testing/tenants.ts";

useDatabase();

const MINUTE = 60_000;
const now = Date.now();
const at = (minutesAgo: number) => new Date(now - minutesAgo * MINUTE).toISOString();
const BASE: AttemptFilter = { limit: 50, withContent: true, withMessage: false, expandedStatuses: false };

let tenant: Awaited<ReturnType<typeof aTenant>>;
let endpointId: string;
let otherId: string;
let theirs: Awaited<ReturnType<typeof anEndpoint>>;
const attempts = new Map<string, string>();
const messages = new Map<string, string>();

beforeAll(async () => {
  tenant = await aTenant();
  ({ endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId));
  ({ endpointId: otherId } = await anEndpoint(tenant.ctx, tenant.applicationId));
  const base = { applicationId: tenant.applicationId, endpointId };
  const rows: Record<string, Partial<Parameters<typeof aDelivery>[0]>> = {
    ok: { atMs: now - 2 * MINUTE, channels: ["eu"], tags: ["urgent"] },
    error: { atMs: now - 4 * MINUTE, state: "failed", eventType: "order.created" },
    refused: {
      atMs: now - 6 * MINUTE,
      state: "failed",
      attempts: [{ class: "connect_refused", cause: "connect_refused", statusCode: null, errorDetail: "refused" }],
    },
    canceled: { atMs: now - 8 * MINUTE, state: "canceled", attempts: [{ outcome: "canceled" }] },
    manual: { atMs: now - 10 * MINUTE, attempts: [{ outcome: "succeeded", trigger: 1, statusCode: 204 }] },
  };
  for (const [name, row] of Object.entries(rows)) {
    const made = await aDelivery({ ...base, ...row });
    attempts.set(name, formatId("attempt", made.attemptIds[0] ?? ""));
    messages.set(name, made.messageId);
  }
  await aDelivery({ ...base, endpointId: otherId });
  const foreign = await aTenant();
  theirs = await anEndpoint(foreign.ctx, foreign.applicationId);
  await aDelivery({ applicationId: foreign.applicationId, endpointId: theirs.endpointId });
});

async function list(filter: Partial<AttemptFilter>) {
  const input = { ...BASE, ...filter, applicationId: tenant.applicationId, endpointId };
  return listAttemptsByEndpoint(tenant.customer, input);
}
async function find(filter: Partial<AttemptFilter>): Promise<string[]> {
  const names = new Map([...attempts].map(([name, id]) => [id, name]));
  return (await list(filter)).data.map(({ id }) => names.get(id) ?? id);
}

describe("tries of an endpoint", () => {
  const all = ["ok", "error", "refused", "canceled", "manual"];
  test.each<[string, Partial<AttemptFilter>, string[]]>([
    ["no filter", {}, all],
    ["success, which canceled ones are to older SDKs", { status: 0 }, ["ok", "canceled", "manual"]],
    ["success alone", { status: 0, expandedStatuses: true }, ["ok", "manual"]],
    ["failed", { status: 2 }, ["error", "refused"]],
    ["canceled", { status: 4, expandedStatuses: true }, ["canceled"]],
    ["pending, which no finished try is", { status: 1 }, []],
    ["no reply", { statusCodeClass: 0 }, ["refused"]],
    ["a class of codes", { statusCodeClass: 500 }, ["error", "canceled"]],
    ["2xx", { statusCodeClass: 200 }, ["ok", "manual"]],
    ["a channel", { channel: "eu" }, ["ok"]],
    ["a channel that nobody has", { channel: "us" }, []],
    ["a tag", { tag: "urgent" }, ["ok"]],
    ["event types", { eventTypes: ["order.created", "else"] }, ["error"]],
    ["before", { before: at(7) }, ["canceled", "manual"]],
    ["after", { after: at(5) }, ["ok", "error"]],
    ["several at once", { status: 2, before: at(5) }, ["refused"]],
  ])("%s", async (_, filter, names) => {
    expect(await find(filter)).toEqual(names);
  });

  test("those of an endpoint of another application are not there", async () => {
    const page = await listAttemptsByEndpoint(tenant.customer, {
      ...BASE,
      applicationId: tenant.applicationId,
      endpointId: theirs.endpointId,
    });
    expect(page.data).toEqual([]);
  });

  test("pages lead forward and back over the same tries", async () => {
    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, iterator: first.iterator ?? "" });
    const third = await list({ limit: 2, iterator: second.iterator ?? "" });
    expect([first, second, third].map((page) => page.done)).toEqual([false, false, true]);
    expect([first, second, third].flatMap((page) => page.data.map(({ id }) => id))).toEqual([...attempts.values()]);
    expect((await list({ limit: 2, iterator: second.prevIterator ?? "" })).data).toEqual(first.data);
  });

  test("a try says what the SDKs ask of it", async () => {
    const [ok, error, refused] = (await list({})).data;
    expect(ok).toMatchObject({
      url: RECEIVER_URL,
      response: "ok",
      responseStatusCode: 200,
      responseDurationMs: 120,
      status: 0,
      statusText: "success",
      triggerType: 0,
    });
    expect(error).toMatchObject({ status: 2, statusText: "fail", response: "no" });
    expect(refused).toMatchObject({ status: 2, responseStatusCode: 0, response: "refused" });
    expect((await list({ status: 0 })).data.at(-1)).toMatchObject({ triggerType: 1, responseStatusCode: 204 });
  });

  test("replies and messages come only when asked for, payloads never", async () => {
    expect((await list({ withContent: false })).data.map(({ response }) => response)).toEqual(["", "", "", "", ""]);
    expect((await list({})).data[0]).not.toHaveProperty("msg");
    expect((await list({ withMessage: true })).data[0]?.msg).toMatchObject({
      id: formatId("message", messages.get("ok") ?? ""),
      eventType: "invoice.paid",
      payload: {},
      channels: ["eu"],
      tags: ["urgent"],
    });
  });

  test("a class of codes that does not exist is refused", async () => {
    await expect(find({ statusCodeClass: 250 })).rejects.toMatchObject({
      issues: [{ loc: ["query", "status_code_class"] }],
    });
  });
});

describe("tries of a message", () => {
  test("hold those of every endpoint, or of one", async () => {
    const { applicationId, customer } = tenant;
    const messageId = await aMessage({ applicationId });
    const one = await aDelivery({ applicationId, endpointId, messageId, attempts: [{}, { outcome: "succeeded" }] });
    const two = await aDelivery({ applicationId, endpointId: otherId, messageId, state: "failed" });
    const ids = async (endpoint?: string) => {
      const input = { ...BASE, applicationId, messageId, endpointId: endpoint };
      return new Set((await listAttemptsByMessage(customer, input)).data.map(({ id }) => id));
    };
    const wire = (made: typeof one) => made.attemptIds.map((id) => formatId("attempt", id));
    expect(await ids()).toEqual(new Set([...wire(one), ...wire(two)]));
    expect(await ids(endpointId)).toEqual(new Set(wire(one)));
  });

  test("one try is found under its own message and application only", async () => {
    const { applicationId, customer } = tenant;
    const { messageId, attemptIds } = await aDelivery({ applicationId, endpointId });
    const [attemptId = ""] = attemptIds;
    const ask = { applicationId, messageId, attemptId, expandedStatuses: false };
    expect((await getAttempt(customer, ask)).id).toBe(formatId("attempt", attemptId));

    const foreign = await aTenant();
    const wrong = [
      () => getAttempt(customer, { ...ask, messageId: messages.get("ok") ?? "" }),
      () => getAttempt(foreign.customer, { ...ask, applicationId: foreign.applicationId }),
      () => getAttempt(foreign.customer, ask),
    ];
    for (const read of wrong) await expect(read()).rejects.toMatchObject({ code: "not_found" });
  });
});

test("destinations of a message are its endpoints with the state of each delivery, a page at a time", async () => {
  const { ctx, customer, applicationId } = await aTenant();
  const messageId = await aMessage({ applicationId });
  const nextAtMs = Date.now() + MINUTE;
  const states = ["delivered", "failed", "retrying", "canceled"] as const;
  const endpoints = [];
  for (const state of states) {
    const made = await anEndpoint(ctx, applicationId, { name: state });
    endpoints.push(made.endpoint.id);
    await aDelivery({ applicationId, endpointId: made.endpointId, messageId, state, nextAtMs });
  }
  await anEndpoint(ctx, applicationId, { name: "never routed" });
  const list = (iterator?: string | null) =>
    listMessageDestinations(customer, { applicationId, messageId, limit: 3, iterator: iterator ?? undefined });

  const first = await list();
  const second = await list(first.iterator);
  expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(endpoints);
  expect([...first.data, ...second.data].map(({ name, statusText }) => [name, statusText])).toEqual([
    ["delivered", "success"],
    ["failed", "fail"],
    ["retrying", "pending"],
    ["canceled", "canceled"],
  ]);
  expect(first.data.map(({ nextAttempt }) => nextAttempt)).toEqual([null, null, new Date(nextAtMs).toISOString()]);
  expect((await list(second.prevIterator)).data).toEqual(first.data);
});
