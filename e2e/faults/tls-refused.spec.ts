import fs from "node:fs";
import type { Socket } from "node:net";
import os from "node:os";
import path from "node:path";
import { createSecureContext, type TlsOptions } from "node:tls";
import { untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { type Certificate, DAY_MS, issueAuthority, issueCertificate } from "@/e2e/faults/certificates.ts";
import { type Names, openNames } from "@/e2e/faults/names.ts";
import { type RawReceiver, startRawReceiver } from "@/e2e/faults/raw-receiver.ts";
import { checked } from "@/e2e/faults/report.ts";
import {
  type Expected,
  expectAttempt,
  expectSameMessage,
  expectUnnoticed,
  openStage,
  PUBLIC,
  readAttempt,
  replayNow,
  type Stage,
  send,
  TRIES,
} from "@/e2e/faults/stage.ts";
import { expect, test } from "@/e2e/fixtures.ts";
import type { AttemptDetailOut } from "@/lib/contract/delivery-attempt.ts";

const HOST = "hooks.faults.example";
const WEAK = "DEFAULT@SECLEVEL=0";

let directory: string;
let names: Names;
let stage: Stage;
let root: Certificate;
let good: TlsOptions;

const served = ({ private: key, cert }: Certificate, chain: Certificate[] = []): TlsOptions => ({
  key,
  cert: [cert, ...chain.map((issuer) => issuer.cert)].join("\n"),
});
const ofHost = (over: Partial<Parameters<typeof issueCertificate>[0]> = {}) =>
  issueCertificate({ names: [HOST], issuer: root, ...over });

test.beforeAll(async () => {
  test.setTimeout(180_000);
  root = await issueAuthority("Root of the test");
  good = served(await ofHost());
  directory = fs.mkdtempSync(path.join(os.tmpdir(), "posthorn-tls-"));
  const file = path.join(directory, "root.pem");
  fs.writeFileSync(file, root.cert);
  names = openNames();
  names.answer("hooks", [PUBLIC]);
  // Longer than connecting may take, so that the two limits are told apart.
  const settings = { ...names.settings, NODE_EXTRA_CA_CERTS: file, REQUEST_TIMEOUT_SECONDS: "8" };
  stage = await openStage("e2e-faults-tls", settings);
});
test.afterAll(async () => {
  await stage.close();
  names.forget();
  fs.rmSync(directory, { recursive: true });
});

const start = (tls: TlsOptions, port = 0) => startRawReceiver({ host: PUBLIC, port, tls });
const REFUSED = { follows: "schedule", detail: /./ } as const;

/**
 * Every try ends as expected before a request is sent; once the receiver serves what it should, the message arrives.
 * @returns the first try
 */
async function expectRefused(receiver: RawReceiver, expected: Expected): Promise<AttemptDetailOut> {
  const { client } = stage;
  const sent = await send(stage, `https://${HOST}:${receiver.port}/webhooks`);
  const untried = expected.follows === "schedule" ? "failed" : "retrying";
  const delivery = await untilDelivery(sent, untried, { client, deadlineMs: 30_000 });
  const attempt = await readAttempt(stage, sent, delivery);
  expectAttempt(attempt, expected);
  expect(new Set(delivery.attempts.map((made) => made.class))).toEqual(new Set([expected.class]));
  expect(delivery.attempts).toHaveLength(expected.follows === "schedule" ? TRIES : 1);
  expect(receiver.connections(), "one connection for each try, and none in plain beside it").toBe(
    delivery.attempts.length,
  );
  expect(receiver.requests, "nothing was sent").toEqual([]);
  expect(attempt).toMatchObject({ remoteAddress: PUBLIC, response: null });
  expect(attempt.phases).toMatchObject({ waitMs: null, bodyMs: null });
  await receiver.close();

  const mended = await start(good, receiver.port);
  await replayNow(stage, sent, delivery);
  await untilDelivery(sent, "delivered", { client });
  expect(mended.requests).toHaveLength(1);
  expectSameMessage(sent, mended.requests);
  await expectUnnoticed(stage, sent);
  await mended.close();
  checked("I1");
  return attempt;
}

test("T1 T2 a certificate is good from its first day to its last", async () => {
  const notAfterDate = new Date(Math.floor((Date.now() - 30 * DAY_MS) / 1_000) * 1_000);
  const past = { notBeforeDate: new Date(Date.now() - 60 * DAY_MS), notAfterDate };
  const future = {
    notBeforeDate: new Date(Date.now() + 30 * DAY_MS),
    notAfterDate: new Date(Date.now() + 60 * DAY_MS),
  };
  const [expired] = await Promise.all([
    expectRefused(await start(served(await ofHost(past))), { ...REFUSED, class: "tls_expired", cause: "tls_expired" }),
    expectRefused(await start(served(await ofHost(future))), {
      ...REFUSED,
      class: "tls_not_yet_valid",
      cause: "tls_untrusted",
    }),
  ]);
  expect(expired.certificateNotAfter, "the customer is told since when").toBe(notAfterDate.toISOString());
});

test("T3 T4 T5 a certificate must lead to an authority that we know", async () => {
  const otherRoot = await issueAuthority("Another root");
  const intermediate = await issueAuthority("Intermediate of the test", root);
  const ofIntermediate = await ofHost({ issuer: intermediate });
  const noAuthority = await ofHost();
  const untrusted = [
    served(await ofHost({ issuer: undefined })),
    served(await ofHost({ issuer: otherRoot }), [otherRoot]),
    served(ofIntermediate),
    served(await ofHost({ issuer: noAuthority }), [noAuthority]),
  ];
  await Promise.all(
    untrusted.map(async (tls) =>
      expectRefused(await start(tls), { ...REFUSED, class: "tls_untrusted", cause: "tls_untrusted" }),
    ),
  );
  const complete = await start(served(ofIntermediate, [intermediate]));
  const sent = await send(stage, `https://${HOST}:${complete.port}/webhooks`);
  await untilDelivery(sent, "delivered", { client: stage.client });
  await complete.close();
});

test("T6 T7 T12 a certificate must be of this host, for servers, and not weak", async () => {
  const refused = async (tls: TlsOptions, expected: string, cause: string) =>
    expectRefused(await start(tls), { ...REFUSED, class: expected, cause });
  const [ofAnother] = await Promise.all([
    refused(served(await ofHost({ names: ["other.faults.example"] })), "tls_hostname", "tls_name"),
    refused(served(await ofHost({ names: [] })), "tls_hostname", "tls_name"),
    refused(served(await ofHost({ forClients: true })), "tls_other", "tls_protocol"),
    refused({ ...served(await ofHost({ keySize: 1024 })), ciphers: WEAK }, "tls_other", "tls_protocol"),
  ]);
  expect(ofAnother.diagnosis?.says, "the customer is told whose it is").toContain("other.faults.example");
});

test("T8 T14 a server that speaks no protocol of ours is told apart", async () => {
  const old: TlsOptions = { ...good, minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: WEAK };
  const expected = { ...REFUSED, class: "tls_protocol", cause: "tls_protocol" };
  await Promise.all([
    expectRefused(await start(old), expected),
    expectRefused(await start({ ...good, ALPNProtocols: ["h2"] }), expected),
  ]);
});

test("T9 a port that speaks plain HTTP gets a TLS greeting and nothing else", async () => {
  const CLIENT_HELLO = 0x16;
  const firstBytes: (number | undefined)[] = [];
  const onConnect = (socket: Socket) =>
    socket.once("data", (bytes) => {
      firstBytes.push(bytes[0]);
      socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
    });
  const receiver = await startRawReceiver({ host: PUBLIC, onConnect });
  const attempt = await expectRefused(receiver, { ...REFUSED, class: "tls_protocol", cause: "tls_protocol" });
  expect(attempt.diagnosis?.says).toContain("does not speak HTTPS");
  expect(firstBytes).toEqual(Array.from({ length: TRIES }, () => CLIENT_HELLO));
});

test("T10 a handshake that stalls is given up like a connection that is not made", async () => {
  const receiver = await startRawReceiver({ host: PUBLIC, onConnect: (socket) => socket.resume() });
  const expected: Expected = { class: "connect_timeout", cause: "connect_timeout", detail: /5 s/, follows: "rest" };
  const { phases } = await expectRefused(receiver, expected);
  expect(phases.connectMs).not.toBeNull();
  expect(phases.tlsMs).toBeNull();
});

test("T11 a server that demands a certificate of ours gets no request", async () => {
  const demanding: TlsOptions = { ...good, requestCert: true, rejectUnauthorized: true, ca: [root.cert] };
  const cause = "tls_protocol";
  await Promise.all([
    expectRefused(await start({ ...demanding, maxVersion: "TLSv1.2" }), { ...REFUSED, class: "tls_protocol", cause }),
    expectRefused(await start(demanding), { ...REFUSED, class: "tls_other", cause }),
  ]);
});

test("T13 a server that needs the name gets it with the greeting", async () => {
  const wanted: string[] = [];
  const receiver = await start({
    ...served(await ofHost({ names: ["default.faults.example"] })),
    SNICallback: (name, callback) => {
      wanted.push(name);
      callback(null, createSecureContext(good));
    },
  });
  const sent = await send(stage, `https://${HOST}:${receiver.port}/webhooks`);
  const delivery = await untilDelivery(sent, "delivered", { client: stage.client });
  expect(wanted).toEqual([HOST]);
  expect(delivery.attempts).toHaveLength(1);
  const attempt = await readAttempt(stage, sent, delivery);
  expect(attempt).toMatchObject({ class: "success", tlsVersion: "TLSv1.3", remoteAddress: PUBLIC });
  expect(attempt.phases.tlsMs).not.toBeNull();
  expectSameMessage(sent, receiver.requests);
  await receiver.close();
});
