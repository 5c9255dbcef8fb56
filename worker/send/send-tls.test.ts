import { randomBytes } from "node:crypto";
import { createServer as createTcpServer, type Socket } from "node:net";
import { connect, createServer, type TlsOptions } from "node:tls";
import { type GenerateResult, generate } from "selfsigned";
import { beforeAll, describe, expect, test } from "vitest";
import { parseCidrs } from "@/lib/webhook/address.ts";
import type { AttemptClass } from "@/lib/webhook/attempt-class.ts";
import { dialRules } from "@/worker/send/dial-rules.ts";
import { atEnd, listen, openConnectProxy, openSender, post } from "@/worker/send/receivers.fixture.ts";
import type { SenderOptions, SendPhase } from "@/worker/send/send.ts";

const HOST = "hooks.example.com";
const DAY_MS = 86_400_000;
const TO_RECEIVER = async () => [{ address: "127.0.0.2", family: 4 }];

type CertificateOptions = Parameters<typeof generate>[1] & {
  names?: string[];
  ips?: string[];
  purpose?: "server" | "client";
};

let ca: GenerateResult;
let otherCa: GenerateResult;

beforeAll(async () => {
  ca = await issueAuthority("Test Root");
  otherCa = await issueAuthority("Other Root");
});

function issueAuthority(name: string, keyType: "rsa" | "ec" = "rsa"): Promise<GenerateResult> {
  return generate([{ name: "commonName", value: name }], {
    algorithm: "sha256",
    keyType,
    keySize: 2048,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
}

function issue({
  names = [HOST],
  ips = [],
  purpose = "server",
  ...options
}: CertificateOptions = {}): Promise<GenerateResult> {
  const altNames = [
    ...names.map((value) => ({ type: 2 as const, value })),
    ...ips.map((ip) => ({ type: 7 as const, ip })),
  ];
  return generate([{ name: "commonName", value: HOST }], {
    algorithm: "sha256",
    keySize: 2048,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "extKeyUsage", serverAuth: purpose === "server", clientAuth: purpose === "client" },
      ...(altNames.length > 0 ? [{ name: "subjectAltName" as const, altNames }] : []),
    ],
    ...options,
  });
}

type TlsReceiver = { port: number; requests: number; names: (string | false | null)[]; resumed: boolean[] };

async function openTlsReceiver(
  certificate: GenerateResult,
  options: TlsOptions = {},
  keepAlive = true,
  { host = "127.0.0.2", port = 0 } = {},
): Promise<TlsReceiver> {
  const sockets = new Set<Socket>();
  const receiver: TlsReceiver = { port: 0, requests: 0, names: [], resumed: [] };
  const server = createServer({ key: certificate.private, cert: certificate.cert, ...options }, (socket) => {
    receiver.names.push("servername" in socket && typeof socket.servername === "string" ? socket.servername : null);
    receiver.resumed.push(socket.isSessionReused());
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => {
      if (!chunk.toString("latin1").includes("\r\n\r\n")) return;
      receiver.requests++;
      if (keepAlive) socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
      else socket.end("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok");
    });
  });
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("tlsClientError", () => {});
  receiver.port = await listen(server, host, port);
  atEnd(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  return receiver;
}

const openTlsSender = (over: Partial<SenderOptions> = {}) =>
  openSender({ resolver: TO_RECEIVER, caCertificates: [ca.cert], ...over });

