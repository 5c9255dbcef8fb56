import { createServer as createTcpServer, type Socket } from "node:net";
import { createServer } from "node:tls";
import { type GenerateResult, generate } from "selfsigned";
import { beforeAll, describe, expect, test } from "vitest";
import { atEnd, dialledAddresses, listen, openRawReceiver, openSender } from "@/worker/send/receivers.fixture.ts";

const HOST = "hooks.example.com";
const DAY_MS = 86_400_000;
const TO_RECEIVER = async () => [{ address: "127.0.0.2", family: 4 }];

let ca: GenerateResult;

beforeAll(async () => {
  ca = await generate([{ name: "commonName", value: "Test Root" }], {
    algorithm: "sha256",
    keySize: 2048,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
});

/** A server over TLS that counts what it is sent; its certificate ends at the given moment. */
async function aTlsServer(notAfterDate: Date) {
  const certificate = await generate([{ name: "commonName", value: HOST }], {
    algorithm: "sha256",
    keySize: 2048,
    ca: { key: ca.private, cert: ca.cert },
    notBeforeDate: new Date(Date.now() - 100 * DAY_MS),
    notAfterDate,
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: HOST }] },
    ],
  });
  const seen = { connections: 0, bytes: 0, closed: 0 };
  const server = createServer({ key: certificate.private, cert: certificate.cert }, (socket) => {
    seen.connections++;
    socket.on("data", (chunk) => {
      seen.bytes += chunk.length;
    });
    socket.on("error", () => {});
    socket.on("close", () => seen.closed++);
  });
  server.on("tlsClientError", () => {});
  const port = await listen(server, "127.0.0.2");
  atEnd(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port, seen };
}

function openProbe() {
  return openSender({ resolver: TO_RECEIVER, caCertificates: [ca.cert] });
}

describe("a server over TLS", () => {
  test("that is in order is reached, described, sent nothing and left", async () => {
    const notAfter = new Date(Math.floor((Date.now() + 71 * DAY_MS) / 1000) * 1000);
    const { port, seen } = await aTlsServer(notAfter);
    expect(await openProbe().probe(`https://${HOST}:${port}`)).toEqual({
      class: "success",
      detail: null,
      remoteAddress: "127.0.0.2",
      tlsVersion: "TLSv1.3",
      certificateNotAfter: notAfter,
    });
    await expect.poll(() => seen.closed).toBe(1);
    expect(seen).toEqual({ connections: 1, bytes: 0, closed: 1 });
  });

  test("whose certificate has expired is reached, and its end is known", async () => {
    const notAfter = new Date(Math.floor((Date.now() - DAY_MS) / 1000) * 1000);
    const { port } = await aTlsServer(notAfter);
    expect(await openProbe().probe(`https://${HOST}:${port}`)).toMatchObject({
      class: "tls_expired",
      remoteAddress: "127.0.0.2",
      certificateNotAfter: notAfter,
    });
  });

  test("with a certificate for another name is not taken for the one that was asked for", async () => {
    const { port } = await aTlsServer(new Date(Date.now() + DAY_MS));
    expect((await openProbe().probe(`https://other.example.com:${port}`)).class).toBe("tls_hostname");
  });
});

test("a plain server is reached and sent nothing", async () => {
  const receiver = await openRawReceiver((socket) => socket.end());
  const found = await openProbe().probe(new URL(receiver.url).origin);
  expect(found).toMatchObject({ class: "success", remoteAddress: "127.0.0.2", tlsVersion: null });
  expect(receiver.requests).toEqual([]);
});

test("a port where nothing listens is told as refused", async () => {
  const server = createTcpServer();
  const port = await listen(server, "127.0.0.2");
  await new Promise((resolve) => server.close(resolve));
  const found = await openProbe().probe(`https://${HOST}:${port}`);
  expect(found).toMatchObject({ class: "connect_refused", remoteAddress: null });
});

test.each(["http://127.0.0.1:8080", "https://169.254.169.254", "http://[::1]", "https://db.internal"])(
  "%s is refused and never dialled",
  async (url) => {
    const found = await openProbe().probe(url);
    expect(found).toMatchObject({ class: "blocked_address", remoteAddress: null, certificateNotAfter: null });
    expect(dialledAddresses()).toEqual([]);
  },
);

test("a name that leads to a private address, among others, is refused and never dialled", async () => {
  const resolver = async () => [
    { address: "127.0.0.2", family: 4 },
    { address: "10.0.0.1", family: 4 },
  ];
  const found = await openSender({ resolver }).probe(`https://${HOST}`);
  expect(found).toMatchObject({ class: "blocked_address", remoteAddress: null });
  expect(dialledAddresses()).toEqual([]);
});

test("a name server that never answers ends the probe, and no connection follows", async () => {
  const found = await openSender({ resolver: () => new Promise(() => {}), probeLimitMs: 50 }).probe(`https://${HOST}`);
  expect(found).toMatchObject({ class: "dns_error", remoteAddress: null });
  expect(dialledAddresses()).toEqual([]);
});

test("a server that accepts and never greets ends the probe, and its connection is closed", async () => {
  const sockets: Socket[] = [];
  const server = createTcpServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    socket.resume();
  });
  const port = await listen(server, "127.0.0.2");
  atEnd(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const sender = openSender({ resolver: TO_RECEIVER, probeLimitMs: 300 });
  expect(await sender.probe(`https://${HOST}:${port}`)).toMatchObject({
    class: "connect_timeout",
    remoteAddress: "127.0.0.2",
  });
  await expect.poll(() => sockets[0]?.destroyed).toBe(true);
});

test("a name server that answers after the probe has ended makes nobody dial", async () => {
  let answer: (addresses: { address: string; family: number }[]) => void = () => {};
  const late = new Promise<{ address: string; family: number }[]>((resolve) => {
    answer = resolve;
  });
  await openSender({ resolver: () => late, probeLimitMs: 20 }).probe(`https://${HOST}`);
  answer(await TO_RECEIVER());
  await new Promise((resolve) => setImmediate(resolve));
  expect(dialledAddresses()).toEqual([]);
});
