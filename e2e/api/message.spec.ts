import { randomUUID } from "node:crypto";
import { BASE_URL, BOOTSTRAP_API_KEY, expect, test } from "@/e2e/fixtures.ts";

const NOT_FOUND = { code: "not_found", detail: "Entity not found" };
const BYTES = '{ "z": 1.0, "a": 12345678901234567890, "text": "\\u00e9 \\/" }';

test("a message comes back by its id and by its eventId, its payload byte for byte", async ({ api, application }) => {
  const list = `/api/v1/app/${application.id}/msg`;
  const eventId = `order-${randomUUID()}`;
  const body = `{"eventType":"order.created","payload":${BYTES},"eventId":"${eventId}","channels":["eu"],"tags":["vip"]}`;
  const sent = await api("POST", list, body);
  expect(sent.status).toBe(202);
  const { id } = sent.body as { id: string };

  for (const path of [`${list}/${id}`, `${list}/${eventId}`, list]) {
    const answer = await fetch(BASE_URL + path, { headers: { authorization: `Bearer ${BOOTSTRAP_API_KEY}` } });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(`"payload":${BYTES}`);
  }
  expect((await api("GET", `${list}/${id}?with_content=false`)).body).toMatchObject({ id, eventId, payload: {} });
});

test("the official client lists messages by type, channel, tag and time, a page at a time", async ({
  svix,
  application,
}) => {
  const send = (eventType: string, more: { channels?: string[]; tags?: string[] } = {}) =>
    svix.message.create(application.id, { eventType, payload: { eventType }, ...more });
  const paid = await send("invoice.paid", { channels: ["eu"] });
  const failed = await send("invoice.failed", { tags: ["vip"] });
  const created = await send("order.created");
  const idsOf = async (options: Parameters<typeof svix.message.list>[1]) =>
    (await svix.message.list(application.id, options)).data.map(({ id }) => id);

  expect(await idsOf({})).toEqual([created.id, failed.id, paid.id]);
  expect(await idsOf({ eventTypes: ["invoice.paid", "order.created"] })).toEqual([created.id, paid.id]);
  expect(await idsOf({ channel: "eu" })).toEqual([paid.id]);
  expect(await idsOf({ tag: "vip" })).toEqual([failed.id]);
  expect(await idsOf({ before: paid.timestamp })).toEqual([]);
  expect(await idsOf({ after: new Date(Date.now() - 3_600_000) })).toHaveLength(3);

  const first = await svix.message.list(application.id, { limit: 2, withContent: true });
  expect(first).toMatchObject({ done: false, data: [{ payload: { eventType: "order.created" } }, {}] });
  const second = await svix.message.list(application.id, { limit: 2, iterator: first.iterator });
  expect(second).toMatchObject({ done: true, data: [{ id: paid.id }] });
  const back = await svix.message.list(application.id, {
    limit: 2,
    iterator: second.prevIterator ?? null,
    withContent: true,
  });
  expect(back.data).toEqual(first.data);
});

test("a message of another application, and one that never was, are missing in the same words", async ({
  svix,
  api,
  application,
}) => {
  const other = await svix.application.create({ name: "Other" });
  const message = await svix.message.create(other.id, { eventType: "a.b", payload: {}, eventId: "theirs" });
  for (const name of [message.id, "theirs", "msg_mistyped", "nobody"]) {
    expect(await api("GET", `/api/v1/app/${application.id}/msg/${name}`)).toMatchObject({
      status: 404,
      body: NOT_FOUND,
    });
  }
});

test("a list refuses what it cannot mean, at its place", async ({ api, application }) => {
  for (const [query, field] of [
    ["limit=0", "limit"],
    ["limit=251", "limit"],
    ["iterator=msg_1", "iterator"],
    ["before=yesterday", "before"],
  ]) {
    const answer = await api("GET", `/api/v1/app/${application.id}/msg?${query}`);
    expect(answer, query).toMatchObject({ status: 422, body: { detail: [{ loc: ["query", field] }] } });
  }
});