test("a good certificate is accepted and described, once for every connection", async () => {
  const notAfterDate = new Date(Math.floor((Date.now() + 30 * DAY_MS) / 1000) * 1000);
  const receiver = await openTlsReceiver(await issue({ notAfterDate }));
  const sender = openTlsSender();
  const told: SendPhase[] = [];
  const url = `https://${HOST}:${receiver.port}/`;

  const first = await sender.send(post(url, { onPhase: (phase) => told.push(phase) }));
  expect(first).toMatchObject({
    statusCode: 200,
    reused: false,
    tlsVersion: "TLSv1.3",
    certificateNotAfter: notAfterDate,
  });
  expect(first.phases.tlsMs).toBeGreaterThan(0);
  expect(told).toEqual(["resolved", "connected", "secured", "sent", "responded"]);
  expect(receiver.names).toEqual([HOST]);

  const second = await sender.send(post(url));
  expect(second).toMatchObject({ reused: true, tlsVersion: "TLSv1.3", certificateNotAfter: notAfterDate });
  expect(second.phases).toMatchObject({ dnsMs: null, connectMs: null, tlsMs: null });
});

test("through the egress proxy certificates are judged and dated as they are without it, and nothing is sent in the clear", async () => {
  const good = await openTlsReceiver(await issue());
  const expired = await openTlsReceiver(await issue({ notAfterDate: new Date(Date.now() - DAY_MS) }));
  const proxy = await openConnectProxy(() => ({ to: "127.0.0.2" }));
  const sender = openTlsSender({ proxyUrl: proxy.url, resolver: () => Promise.reject(new Error("asked")) });

  const result = await sender.send(post(`https://${HOST}:${good.port}/`));
  expect(result).toMatchObject({ statusCode: 200, tlsVersion: "TLSv1.3", remoteAddress: null, reused: false });
  expect(result.phases).toMatchObject({ dnsMs: null, connectMs: expect.any(Number), tlsMs: expect.any(Number) });
  expect(result.certificateNotAfter).toBeInstanceOf(Date);
  expect(await sender.send(post(`https://${HOST}:${good.port}/`))).toMatchObject({ reused: true, statusCode: 200 });
  expect(good.names).toEqual([HOST]);

  const late = await sender.send(post(`https://${HOST}:${expired.port}/`));
  expect(late.outcome.class).toBe("tls_expired");
  expect(late.certificateNotAfter).toBeInstanceOf(Date);
  const other = await sender.send(post(`https://other.example.com:${good.port}/`));
  expect(other.outcome.class).toBe("tls_hostname");
  expect(expired.requests).toBe(0);
  expect(proxy.asked.map(({ receiver }) => receiver)).toEqual([
    `${HOST}:${good.port}`,
    `${HOST}:${expired.port}`,
    `other.example.com:${good.port}`,
  ]);
});

test("TLS 1.2, EC keys, wildcards, a trailing dot and address certificates work", async () => {
  const send = async (url: string) => (await openTlsSender().send(post(url))).outcome;
  const old = await openTlsReceiver(await issue(), { maxVersion: "TLSv1.2" });
  expect(await send(`https://${HOST}:${old.port}/`)).toMatchObject({ class: "success" });
  expect(await send(`https://${HOST}.:${old.port}/`)).toMatchObject({ class: "success" });
  const wildcard = await openTlsReceiver(await issue({ names: ["*.example.com"] }));
  expect(await send(`https://${HOST}:${wildcard.port}/`)).toMatchObject({ class: "success" });
  const address = await openTlsReceiver(await issue({ names: [], ips: ["127.0.0.2"] }));
  expect(await send(`https://127.0.0.2:${address.port}/`)).toMatchObject({ class: "success" });
  expect(address.names).toEqual([null]);

  const ecCa = await issueAuthority("EC Root", "ec");
  const ec = await openTlsReceiver(await issue({ keyType: "ec", ca: { key: ecCa.private, cert: ecCa.cert } }));
  const sender = openTlsSender({ caCertificates: [ecCa.cert] });
  expect((await sender.send(post(`https://${HOST}:${ec.port}/`))).outcome).toMatchObject({ class: "success" });
});

