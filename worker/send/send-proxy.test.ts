import { describe, expect, test } from "vitest";
import { parseCidrs } from "@/lib/webhook/address.ts";
import { dialRules } from "@/worker/send/dial-rules.ts";
import {
  type Answer,
  dialledAddresses,
  openConnectProxy,
  openRawReceiver,
  openSender,
  type Passage,
  post,
} from "@/worker/send/receivers.fixture.ts";
import type { SenderOptions } from "@/worker/send/send.ts";

const OK: Answer = (socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
const OUTSIDE = { to: "127.0.0.2" };

/** Nothing behind the proxy is resolved here. */
const openProxied = (proxyUrl: URL, over: Partial<SenderOptions> = {}) =>
  openSender({ proxyUrl, resolver: () => Promise.reject(new Error("a name was looked up")), ...over });

const failed = { kind: "no_response", class: "proxy_error" };

test("every connection leaves through the proxy, which resolves the name; plain http too", async () => {
  const receiver = await openRawReceiver(OK);
  const proxy = await openConnectProxy(() => OUTSIDE);
  proxy.url.username = "posthorn";
  proxy.url.password = "p%40ss";
  const sender = openProxied(proxy.url);
  const url = `http://hooks.example.com:${receiver.port}/hook`;

  const first = await sender.send(post(url));
  expect(first).toMatchObject({ statusCode: 200, remoteAddress: null, reused: false });
  expect(first.phases).toMatchObject({ dnsMs: null, connectMs: expect.any(Number) });
  expect(await sender.send(post(url))).toMatchObject({ statusCode: 200, reused: true });
  expect(proxy.asked).toEqual([
    { receiver: `hooks.example.com:${receiver.port}`, authorization: `Basic ${btoa("posthorn:p@ss")}` },
  ]);
  expect(receiver.requests[0]).toMatch(/^POST \/hook HTTP\/1\.1\r\nhost: hooks\.example\.com/i);
  expect(receiver.requests.join(""), "the proxy's credentials stay with the proxy").not.toMatch(/proxy-auth|p@ss/i);
  expect(dialledAddresses()).toEqual([`127.0.0.3:${proxy.url.port}`]);
  expect(await sender.probe(url)).toMatchObject({ class: "success", remoteAddress: null });
});

test.each([
  "127.0.0.1",
  "2130706433",
  "[::1]",
  "[::ffff:10.0.0.1]",
  "169.254.169.254",
  "10.0.0.1",
  "localhost",
  "db.internal",
  "intranet",
])("%s is refused here: the proxy is not even asked", async (host) => {
  const proxy = await openConnectProxy(() => OUTSIDE);
  const sender = openProxied(proxy.url);
  expect((await sender.send(post(`http://${host}:8080/`))).outcome.class).toBe("blocked_address");
  expect((await sender.probe(`http://${host}:8080/`)).class).toBe("blocked_address");
  expect(dialledAddresses()).toEqual([]);
});

test("an endpoint's own networks hold for addresses; a name cannot be known to be in them, so it is refused", async () => {
  const receiver = await openRawReceiver(OK);
  const proxy = await openConnectProxy(() => OUTSIDE);
  const sender = openProxied(proxy.url);
  const send = (host: string, networks: string[]) => {
    const rules = dialRules({ connectTimeoutMs: 5_000, networks, minTlsVersion: null });
    return sender.send(post(`http://${host}:${receiver.port}/`, { rules }));
  };
  expect(await send("127.0.0.2", ["127.0.0.2/32"])).toMatchObject({ statusCode: 200, remoteAddress: "127.0.0.2" });
  expect((await send("127.0.0.2", ["127.0.0.4/32"])).outcome.class).toBe("blocked_address");
  const unknown = await send("hooks.example.com", ["127.0.0.0/8"]);
  expect(unknown.outcome).toMatchObject({
    class: "blocked_address",
    detail: expect.stringMatching(/NETWORKS_UNKNOWN/),
  });
  expect(proxy.asked).toHaveLength(1);
});

describe("trouble with the proxy is ours", () => {
  test.each<[string, Parameters<typeof openConnectProxy>[0], RegExp]>([
    ["wants other credentials", () => ({ status: 407 }), /answered 407/],
    ["forbids it", () => ({ status: 403 }), /answered 403/],
    ["has an error", () => ({ status: 500 }), /answered 500/],
    ["is no proxy", () => ({ raw: "SSH-2.0-OpenSSH_9.6\r\n\r\n" }), /does not speak HTTP/],
    ["talks without an end", () => ({ raw: `HTTP/1.1 200 OK\r\n${"x-a: b\r\n".repeat(2_000)}` }), /has no end/],
    ["says nothing", () => "silence", /cannot be used/],
  ])("when it %s", async (_, passage, detail) => {
    const proxy = await openConnectProxy(passage);
    const sender = openProxied(proxy.url, { connectTimeoutMs: 300 });
    const result = await sender.send(post("http://hooks.example.com:8080/"));
    expect(result.outcome).toMatchObject({ ...failed, detail: expect.stringMatching(detail) });
    expect(result.statusCode).toBeNull();
    expect(sender.proxyTrouble()).toMatchObject({ says: expect.stringMatching(detail) });
  });

  test("when it is down, or has no address; its own address is told to the operator alone", async () => {
    const sender = openProxied(new URL("http://127.0.0.3:9"));
    const { outcome } = await sender.send(post("http://hooks.example.com/"));
    expect(outcome).toMatchObject({ ...failed, detail: "the egress proxy cannot be used (PROXY_FAILED)" });
    expect(sender.proxyTrouble()?.says).toContain("127.0.0.3:9");
  });

  test("when the whole time limit passes before it has answered", async () => {
    const proxy = await openConnectProxy(() => "silence");
    const sender = openProxied(proxy.url);
    expect((await sender.send(post("http://hooks.example.com/", { timeoutMs: 200 }))).outcome).toMatchObject(failed);
    await expect.poll(() => sender.proxyTrouble()).not.toBeNull();
  });
});

describe("a proxy that works is not blamed", () => {
  test.each([502, 503, 504])("with %i it says that the receiver cannot be reached", async (status) => {
    const proxy = await openConnectProxy(() => ({ status }));
    const sender = openProxied(proxy.url);
    const { outcome } = await sender.send(post("http://hooks.example.com/"));
    expect(outcome).toMatchObject({ class: "connect_timeout", detail: expect.stringContaining(`(${status})`) });
    expect(sender.proxyTrouble()).toBeNull();
  });

  test("silence about one receiver, while it answers about another, is that receiver's", async () => {
    const receiver = await openRawReceiver(OK);
    const proxy = await openConnectProxy((host) => (host.startsWith("silent") ? "silence" : OUTSIDE));
    const sender = openProxied(proxy.url, { connectTimeoutMs: 700 });
    const silent = sender.send(post("http://silent.example.com/"));
    await expect.poll(() => proxy.asked).toHaveLength(1);
    expect((await sender.send(post(`http://hooks.example.com:${receiver.port}/`))).statusCode).toBe(200);
    expect((await silent).outcome.class).toBe("connect_timeout");
    expect(sender.proxyTrouble()).toBeNull();
  });

  test("what it said before is forgotten as soon as something gets through", async () => {
    const receiver = await openRawReceiver(OK);
    let passage: Passage = { status: 407 };
    const proxy = await openConnectProxy(() => passage);
    const sender = openProxied(proxy.url);
    const url = `http://hooks.example.com:${receiver.port}/`;
    expect((await sender.send(post(url))).outcome.class).toBe("proxy_error");
    passage = OUTSIDE;
    expect((await sender.send(post(url))).outcome.class).toBe("success");
    expect(sender.proxyTrouble()).toBeNull();
  });
});

test("our own debug inbox on this machine is not asked of the proxy, which would find another machine there", async () => {
  const { port, requests } = await openRawReceiver(OK, "127.0.0.1");
  const proxy = await openConnectProxy(() => ({ status: 403 }));
  const sender = openSender({
    proxyUrl: proxy.url,
    allow: parseCidrs(""),
    selfOrigins: (url) => url.pathname === "/inbox/abc",
  });
  expect((await sender.send(post(`http://127.0.0.1:${port}/inbox/abc`))).statusCode).toBe(200);
  expect(requests).toHaveLength(1);
  expect(proxy.asked).toEqual([]);
});
