import { expect, test } from "vitest";
import { type Answer, openRawReceiver, openSender, post } from "@/worker/send/receivers.fixture.ts";
import type { SendPhase } from "@/worker/send/send.ts";

const OK: Answer = (socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");

test("a connection is kept, and what was not measured again is null", async () => {
  const receiver = await openRawReceiver(OK);
  const sender = openSender();
  const first = await sender.send(post(receiver.url));
  const second = await sender.send(post(receiver.url));

  expect(receiver.connections).toBe(1);
  expect(first).toMatchObject({
    reused: false,
    remoteAddress: "127.0.0.2",
    tlsVersion: null,
    certificateNotAfter: null,
  });
  expect(first.phases).toMatchObject({ dnsMs: null, tlsMs: null });
  for (const phase of [first.phases.connectMs, first.phases.waitMs, first.phases.bodyMs, second.phases.waitMs]) {
    expect(phase).toBeGreaterThanOrEqual(0);
  }
  expect(second).toMatchObject({ reused: true, remoteAddress: "127.0.0.2" });
  expect(second.phases).toMatchObject({ dnsMs: null, connectMs: null, tlsMs: null });
});

test("phases are told in their order as they happen", async () => {
  const { port } = await openRawReceiver(OK);
  const sender = openSender({ resolver: async () => [{ address: "127.0.0.2", family: 4 }] });
  const told: [SendPhase, number][] = [];
  const request = post(`http://hooks.example.com:${port}/`, { onPhase: (phase, atMs) => told.push([phase, atMs]) });

  await sender.send(request);
  expect(told.map(([phase]) => phase)).toEqual(["resolved", "connected", "sent", "responded"]);
  expect(told.map(([, atMs]) => atMs)).toEqual(told.map(([, atMs]) => atMs).toSorted((a, b) => a - b));

  told.length = 0;
  await sender.send(request);
  expect(told.map(([phase]) => phase)).toEqual(["sent", "responded"]);
});

test("an observer that throws does not change the exchange", async () => {
  const { url } = await openRawReceiver(OK);
  const onPhase = () => {
    throw new Error("observer");
  };
  expect((await openSender().send(post(url, { onPhase }))).outcome.class).toBe("success");
});

test("a kept connection that the receiver closes as we write is replaced without anybody noticing", async () => {
  const receiver = await openRawReceiver((socket, { onConnection }) => {
    if (onConnection === 0) socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    else socket.destroy();
  });
  const sender = openSender();
  for (let count = 0; count < 5; count++) {
    expect(await sender.send(post(receiver.url))).toMatchObject({ statusCode: 200, reused: false });
  }
  // The first needs one connection; each of the others finds the kept one gone and opens another.
  expect(receiver.connections).toBe(5);
  expect(receiver.requests).toHaveLength(9);
});

test("a receiver that drops every connection after the first is tried once more, not for ever", async () => {
  const receiver = await openRawReceiver((socket, { index }) => {
    if (index === 0) socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    else socket.resetAndDestroy();
  });
  const sender = openSender();
  await sender.send(post(receiver.url));
  expect((await sender.send(post(receiver.url))).outcome).toMatchObject({ class: "connection_reset" });
  expect(receiver.requests).toHaveLength(3);
});

test("a kept connection that breaks after a part of the reply is not tried again", async () => {
  const receiver = await openRawReceiver((socket, { onConnection }) => {
    if (onConnection === 0) socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    else socket.end("HTTP/1.1 20");
  });
  const sender = openSender();
  await sender.send(post(receiver.url));
  expect((await sender.send(post(receiver.url))).outcome).toMatchObject({ class: "connection_reset" });
  expect(receiver.requests).toHaveLength(2);
});

test("a receiver that closes its idle connections is reached over new ones", async () => {
  const receiver = await openRawReceiver((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok", () => socket.end());
  });
  const sender = openSender();
  for (let count = 0; count < 50; count++) {
    expect((await sender.send(post(receiver.url))).outcome.class).toBe("success");
  }
});

test("at most 64 connections are open to one origin, and what waits is sent when one is free", async () => {
  const held: (() => void)[] = [];
  const receiver = await openRawReceiver((socket) => {
    held.push(() => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"));
  });
  const sender = openSender();
  const results = Array.from({ length: 100 }, () => sender.send(post(receiver.url, { timeoutMs: 20_000 })));

  await expect.poll(() => held.length).toBe(64);
  expect(receiver.connections).toBe(64);
  for (let sent = 0; sent < 100; sent++) {
    await expect.poll(() => held.length).toBeGreaterThan(0);
    held.shift()?.();
  }
  for (const result of await Promise.all(results)) expect(result.outcome.class).toBe("success");
  expect(receiver.connections).toBe(64);
});

test("a request that never got a connection is our fault, was not sent, and those that hang do not block the next", async () => {
  const receiver = await openRawReceiver((socket, request) => {
    if (request.index >= 64) OK(socket, request);
  });
  const sender = openSender();
  const hanging = Array.from({ length: 64 }, () => sender.send(post(receiver.url, { timeoutMs: 1_500 })));
  const waiting = await sender.send(post(receiver.url, { timeoutMs: 200 }));
  expect(waiting.outcome).toMatchObject({ kind: "no_response", class: "worker_lost" });

  for (const result of await Promise.all(hanging)) expect(result.outcome.class).toBe("headers_timeout");
  expect(receiver.requests).toHaveLength(64);
  expect((await sender.send(post(receiver.url))).outcome.class).toBe("success");
});

test("a hanging origin does not hold up another", async () => {
  const hanging = await openRawReceiver(() => {});
  const healthy = await openRawReceiver(OK);
  const sender = openSender();
  const stuck = Array.from({ length: 200 }, () => sender.send(post(hanging.url, { timeoutMs: 3_000 })));
  const results = await Promise.all(
    Array.from({ length: 200 }, () => sender.send(post(healthy.url, { timeoutMs: 3_000 }))),
  );
  expect(results.every((result) => result.outcome.class === "success")).toBe(true);
  await Promise.all(stuck);
});

test("thousands of requests to a receiver that misbehaves in every way all end, each with one result", async () => {
  const receiver = await openRawReceiver((socket, { index }) => {
    switch (index % 6) {
      case 0:
        return void socket.end("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
      case 1:
        return void socket.resetAndDestroy();
      case 2:
        return void socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n${"x".repeat(100_000)}`);
      case 3:
        return void socket.end("garbage\r\n\r\n");
      case 4:
        return void socket.end("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nshort");
      default:
        return void socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    }
  });
  const sender = openSender();
  const results = await Promise.all(
    Array.from({ length: 3_000 }, () => sender.send(post(receiver.url, { timeoutMs: 30_000 }))),
  );
  const classes = new Set(results.map((result) => result.outcome.class));
  expect([...classes].toSorted()).toEqual(["connection_reset", "protocol_error", "success"]);
}, 40_000);