describe("a connection that cannot be trusted carries no request", () => {
  test.each<[string, () => Promise<[GenerateResult, TlsOptions?]>, AttemptClass]>([
    [
      "expired",
      async () => [
        await issue({
          notBeforeDate: new Date(Date.now() - 60 * DAY_MS),
          notAfterDate: new Date(Date.now() - 30 * DAY_MS),
        }),
      ],
      "tls_expired",
    ],
    [
      "not yet valid",
      async () => [
        await issue({
          notBeforeDate: new Date(Date.now() + 30 * DAY_MS),
          notAfterDate: new Date(Date.now() + 60 * DAY_MS),
        }),
      ],
      "tls_not_yet_valid",
    ],
    ["self-signed", async () => [await issue({ ca: undefined })], "tls_untrusted"],
    [
      "of an unknown authority",
      async () => [await issue({ ca: { key: otherCa.private, cert: otherCa.cert } })],
      "tls_untrusted",
    ],
    ["for another name", async () => [await issue({ names: ["other.example.com"] })], "tls_hostname"],
    ["without alternative names", async () => [await issue({ names: [] })], "tls_hostname"],
    ["for clients only", async () => [await issue({ purpose: "client" })], "tls_other"],
    [
      "with a key of 1,024 bits",
      async () => [await issue({ keySize: 1024 }), { ciphers: "DEFAULT@SECLEVEL=0" }],
      "tls_other",
    ],
    [
      "under TLS 1.1",
      async () => [
        await issue(),
        { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } satisfies TlsOptions,
      ],
      "tls_protocol",
    ],
    ["with HTTP/2 only", async () => [await issue(), { ALPNProtocols: ["h2"] }], "tls_protocol"],
  ])("%s", async (_, arrange, expected) => {
    const [certificate, options] = await arrange();
    const receiver = await openTlsReceiver(certificate, options);
    const result = await openTlsSender().send(post(`https://${HOST}:${receiver.port}/`));
    expect(result.outcome).toMatchObject({ kind: "no_response", class: expected });
    expect(result.remoteAddress).toBe("127.0.0.2");
    expect(receiver.requests).toBe(0);
  });

  test("an address whose certificate names another address", async () => {
    const receiver = await openTlsReceiver(await issue({ names: [HOST], ips: ["127.0.0.9"] }));
    const result = await openTlsSender().send(post(`https://127.0.0.2:${receiver.port}/`));
    expect(result.outcome).toMatchObject({ class: "tls_hostname" });
  });

  test("when the receiver demands a certificate of ours", async () => {
    const receiver = await openTlsReceiver(await issue(), {
      requestCert: true,
      rejectUnauthorized: true,
      ca: [ca.cert],
    });
    const result = await openTlsSender().send(post(`https://${HOST}:${receiver.port}/`));
    expect(result.outcome).toMatchObject({
      class: "tls_other",
      detail: expect.stringContaining("certificate required"),
    });
    expect(receiver.requests).toBe(0);
  });

  test("even when the environment asks to trust everybody", async () => {
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    const { emitWarning } = process;
    process.emitWarning = () => {};
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    atEnd(() => {
      process.emitWarning = emitWarning;
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    });
    const receiver = await openTlsReceiver(await issue({ ca: undefined }));
    const result = await openTlsSender().send(post(`https://${HOST}:${receiver.port}/`));
    expect(result.outcome).toMatchObject({ class: "tls_untrusted" });
  });
});

test("an endpoint that asks for TLS 1.3 gets nothing less, and says so", async () => {
  const strict = dialRules({ connectTimeoutMs: 5_000, networks: null, minTlsVersion: "1.3" });
  const sender = openTlsSender();
  const old = await openTlsReceiver(await issue(), { maxVersion: "TLSv1.2" });
  const url = `https://${HOST}:${old.port}/`;
  expect(await sender.send(post(url))).toMatchObject({ outcome: { class: "success" }, tlsVersion: "TLSv1.2" });
  const refused = await sender.send(post(url, { rules: strict }));
  expect(refused.outcome).toMatchObject({
    class: "tls_protocol",
    detail: "the server does not offer TLS 1.3, the oldest that this endpoint accepts (TLS_TOO_OLD)",
  });
  expect(refused.remoteAddress).toBe("127.0.0.2");
  expect(old.requests).toBe(1);

  const modern = await openTlsReceiver(await issue());
  const result = await sender.send(post(`https://${HOST}:${modern.port}/`, { rules: strict }));
  expect(result).toMatchObject({ outcome: { class: "success" }, tlsVersion: "TLSv1.3" });
});

