import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { parseCidrs } from "@/lib/webhook/address.ts";
import {
  type Answer,
  atEnd,
  dialledAddresses,
  listen,
  openRawReceiver,
  openSender,
  post,
} from "@/worker/send/receivers.fixture.ts";
import type { ResolvedAddress, Resolver } from "@/worker/send/resolver.ts";

const OK: Answer = (socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
const CLOSE: Answer = (socket) => socket.end("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok");

const v4 = (address: string): ResolvedAddress => ({ address, family: 4 });
const v6 = (address: string): ResolvedAddress => ({ address, family: 6 });

/** Answers the first question with the first list, and goes on with the last list. */
function resolverOf(...answers: ResolvedAddress[][]): Resolver & { asked: string[] } {
  const asked: string[] = [];
  const resolver = async (host: string) => {
    asked.push(host);
    return answers[Math.min(asked.length, answers.length) - 1] ?? [];
  };
  return Object.assign(resolver, { asked });
}

/** The same port on the "public" and on the "internal" side, so that only the address decides. */
async function openBothSides(answer: Answer) {
  const outside = await openRawReceiver(answer);
  let insideConnections = 0;
  const inside = createServer(() => {
    insideConnections++;
  });
  await listen(inside, "127.0.0.1", outside.port);
  atEnd(() => new Promise((resolve) => inside.close(() => resolve())));
  return { ...outside, outside, insideConnections: () => insideConnections };
}

const blocked = { kind: "no_response", class: "blocked_address" };

describe("an address in the URL", () => {
  test.each([
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "0.0.0.0",
    "0",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::7f00:1]",
    "[64:ff9b::7f00:1]",
    "169.254.169.254",
    "10.0.0.1",
    "192.168.1.1",
    "[fd00::1]",
    "[fe80::1]",
    "localhost",
    "printer.local",
  ])("%s is refused and nothing is dialled", async (host) => {
    const { port } = await openRawReceiver(OK, "127.0.0.1");
    const resolver = resolverOf([v4("127.0.0.1")]);
    const sender = openSender({ resolver });
    for (const scheme of ["http", "https"]) {
      const result = await sender.send(post(`${scheme}://${host}:${port}/`));
      expect(result.outcome).toMatchObject(blocked);
      expect(result.remoteAddress).toBeNull();
    }
    expect(dialledAddresses()).toEqual([]);
    expect(resolver.asked).toEqual([]);
  });

  test("is dialled when the operator opened it", async () => {
    const { url } = await openRawReceiver(OK, "127.0.0.1");
    const result = await openSender({ allow: parseCidrs("127.0.0.0/8") }).send(post(url));
    expect(result).toMatchObject({ remoteAddress: "127.0.0.1", reused: false, statusCode: 200 });
    expect(result.phases.dnsMs).toBeNull();
  });
});

