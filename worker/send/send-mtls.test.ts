import type { Socket } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import { type GenerateResult, generate } from "selfsigned";
import { beforeAll, expect, test } from "vitest";
import { dialRules } from "@/worker/send/dial-rules.ts";
import { atEnd, dialledAddresses, listen, openSender, post } from "@/worker/send/receivers.fixture.ts";

const HOST = "hooks.example.com";
const TO_RECEIVER = async () => [{ address: "127.0.0.2", family: 4 }];
const SIZE = { algorithm: "sha256", keySize: 2048 } as const;

let root: GenerateResult;
let stranger: GenerateResult;
let server: GenerateResult;
let ann: GenerateResult;
let ben: GenerateResult;

const authority = (name: string) =>
  generate([{ name: "commonName", value: name }], {
    ...SIZE,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
const client = (name: string, by: GenerateResult) =>
  generate([{ name: "commonName", value: name }], { ...SIZE, ca: { key: by.private, cert: by.cert } });

beforeAll(async () => {
  [root, stranger] = await Promise.all([authority("Root"), authority("Stranger")]);
  server = await generate([{ name: "commonName", value: HOST }], {
    ...SIZE,
    ca: { key: root.private, cert: root.cert },
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: HOST }] }],
  });
  [ann, ben] = await Promise.all([client("ann", root), client("ben", root)]);
});

const rulesOf = (own: GenerateResult | null, ca: GenerateResult | null = root) =>
  dialRules({
    connectTimeoutMs: 5_000,
    networks: null,
    minTlsVersion: null,
    certificates: { certificate: own?.cert ?? null, privateKey: own?.private ?? null, ca: ca?.cert ?? null },
  });

/** A server that demands certificates of `root`, and writes down whose came with each request and each connection. */
async function openReceiver() {
  const seen = { connections: [] as string[], requests: [] as string[] };
  const sockets = new Set<Socket>();
  const nameOf = (socket: TLSSocket) => String(socket.getPeerCertificate().subject?.CN);
  const receiver = createServer(
    { key: server.private, cert: server.cert, ca: [root.cert], requestCert: true, rejectUnauthorized: true },
    (socket) => {
      seen.connections.push(nameOf(socket));
      socket.on("error", () => socket.destroy());
      socket.on("data", (chunk) => {
        if (!chunk.toString("latin1").includes("\r\n\r\n")) return;
        seen.requests.push(nameOf(socket));
        socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
      });
    },
  );
  receiver.on("tlsClientError", () => {});
  receiver.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
  });
  const port = await listen(receiver, "127.0.0.2");
  atEnd(() => {
    for (const socket of sockets) socket.destroy();
    receiver.close();
  });
  return { url: `https://${HOST}:${port}/`, seen };
}

test("each certificate travels on connections of its own, and the same one shares them", async () => {
  const { url, seen } = await openReceiver();
  const sender = openSender({ resolver: TO_RECEIVER });
  for (const own of [ann, ben, ann, ben]) {
    const { outcome } = await sender.send(post(url, { rules: rulesOf(own) }));
    expect(outcome).toMatchObject({ class: "success" });
  }
  expect(seen).toEqual({ connections: ["ann", "ben"], requests: ["ann", "ben", "ann", "ben"] });
});

test("without a certificate, or with one of another authority, nothing is taken", async () => {
  const { url, seen } = await openReceiver();
  const sender = openSender({ resolver: TO_RECEIVER });
  const none = await sender.send(post(url, { rules: rulesOf(null) }));
  expect(none.outcome).toMatchObject({ class: "tls_other", detail: expect.stringContaining("certificate required") });
  const other = await sender.send(post(url, { rules: rulesOf(await client("eve", stranger)) }));
  // This server hangs up without a word; others send an alert.
  expect(other.outcome).toMatchObject({ kind: "no_response", class: "connection_reset" });
  expect(seen.requests).toEqual([]);
});

test("authorities of an endpoint are trusted instead of the well-known ones, and by nobody else", async () => {
  const { url, seen } = await openReceiver();
  const sender = openSender({ resolver: TO_RECEIVER, caCertificates: [root.cert] });
  const others = await sender.send(post(url, { rules: rulesOf(ann, stranger) }));
  expect(others.outcome).toMatchObject({ class: "tls_untrusted" });
  const own = await sender.send(post(url, { rules: rulesOf(ann) }));
  expect(own.outcome).toMatchObject({ class: "success" });
  const plain = openSender({ resolver: TO_RECEIVER });
  expect((await plain.send(post(url))).outcome).toMatchObject({ class: "tls_untrusted" });
  expect(seen.requests).toEqual(["ann"]);
});

test("certificates that the TLS library refuses fail before anything is dialled", async () => {
  const { url } = await openReceiver();
  const mixed = dialRules({
    connectTimeoutMs: 5_000,
    networks: null,
    minTlsVersion: null,
    certificates: { certificate: ann.cert, privateKey: ben.private, ca: null },
  });
  const before = dialledAddresses().length;
  const { outcome } = await openSender({ resolver: TO_RECEIVER }).send(post(url, { rules: mixed }));
  expect(outcome).toMatchObject({ class: "config_error", detail: expect.stringContaining("UNUSABLE_CERTIFICATE") });
  expect(dialledAddresses()).toHaveLength(before);
});