test("an expired certificate is dated", async () => {
  const notAfterDate = new Date(Math.floor((Date.now() - 30 * DAY_MS) / 1000) * 1000);
  const receiver = await openTlsReceiver(
    await issue({ notBeforeDate: new Date(Date.now() - 60 * DAY_MS), notAfterDate }),
  );
  const result = await openTlsSender().send(post(`https://${HOST}:${receiver.port}/`));
  expect(result).toMatchObject({ outcome: { class: "tls_expired" }, certificateNotAfter: notAfterDate });
});

test.each<[string, (socket: Socket) => void, AttemptClass]>([
  ["speaks plain HTTP", (socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"), "tls_protocol"],
  ["stalls in the handshake", () => {}, "connect_timeout"],
  ["hangs up in the handshake", (socket) => socket.end(), "connection_reset"],
])("a port that %s is told apart", async (_, onData, expected) => {
  const server = createTcpServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", () => onData(socket));
    atEnd(() => void socket.destroy());
  });
  const port = await listen(server, "127.0.0.2");
  atEnd(() => void server.close());
  const result = await openTlsSender({ connectTimeoutMs: 300 }).send(post(`https://${HOST}:${port}/`));
  expect(result.outcome).toMatchObject({ kind: "no_response", class: expected });
  expect(result.phases.connectMs).not.toBeNull();
  expect(result.phases.tlsMs).toBeNull();
});

test("no session ticket of one connection is offered on the next", async () => {
  const receiver = await openTlsReceiver(await issue(), {}, false);
  const sender = openTlsSender();
  for (let count = 0; count < 3; count++) {
    expect((await sender.send(post(`https://${HOST}:${receiver.port}/`))).outcome.class).toBe("success");
  }
  expect(receiver.resumed).toEqual([false, false, false]);
});

test("a ticket of one server is not offered to the one that its name leads to next, though that one would take it", async () => {
  const certificate = await issue();
  const shared = { ticketKeys: randomBytes(48) };
  const first = await openTlsReceiver(certificate, shared, false);
  const second = await openTlsReceiver(certificate, shared, false, { host: "127.0.0.4", port: first.port });
  const ticket = await ticketOf(first.port);
  if (ticket === null) throw new Error("The first server gives tickets.");
  await ticketOf(first.port, { host: "127.0.0.4", session: ticket });
  expect(second.resumed, "whoever offered it would be let in").toEqual([true]);

  const answers = ["127.0.0.2", "127.0.0.4"];
  const resolver = async () => [{ address: answers.shift() ?? "", family: 4 }];
  const sender = openTlsSender({ resolver, allow: parseCidrs("127.0.0.2/32 127.0.0.4/32") });
  const url = `https://${HOST}:${first.port}/`;
  expect((await sender.send(post(url))).remoteAddress).toBe("127.0.0.2");
  await expect.poll(async () => (await sender.send(post(url))).remoteAddress).toBe("127.0.0.4");
  expect([...first.resumed, ...second.resumed.slice(1)]).not.toContain(true);
});

/** Connects as a careless client does, with a ticket or without, and gives the one that it gets; null when it gets none. */
function ticketOf(port: number, { host = "127.0.0.2", session }: { host?: string; session?: Buffer } = {}) {
  return new Promise<Buffer | null>((resolve, reject) => {
    const socket = connect({ host, port, servername: HOST, ca: ca.cert, ...(session ? { session } : {}) });
    let ticket: Buffer | null = null;
    socket.once("error", reject);
    socket.on("session", (given) => {
      ticket = given;
    });
    socket.once("close", () => resolve(ticket));
    socket.resume();
    socket.once("secureConnect", () => socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n"));
  });
}