describe("a name", () => {
  test("that changes its mind within one exchange is asked once, and only what was judged is dialled", async () => {
    const sides = await openBothSides(OK);
    const resolver = resolverOf([v4("127.0.0.2")], [v4("127.0.0.1")]);
    const sender = openSender({ resolver });
    const result = await sender.send(post(`http://hooks.example.com:${sides.port}/`));

    expect(result).toMatchObject({ statusCode: 200, remoteAddress: "127.0.0.2" });
    expect(result.phases.dnsMs).not.toBeNull();
    expect(resolver.asked).toEqual(["hooks.example.com"]);
    expect(dialledAddresses()).toEqual([`127.0.0.2:${sides.port}`]);
    expect(sides.insideConnections()).toBe(0);
  });

  test("that was repointed inside between two tries is blocked at the second", async () => {
    const sides = await openBothSides(CLOSE);
    const sender = openSender({ resolver: resolverOf([v4("127.0.0.2")], [v4("127.0.0.1")]) });
    const url = `http://hooks.example.com:${sides.port}/`;
    expect((await sender.send(post(url))).outcome.class).toBe("success");
    // The receiver closed the connection; until that is noticed the old one may be tried, never the new address.
    await expect.poll(async () => (await sender.send(post(url))).outcome.class).toBe("blocked_address");
    expect(sides.insideConnections()).toBe(0);
  });

  test("that was repointed inside keeps reaching the judged address as long as that connection lives", async () => {
    const sides = await openBothSides(OK);
    const sender = openSender({ resolver: resolverOf([v4("127.0.0.2")], [v4("127.0.0.1")]) });
    const url = `http://hooks.example.com:${sides.port}/`;
    await sender.send(post(url));
    expect(await sender.send(post(url))).toMatchObject({ reused: true, remoteAddress: "127.0.0.2", statusCode: 200 });
    expect(sides.insideConnections()).toBe(0);
  });

  test.each<[string, ResolvedAddress[]]>([
    ["public first", [v4("127.0.0.2"), v4("127.0.0.1")]],
    ["internal first", [v4("127.0.0.1"), v4("127.0.0.2")]],
    ["public v4 and internal v6", [v4("127.0.0.2"), v6("::1")]],
    ["mapped", [v6("::ffff:127.0.0.1")]],
    ["an alias to an internal machine", [v4("10.1.2.3")]],
    ["the last of 500", [...Array.from({ length: 499 }, () => v4("127.0.0.2")), v4("169.254.169.254")]],
    ["not an address at all", [v4("127.0.0.2"), v4("localhost")]],
  ])("with one address that is not public (%s) is blocked, and nothing is dialled", async (_, addresses) => {
    const sides = await openBothSides(OK);
    const sender = openSender({ resolver: resolverOf(addresses) });
    expect((await sender.send(post(`http://hooks.example.com:${sides.port}/`))).outcome).toMatchObject(blocked);
    expect(dialledAddresses()).toEqual([]);
    expect(sides.outside.connections + sides.insideConnections()).toBe(0);
  });

  test("with several addresses is reached over the one that answers", async () => {
    const { port, requests } = await openRawReceiver(OK);
    const addresses = [v4("127.0.0.3"), v4("127.0.0.4"), v4("127.0.0.2")];
    const sender = openSender({ allow: parseCidrs("127.0.0.2/31 127.0.0.4/32"), resolver: resolverOf(addresses) });
    const result = await sender.send(post(`http://hooks.example.com:${port}/`));
    expect(result).toMatchObject({ statusCode: 200, remoteAddress: "127.0.0.2" });
    expect(dialledAddresses()).toEqual([`127.0.0.3:${port}`, `127.0.0.4:${port}`, `127.0.0.2:${port}`]);
    expect(requests).toHaveLength(1);
  });

  test("with hundreds of addresses is tried at a few of them", async () => {
    const { port } = await openRawReceiver(OK);
    const addresses = Array.from({ length: 200 }, (_, index) => v4(`127.0.1.${index + 1}`));
    const sender = openSender({ allow: parseCidrs("127.0.0.0/8"), resolver: resolverOf(addresses) });
    expect((await sender.send(post(`http://hooks.example.com:${port}/`))).outcome.class).toBe("connect_refused");
    expect(dialledAddresses()).toHaveLength(4);
  });

  test.each<[string, Resolver]>([
    ["does not exist", async () => Promise.reject(Object.assign(new Error("queryA ENOTFOUND"), { code: "ENOTFOUND" }))],
    [
      "fails in the name server",
      async () => Promise.reject(Object.assign(new Error("SERVFAIL"), { code: "EAI_AGAIN" })),
    ],
    ["has no address", async () => []],
  ])("that %s is a dns_error", async (_, resolver) => {
    const result = await openSender({ resolver }).send(post("http://hooks.example.com/"));
    expect(result.outcome).toMatchObject({ kind: "no_response", class: "dns_error" });
    expect(dialledAddresses()).toEqual([]);
  });

  test("whose look-up does not end is given up at the deadline, and its late answer dials nothing", async () => {
    let answer: (addresses: ResolvedAddress[]) => void = () => {};
    const late = new Promise<ResolvedAddress[]>((resolve) => {
      answer = resolve;
    });
    const sender = openSender({ resolver: () => late });
    const result = await sender.send(post("http://hooks.example.com/", { timeoutMs: 200 }));
    expect(result.outcome).toMatchObject({ kind: "no_response", class: "dns_error" });

    answer([v4("127.0.0.2")]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(dialledAddresses()).toEqual([]);
  });

  test("that recovers is reached again", async () => {
    const { port } = await openRawReceiver(OK);
    const zone = new Map<string, ResolvedAddress[]>();
    const resolver: Resolver = async (host) => {
      const addresses = zone.get(host);
      if (addresses) return addresses;
      throw Object.assign(new Error("ENOTFOUND"), { code: "ENOTFOUND" });
    };
    const sender = openSender({ resolver });
    const url = `http://hooks.example.com:${port}/`;
    expect((await sender.send(post(url))).outcome.class).toBe("dns_error");
    zone.set("hooks.example.com", [v4("127.0.0.2")]);
    expect((await sender.send(post(url))).outcome.class).toBe("success");
  });
});

test("the environment's proxy settings are not read", async () => {
  const proxy = await openRawReceiver(OK, "127.0.0.3");
  const { url } = await openRawReceiver(OK);
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"];
  const before = names.map((name) => process.env[name]);
  for (const name of names) process.env[name] = `http://127.0.0.3:${proxy.port}`;
  atEnd(() => {
    for (const [index, name] of names.entries()) {
      if (before[index] === undefined) delete process.env[name];
      else process.env[name] = before[index];
    }
  });

  expect((await openSender().send(post(url))).outcome.class).toBe("success");
  expect(proxy.connections).toBe(0);
});

describe("our own debug inbox", () => {
  test("is reached on this machine at exactly its URL, and nothing else there is", async () => {
    const { port, requests } = await openRawReceiver(OK, "127.0.0.1");
    const inbox = `http://localhost:${port}/inbox/abc`;
    const sender = openSender({
      selfOrigins: (url) => url.href === inbox,
      resolver: resolverOf([v4("127.0.0.1")]),
    });

    expect((await sender.send(post(inbox))).outcome.class).toBe("success");
    for (const path of ["api/v1/app", "inbox/abc?x", "inbox/abc/../../api", "inbox/other"]) {
      expect((await sender.send(post(`http://localhost:${port}/${path}`))).outcome).toMatchObject(blocked);
    }
    expect(requests).toHaveLength(1);
  });

  test("opens this machine only, not the network around it", async () => {
    const sender = openSender({ selfOrigins: () => true, resolver: resolverOf([v4("10.0.0.1")]) });
    expect((await sender.send(post("http://posthorn.example.com/inbox/abc"))).outcome).toMatchObject(blocked);
    expect(dialledAddresses()).toEqual([]);
  });
});
