import { untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, startReceiver, test } from "@/e2e/fixtures.ts";

const FILTER = {
  all: [
    { path: "/amount", op: "gt", value: 100 },
    {
      any: [
        { path: "/plan", op: "eq", value: "pro" },
        { path: "/tags", op: "contains", value: "vip" },
      ],
    },
  ],
};

test("what a filter leaves out is not sent, and the verdict names the clause", async ({ svix, api, application }) => {
  const receiver = await startReceiver();
  const base = new URL(receiver.url).origin;
  const all = await svix.endpoint.create(application.id, { url: `${base}/all` });
  const path = `/api/v1/app/${application.id}/endpoint`;
  const made = await api("POST", path, { url: `${base}/some`, filter: FILTER });
  expect([made.status, made.body]).toMatchObject([201, { filter: FILTER }]);
  const some = made.body as { id: string };

  const send = (payload: Record<string, unknown>) =>
    svix.message.create(application.id, { eventType: "order.paid", payload });
  const small = await send({ amount: 100, plan: "pro" });
  const free = await send({ amount: 500, plan: "free" });
  const vip = await send({ amount: 500, plan: "free", tags: ["vip"] });
  await receiver.waitFor(4);

  const texts = [];
  for (const message of [small, free, vip]) {
    const { verdicts } = await untilDelivery({ application, message, endpoint: all }, "delivered");
    texts.push(verdicts.find(({ endpointId }) => endpointId === some.id)?.text);
  }
  expect(texts).toEqual([
    "The endpoint's filter left it out: it wants /amount is greater than 100.",
    'The endpoint\'s filter left it out: it wants /plan is "pro" or /tags contains "vip".',
    "The message goes to this endpoint.",
  ]);
  await untilDelivery({ application, message: vip, endpoint: some }, "delivered");
  const arrived = receiver.requests.filter((request) => request.path === "/some");
  expect(arrived.map(({ headers }) => headers["webhook-id"])).toEqual([vip.id]);

  // Clients that do not know the field replace everything else and leave it.
  await svix.endpoint.upsert(application.id, some.id, { url: `${base}/some`, description: "Again." });
  expect((await api("GET", `${path}/${some.id}`)).body).toMatchObject({ filter: FILTER, description: "Again." });
  expect((await api("PATCH", `${path}/${some.id}`, { filter: null })).body).toMatchObject({ filter: null });
  const now = await send({ amount: 1 });
  await untilDelivery({ application, message: now, endpoint: some }, "delivered");
});

test("a filter that is none is refused where it is wrong, and changes nothing", async ({ svix, api, application }) => {
  const endpoint = await svix.endpoint.create(application.id, { url: "http://127.0.0.1:8999/nobody" });
  const path = `/api/v1/app/${application.id}/endpoint/${endpoint.id}`;
  const wrong: [unknown, string[]][] = [
    [{ path: "amount", op: "gt", value: 1 }, ["body", "filter", "path"]],
    [{ all: [{ path: "/a", op: "matches", value: ".*" }] }, ["body", "filter", "all", "0", "op"]],
    [{ any: [] }, ["body", "filter", "any"]],
    [JSON.parse(`${'{"not":'.repeat(1_000)}1${"}".repeat(1_000)}`), ["body", "filter"]],
  ];
  for (const [filter, loc] of wrong) {
    const answer = await api("PATCH", path, { filter });
    expect([answer.status, answer.body]).toMatchObject([422, { detail: [{ loc }] }]);
  }
  expect((await api("GET", path)).body).toMatchObject({ filter: null });
});

test("a dry run counts what came, and sends nothing", async ({ svix, api, application }) => {
  for (const amount of [50, 150, 250]) {
    await svix.message.create(application.id, { eventType: "order.paid", payload: { amount } });
  }
  const filter = { path: "/amount", op: "gte", value: 150 };
  const answer = await api("POST", `/api/v1/app/${application.id}/filter-dry-run`, { filter });
  expect([answer.status, answer.body]).toMatchObject([
    200,
    { looked: 3, matched: 2, filtered: 1, unread: 0, complete: true },
  ]);
  const { examples } = answer.body as { examples: { matches: boolean; clause: string | null }[] };
  expect(examples.map(({ matches, clause }) => [matches, clause])).toEqual([
    [true, null],
    [true, null],
    [false, "/amount is at least 150"],
  ]);
});
