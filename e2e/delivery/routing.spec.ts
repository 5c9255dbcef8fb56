import { randomBytes } from "node:crypto";
import { untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, type Receiver, startReceiver, test } from "@/e2e/fixtures.ts";

/** Which endpoint a request is for is its path: the receivers share a server. */
const arrivedAt = (receiver: Receiver, path: string) =>
  receiver.requests.filter((request) => request.path === path).map((request) => request.headers["webhook-id"]);

test("event types, groups of them and channels decide who gets a message, and each decision is on record", async ({
  svix,
  application,
}) => {
  const group = `g${randomBytes(5).toString("hex")}`;
  const [paid, settled, other] = [`${group}.paid`, `${group}.item.settled`, `${group}x.paid`];
  for (const name of [paid, settled, other]) await svix.eventType.create({ name, description: "For a test." });
  const receiver = await startReceiver();
  const base = new URL(receiver.url).origin;
  const add = (path: string, options: { eventTypes?: string[]; channels?: string[] }) =>
    svix.endpoint.create(application.id, { url: `${base}${path}`, ...options });
  const all = await add("/all", {});
  const exact = await add("/exact", { eventTypes: [paid] });
  const grouped = await add("/group", { eventTypes: [`${group}.*`] });
  const channel = await add("/channel", { channels: ["red", "blue"] });
  const strict = await add("/strict", { eventTypes: [paid], channels: ["red"] });

  const send = (eventType: string, channels?: string[]) =>
    svix.message.create(application.id, { eventType, payload: {}, ...(channels ? { channels } : {}) });
  const messages = {
    paid: await send(paid),
    settled: await send(settled),
    other: await send(other),
    red: await send(paid, ["red", "green"]),
    green: await send(other, ["green"]),
  };
  const wanted: Record<string, (keyof typeof messages)[]> = {
    "/all": ["paid", "settled", "other", "red", "green"],
    "/exact": ["paid", "red"],
    "/group": ["paid", "settled", "red"],
    "/channel": ["red"],
    "/strict": ["red"],
  };
  await receiver.waitFor(Object.values(wanted).flat().length);
  for (const message of Object.values(messages)) {
    await untilDelivery({ application, message, endpoint: all }, "delivered");
  }
  for (const [path, names] of Object.entries(wanted)) {
    const arrived = arrivedAt(receiver, path);
    expect(arrived, path).toHaveLength(names.length);
    expect(new Set(arrived), path).toEqual(new Set(names.map((name) => messages[name].id)));
  }

  const { verdicts } = await untilDelivery({ application, message: messages.other, endpoint: all }, "delivered");
  expect(Object.fromEntries(verdicts.map(({ endpointId, verdict }) => [endpointId, verdict]))).toEqual({
    [all.id]: "delivery",
    [exact.id]: "not_subscribed",
    [grouped.id]: "not_subscribed",
    [channel.id]: "no_channel_in_common",
    [strict.id]: "not_subscribed",
  });
  await receiver.close();
});
