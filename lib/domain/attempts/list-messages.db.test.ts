import { beforeAll, describe, expect, test } from "vitest";
import { EndpointMessageOut } from "@/lib/contract/attempt.ts";
import { listOf } from "@/lib/contract/common.ts";
import { type ListAttemptedMessagesInput, listAttemptedMessages } from "@/lib/domain/attempts/list-messages.ts";
import { formatId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const MINUTE = 60_000;
const now = Date.now();
const at = (minutesAgo: number) => new Date(now - minutesAgo * MINUTE).toISOString();
const PAYLOAD = '{ "b": 1.0, "a": 12345678901234567890 }';

let tenant: Awaited<ReturnType<typeof aTenant>>;
let endpointId: string;
const names = new Map<string, string>();

beforeAll(async () => {
  tenant = await aTenant();
  ({ endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId));
  const other = await anEndpoint(tenant.ctx, tenant.applicationId);
  const base = { applicationId: tenant.applicationId, endpointId };
  const rows: Record<string, Partial<Parameters<typeof aDelivery>[0]>> = {
    sent: { atMs: now - 2 * MINUTE, channels: ["eu"], tags: ["urgent"], payload: PAYLOAD },
    broken: { atMs: now - 4 * MINUTE, state: "failed", eventType: "order.created" },
    again: { atMs: now - 6 * MINUTE, state: "retrying", nextAtMs: now + MINUTE },
    ended: { atMs: now - 8 * MINUTE, state: "canceled" },
    first: { atMs: now - 10 * MINUTE, state: "sending" },
  };
  for (const [name, row] of Object.entries(rows)) {
    names.set(formatId("message", (await aDelivery({ ...base, ...row })).messageId), name);
  }
  await aDelivery({ ...base, endpointId: other.endpointId });
});

async function list(input: Partial<ListAttemptedMessagesInput>) {
  const base = { applicationId: tenant.applicationId, endpointId, limit: 50, withContent: true };
  const json = await listAttemptedMessages(tenant.customer, { ...base, ...input });
  const page = listOf(EndpointMessageOut).parse(JSON.parse(json));
  return { ...page, json, names: page.data.map(({ id }) => names.get(id) ?? id) };
}

describe("the messages of an endpoint", () => {
  const all = ["sent", "broken", "again", "ended", "first"];
  test.each<[string, Partial<ListAttemptedMessagesInput>, string[]]>([
    ["newest first", {}, all],
    ["success", { status: 0 }, ["sent"]],
    ["pending", { status: 1 }, ["again"]],
    ["fail", { status: 2 }, ["broken"]],
    ["sending", { status: 3 }, ["first"]],
    ["canceled", { status: 4 }, ["ended"]],
    ["a channel", { channel: "eu" }, ["sent"]],
    ["a tag that nobody has", { tag: "late" }, []],
    ["a tag and a channel", { tag: "urgent", channel: "eu" }, ["sent"]],
    ["event types", { eventTypes: ["order.created", "else"] }, ["broken"]],
    ["before", { before: at(7) }, ["ended", "first"]],
    ["after", { after: at(5) }, ["sent", "broken"]],
    ["several at once", { after: at(7), status: 1 }, ["again"]],
  ])("%s", async (_, filter, wanted) => {
    expect((await list(filter)).names).toEqual(wanted);
  });

  test("carry the state of their delivery and when it is tried again", async () => {
    const { data } = await list({});
    expect(data.map(({ status, statusText }) => [status, statusText])).toEqual([
      [0, "success"],
      [2, "fail"],
      [1, "pending"],
      [4, "canceled"],
      [3, "sending"],
    ]);
    expect(data[2]?.nextAttempt).toBe(new Date(now + MINUTE).toISOString());
    expect([data[0]?.nextAttempt, data[1]?.nextAttempt]).toEqual([null, null]);
  });

  test("come with payloads byte for byte, or without", async () => {
    expect((await list({ limit: 1 })).json).toContain(`"payload":${PAYLOAD}`);
    expect((await list({ limit: 1, withContent: false })).data[0]).toMatchObject({ payload: {}, channels: ["eu"] });
  });

  test("go forward and back by the ids of messages, with and without a filter", async () => {
    for (const filter of [{}, { after: at(60), eventTypes: ["invoice.paid", "order.created"] }]) {
      const first = await list({ ...filter, limit: 2 });
      expect([first.names, first.done]).toEqual([all.slice(0, 2), false]);
      expect([first.iterator, first.prevIterator]).toEqual([first.data[1]?.id, `-${first.data[0]?.id}`]);
      const second = await list({ ...filter, limit: 2, iterator: first.iterator ?? "" });
      const third = await list({ ...filter, limit: 2, iterator: second.iterator ?? "" });
      expect([second.names, third.names, third.done]).toEqual([all.slice(2, 4), all.slice(4), true]);
      expect((await list({ ...filter, limit: 2, iterator: second.prevIterator ?? "" })).names).toEqual(first.names);
    }
  });

  test("a malformed iterator, and that of another kind, are refused", async () => {
    for (const iterator of ["msg_1", "nonsense", formatId("endpoint", endpointId)]) {
      await expect(list({ iterator })).rejects.toMatchObject({ issues: [{ loc: ["query", "iterator"] }] });
    }
  });

  test("of another application are not there", async () => {
    const foreign = await aTenant();
    const json = await listAttemptedMessages(foreign.customer, {
      applicationId: foreign.applicationId,
      endpointId,
      limit: 5,
      withContent: true,
    });
    expect(JSON.parse(json).data).toEqual([]);
    const wrong = list({ applicationId: foreign.applicationId });
    await expect(wrong).rejects.toMatchObject({ code: "not_found" });
  });
});
