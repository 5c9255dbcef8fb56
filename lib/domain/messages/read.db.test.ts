import { beforeAll, describe, expect, test } from "vitest";
import { listOf } from "@/lib/contract/common.ts";
import { MessageOut } from "@/lib/contract/message.ts";
import { getMessage } from "@/lib/domain/messages/get.ts";
import { type ListMessagesInput, listMessages } from "@/lib/domain/messages/list.ts";
import { requireMessageId } from "@/lib/domain/messages/resolve.ts";
import { formatId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aMessage } from "@/lib/testing/deliveries.ts";
import { aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const MINUTE = 60_000;
const PAYLOAD = '{ "b": 1.0, "a": 12345678901234567890, "a": "\\u00e9" }';

describe("one message", () => {
  test("is found by id and by eventId, its payload byte for byte", async () => {
    const { customer, applicationId } = await aTenant();
    const id = await aMessage({ applicationId, payload: PAYLOAD, eventId: "order-7", channels: ["eu"] });
    for (const message of [formatId("message", id), "order-7"]) {
      const json = await getMessage(customer, { applicationId, message, withContent: true });
      expect(json).toContain(`"payload":${PAYLOAD}}`);
      expect(MessageOut.parse(JSON.parse(json))).toMatchObject({ id: formatId("message", id), eventId: "order-7" });
      expect(await requireMessageId({ applicationId, message })).toBe(id);
    }
  });

  test("of another application is like one that never was, by id and by eventId", async () => {
    const [mine, theirs] = [await aTenant(), await aTenant()];
    const id = await aMessage({ applicationId: theirs.applicationId, eventId: "theirs" });
    for (const message of [formatId("message", id), "theirs", "nobody's", "msg_mistyped"]) {
      const input = { applicationId: mine.applicationId, message };
      await expect(getMessage(mine.customer, { ...input, withContent: true })).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(requireMessageId(input)).rejects.toMatchObject({ code: "not_found" });
    }
  });

  test("without its content is sent without it; one that is no longer kept says so", async () => {
    const { customer, applicationId } = await aTenant();
    const message = formatId("message", await aMessage({ applicationId, payload: null }));
    const payload = async (withContent: boolean) =>
      JSON.parse(await getMessage(customer, { applicationId, message, withContent })).payload;
    expect(await payload(false)).toEqual({});
    expect(await payload(true)).toEqual({ expired: true });
  });
});

describe("the list", () => {
  const now = Date.now();
  let tenant: Awaited<ReturnType<typeof aTenant>>;
  const ids: string[] = [];

  beforeAll(async () => {
    tenant = await aTenant();
    const { applicationId } = tenant;
    for (const [n, fields] of [
      { channels: ["eu", "b2b"], payload: PAYLOAD },
      { tags: ["urgent"] },
      { eventType: "order.created" },
      {},
    ].entries()) {
      ids.push(formatId("message", await aMessage({ applicationId, atMs: now - (n + 1) * MINUTE, ...fields })));
    }
    await aMessage({ applicationId: (await aTenant()).applicationId });
  });

  async function list(input: Partial<ListMessagesInput>) {
    const base = { applicationId: tenant.applicationId, limit: 50, withContent: true };
    const json = await listMessages(tenant.customer, { ...base, ...input });
    return { json, ...listOf(MessageOut).parse(JSON.parse(json)) };
  }

  test.each<[string, Partial<ListMessagesInput>, number[]]>([
    ["everything, newest first", {}, [0, 1, 2, 3]],
    ["a channel", { channel: "b2b" }, [0]],
    ["a tag", { tag: "urgent" }, [1]],
    ["event types", { eventTypes: ["order.created"] }, [2]],
    ["before", { before: new Date(now - 2.5 * MINUTE).toISOString() }, [2, 3]],
    ["after", { after: new Date(now - 2.5 * MINUTE).toISOString() }, [0, 1]],
  ])("%s", async (_, input, positions) => {
    expect((await list(input)).data.map(({ id }) => id)).toEqual(positions.map((n) => ids[n]));
  });

  test("holds payloads byte for byte, or none", async () => {
    expect((await list({})).json).toContain(`"payload":${PAYLOAD}}`);
    expect((await list({ withContent: false })).data.map(({ payload }) => payload)).toEqual([{}, {}, {}, {}]);
  });

  test("pages lead forward and back", async () => {
    const first = await list({ limit: 3 });
    const second = await list({ limit: 3, iterator: first.iterator ?? "" });
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids);
    expect([first.done, second.done]).toEqual([false, true]);
    expect((await list({ limit: 3, iterator: second.prevIterator ?? "" })).data).toEqual(first.data);
  });

  test("a customer cannot list another application", async () => {
    const { applicationId } = await aTenant();
    await expect(list({ applicationId })).rejects.toMatchObject({ code: "not_found" });
  });
});
