import { randomUUID } from "node:crypto";
import type { Svix } from "svix";
import { untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { type Api, expect, type Receiver, test } from "@/e2e/fixtures.ts";

interface Page {
  data: Record<string, unknown>[];
  iterator: string | null;
  prevIterator: string | null;
  done: boolean;
}
interface Tools {
  svix: Svix;
  api: Api;
  application: { id: string };
  receiver: Receiver;
}
/** A list, and how it grows at its beginning: `add` answers the key of the new item. */
interface List {
  path: string;
  /** Of the item in the list and in iterators. */
  key: "id" | "name";
  add: () => Promise<string>;
  /** Where a new item stands in the default order. */
  grows: "first" | "last";
  /** Of a list of the whole installation: what the names of its own items begin with. Others may follow them. */
  prefix?: string;
}

const URL_ = "http://127.0.0.1:8999/hooks";
const SEND = { eventType: "job.created", payload: {} };

/** A message that has arrived, and its try. */
async function delivered({ svix, application, receiver }: Tools, endpoint: { id: string }, message?: { id: string }) {
  const sent = message ?? (await svix.message.create(application.id, SEND));
  const delivery = await untilDelivery({ application, message: sent, endpoint }, "delivered");
  expect(receiver.requests.length).toBeGreaterThan(0);
  return { message: sent, delivery };
}

const LISTS: Record<string, (tools: Tools) => Promise<List>> = {
  applications: async ({ svix }) => {
    const marker = randomUUID();
    const add = async () => (await svix.application.create({ name: marker })).id;
    return { path: `/app?q=${marker}`, key: "id", add, grows: "last" };
  },
  "event types": async ({ svix }) => {
    const prefix = `z${randomUUID().slice(0, 8)}`;
    let count = 0;
    const add = async () =>
      (await svix.eventType.create({ name: `${prefix}.${String(count++).padStart(3, "0")}`, description: "" })).name;
    // The list is of the whole installation: it is read from behind this name on.
    return { path: `/event-type?iterator=${prefix}`, key: "name", add, grows: "last", prefix };
  },
  endpoints: async ({ svix, application }) => {
    const add = async () => (await svix.endpoint.create(application.id, { url: URL_ })).id;
    return { path: `/app/${application.id}/endpoint?`, key: "id", add, grows: "first" };
  },
  messages: async ({ svix, application }) => {
    const add = async () => (await svix.message.create(application.id, SEND)).id;
    return { path: `/app/${application.id}/msg?`, key: "id", add, grows: "first" };
  },
  "messages of a tag": async ({ svix, application }) => {
    const add = async () => {
      await svix.message.create(application.id, SEND);
      return (await svix.message.create(application.id, { ...SEND, tags: ["vip"] })).id;
    };
    return { path: `/app/${application.id}/msg?tag=vip`, key: "id", add, grows: "first" };
  },
  "messages of an endpoint": async (tools) => {
    const endpoint = await tools.svix.endpoint.create(tools.application.id, { url: tools.receiver.url });
    const add = async () => (await delivered(tools, endpoint)).message.id;
    return { path: `/app/${tools.application.id}/endpoint/${endpoint.id}/msg?`, key: "id", add, grows: "first" };
  },
  "tries of an endpoint": async (tools) => {
    const endpoint = await tools.svix.endpoint.create(tools.application.id, { url: tools.receiver.url });
    const add = async () => String((await delivered(tools, endpoint)).delivery.attempts.at(-1)?.id);
    return { path: `/app/${tools.application.id}/attempt/endpoint/${endpoint.id}?`, key: "id", add, grows: "first" };
  },
  "tries of a message": async (tools) => {
    const { svix, application, receiver } = tools;
    const message = await svix.message.create(application.id, SEND);
    const add = async () => {
      const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
      await svix.messageAttempt.resend(application.id, message.id, endpoint.id);
      return String((await delivered(tools, endpoint, message)).delivery.attempts.at(-1)?.id);
    };
    return { path: `/app/${application.id}/attempt/msg/${message.id}?`, key: "id", add, grows: "first" };
  },
  "endpoints of a message": async (tools) => {
    const { svix, application, receiver } = tools;
    const message = await svix.message.create(application.id, SEND);
    const add = async () => {
      const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
      await svix.messageAttempt.resend(application.id, message.id, endpoint.id);
      return endpoint.id;
    };
    return { path: `/app/${application.id}/msg/${message.id}/endpoint?`, key: "id", add, grows: "last" };
  },
};

for (const name of ["applications", "event types", "endpoints"]) {
  test(`${name}: the other order is the same list turned around, in both directions`, async ({
    svix,
    api,
    application,
    receiver,
  }) => {
    const list = await LISTS[name]?.({ svix, api, application, receiver });
    if (!list) throw new Error("no such list");
    const made: string[] = [];
    for (let n = 0; n < 5; n++) made.push(await list.add());
    const order = list.grows === "first" ? "ascending" : "descending";
    const turned = list.grows === "first" ? made : made.toReversed();
    const [base = ""] = list.path.split(/[?&]?iterator=/);
    const read = async (iterator: string) => {
      const more = `${base.includes("?") ? "&" : "?"}limit=2&order=${order}&iterator=${iterator}`;
      const { data, ...rest } = (await api("GET", `/api/v1${base}${more}`)).body as Page;
      return { ...rest, keys: data.map((item) => item[list.key]) };
    };
    // From its first item on: the whole installation may have others before it.
    const second = await read(turned[0] ?? "");
    expect(second.keys).toEqual(turned.slice(1, 3));
    const third = await read(second.iterator ?? "");
    expect(third.keys).toEqual(turned.slice(3, 5));
    expect((await read(third.prevIterator ?? "")).keys).toEqual(turned.slice(1, 3));
  });
}

for (const [name, prepare] of Object.entries(LISTS)) {
  test(`${name}: pages go forward and back, each item once, while new ones come in`, async ({
    svix,
    api,
    application,
    receiver,
  }) => {
    const { path, key, add, grows, prefix } = await prepare({ svix, api, application, receiver });
    const made: string[] = [];
    for (let n = 0; n < 5; n++) made.push(await add());
    const ordered = grows === "first" ? made.toReversed() : made;

    const read = async (iterator?: string | null) => {
      const [base = "", start = ""] = path.split(/[?&]?iterator=/);
      const query = new URLSearchParams({ limit: "2" });
      if (iterator || start) query.set("iterator", iterator || start);
      const { status, body } = await api("GET", `/api/v1${base}${base.includes("?") ? "&" : "?"}${query}`);
      expect(status, JSON.stringify(body)).toBe(200);
      const page = body as Page;
      const keys = page.data.map((item) => item[key]).filter((value) => String(value).startsWith(prefix ?? ""));
      return { ...page, keys };
    };

    const first = await read();
    expect([first.keys, first.done]).toEqual([ordered.slice(0, 2), false]);
    expect([first.iterator, first.prevIterator]).toEqual([ordered[1], `-${ordered[0]}`]);
    // What comes in now stands before the first page, or behind the last: it moves nobody's place.
    const later = await add();
    const whole = grows === "first" ? [later, ...ordered] : [...ordered, later];
    const second = await read(first.iterator);
    expect([second.keys, second.done]).toEqual([ordered.slice(2, 4), false]);
    const third = await read(second.iterator);
    expect(third.keys).toEqual(whole.slice(whole.indexOf(ordered[3] ?? "") + 1));
    if (!prefix) expect(third.done).toBe(true);

    const back = await read(third.prevIterator);
    expect(back.keys).toEqual(ordered.slice(2, 4));
    const further = await read(back.prevIterator);
    expect(further.keys).toEqual(ordered.slice(0, 2));
    if (grows === "first") expect((await read(further.prevIterator)).keys).toEqual([later]);
    // Behind the end there is nothing, and the way back from there is whole.
    const end = await read(third.iterator);
    expect(end.keys).toEqual([]);
    if (!prefix) expect([end.done, end.iterator]).toEqual([true, third.iterator]);
  });

  test(`${name}: limits and iterators that cannot be are refused`, async ({ svix, api, application, receiver }) => {
    const { path } = await prepare({ svix, api, application, receiver });
    const [base = ""] = path.split(/[?&]?iterator=/);
    for (const [query, field] of [
      ["limit=0", "limit"],
      ["limit=251", "limit"],
      ["limit=many", "limit"],
      ["iterator=no%20such", "iterator"],
      ["iterator=", "iterator"],
    ]) {
      const answer = await api("GET", `/api/v1${base}${base.includes("?") ? "&" : "?"}${query}`);
      expect(answer, query).toMatchObject({ status: 422, body: { detail: [{ loc: ["query", field] }] } });
    }
  });
}
