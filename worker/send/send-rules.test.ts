import { createServer, type Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { parseCidrs } from "@/lib/webhook/address.ts";
import { type DialWishes, dialRules } from "@/worker/send/dial-rules.ts";
import {
  type Answer,
  atEnd,
  dialledAddresses,
  listen,
  openRawReceiver,
  openSender,
  post,
} from "@/worker/send/receivers.fixture.ts";

const OK: Answer = (socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
const NAME = "hooks.example.com";

const rules = (over: Partial<DialWishes>) =>
  dialRules({ connectTimeoutMs: 5_000, networks: null, minTlsVersion: null, ...over });
const namedBy = (...addresses: string[]) => ({
  resolver: async () => addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
});

/** Accepts and never says a word, so that a handshake does not end. */
async function openMute(): Promise<number> {
  const server = createServer((socket: Socket) => {
    socket.on("error", () => socket.destroy());
    atEnd(() => void socket.destroy());
  });
  atEnd(() => void server.close());
  return listen(server, "127.0.0.2");
}

describe("networks of an endpoint", () => {
  test.each<[string, string[]]>([
    ["an address of them", ["127.0.0.2/32"]],
    ["a wider one", ["203.0.113.0/24", "127.0.0.0/8"]],
    ["an IPv4 network in the words of IPv6", ["::ffff:127.0.0.2/128"]],
  ])("%s is dialled", async (_, networks) => {
    const receiver = await openRawReceiver(OK);
    const result = await openSender().send(post(receiver.url, { rules: rules({ networks }) }));
    expect(result.outcome.class).toBe("success");
  });

  test.each<[string, string[]]>([
    ["one beside it", ["127.0.0.3/32"]],
    ["one of the other family", ["2001:db8::/32"]],
    ["one that cannot be read", ["127.0.0.2/99"]],
    ["no network at all", []],
  ])("%s refuses the address before a packet leaves, at every try", async (_, networks) => {
    const receiver = await openRawReceiver(OK);
    const sender = openSender(namedBy("127.0.0.2"));
    for (const host of ["127.0.0.2", NAME, NAME]) {
      const result = await sender.send(post(`http://${host}:${receiver.port}/`, { rules: rules({ networks }) }));
      expect(result.outcome).toMatchObject({
        kind: "no_response",
        class: "blocked_address",
        detail: "127.0.0.2: in none of the networks that this endpoint allows (OUTSIDE_NETWORKS)",
      });
      expect(result.remoteAddress).toBeNull();
    }
    expect(dialledAddresses()).toEqual([]);
    expect(receiver.connections).toBe(0);
  });

  test("of several addresses only those within are dialled", async () => {
    const receiver = await openRawReceiver(OK, "127.0.0.4");
    const sender = openSender({ allow: parseCidrs("127.0.0.0/8"), ...namedBy("127.0.0.3", "127.0.0.4") });
    const request = post(`http://${NAME}:${receiver.port}/`, { rules: rules({ networks: ["127.0.0.4/31"] }) });
    expect(await sender.send(request)).toMatchObject({ outcome: { class: "success" }, remoteAddress: "127.0.0.4" });
    expect(dialledAddresses()).toEqual([`127.0.0.4:${receiver.port}`]);
  });

  test("open nothing that the installation keeps closed", async () => {
    const receiver = await openRawReceiver(OK, "127.0.0.1");
    const sender = openSender(namedBy("127.0.0.2", "127.0.0.1"));
    for (const host of ["127.0.0.1", NAME, "10.0.0.1"]) {
      const result = await sender.send(
        post(`http://${host}:${receiver.port}/`, { rules: rules({ networks: ["0.0.0.0/0"] }) }),
      );
      expect(result.outcome).toMatchObject({ class: "blocked_address", detail: expect.stringContaining("private") });
    }
    expect(dialledAddresses()).toEqual([]);
  });
});

test("endpoints whose rules differ share no connection, those with the same rules do", async () => {
  const receiver = await openRawReceiver(OK);
  const sender = openSender();
  const send = (over?: Partial<DialWishes>) => sender.send(post(receiver.url, over ? { rules: rules(over) } : {}));

  expect(await send()).toMatchObject({ reused: false });
  expect(await send({})).toMatchObject({ reused: true });
  expect(await send({ networks: ["127.0.0.0/8"] })).toMatchObject({ reused: false });
  expect(await send({ networks: ["127.0.0.0/8"] })).toMatchObject({ reused: true });
  expect(await send({ connectTimeoutMs: 1_000 })).toMatchObject({ reused: false });
  expect(await send({ minTlsVersion: "1.3" })).toMatchObject({ reused: false });
  const refused = await send({ networks: ["127.0.0.3/32"] });
  expect(refused, "although others have a connection open").toMatchObject({ outcome: { class: "blocked_address" } });
  expect(receiver.connections).toBe(4);
});

test("the handshake must end within the endpoint's own connect timeout", async () => {
  const port = await openMute();
  const sender = openSender({ ...namedBy("127.0.0.2"), connectTimeoutMs: 60_000 });
  const result = await sender.send(
    post(`https://${NAME}:${port}/`, { timeoutMs: 20_000, rules: rules({ connectTimeoutMs: 400 }) }),
  );
  expect(result.outcome).toMatchObject({
    class: "connect_timeout",
    detail: expect.stringContaining("no connection within 0.4 s"),
  });
});
