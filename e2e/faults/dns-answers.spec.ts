import { notYet, until, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { type NameAnswer, type Names, openNames } from "@/e2e/faults/names.ts";
import { ok, type RawReceiver, startRawReceiver, status } from "@/e2e/faults/raw-receiver.ts";
import { checked } from "@/e2e/faults/report.ts";
import {
  addNeighbours,
  type Case,
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
  sendTo,
  TRIES,
} from "@/e2e/faults/stage.ts";
import { expect, test } from "@/e2e/fixtures.ts";
import type { AttemptDetailOut } from "@/lib/contract/delivery-attempt.ts";

const INSIDE = "127.0.0.1";

let names: Names;
let stage: Stage;
/** What no request must ever reach. */
let inside: RawReceiver;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  names = openNames();
  inside = await startRawReceiver({ host: INSIDE });
  stage = await openStage("e2e-faults-dns", {
    ...names.settings,
    POSTHORN_EGRESS_ALLOW: `${PUBLIC}/32 127.0.1.0/24`,
    POSTHORN_ALLOW_HTTP: "1",
    // Longer than a name server is waited for, so that the two limits are told apart.
    REQUEST_TIMEOUT_SECONDS: "8",
  });
});
test.afterAll(async () => {
  await stage.close();
  expect(inside.connections(), "nothing reached the inside").toBe(0);
  await inside.close();
  names.forget();
});

const at = (host: string, port: number) => `http://${host}:${port}/webhooks`;

/** Every try ends as expected after one look-up each; once the name leads to the receiver, the message arrives. */
async function expectUnreachable(name: string, answer: NameAnswer, expected: Expected): Promise<AttemptDetailOut> {
  const { client } = stage;
  const receiver = await startRawReceiver({ host: PUBLIC });
  // Saved while it leads outside: what happens later is what counts.
  const customer = await addNeighbours(stage, at(names.answer(name, [PUBLIC]), receiver.port));
  names.answer(name, answer);
  const sent = await sendTo(stage, customer);
  const delivery = await untilDelivery(sent, "failed", { client, deadlineMs: 45_000 });
  const attempt = await readAttempt(stage, sent, delivery);
  expectAttempt(attempt, expected);
  expect(delivery.attempts.map((made) => made.class)).toEqual(Array.from({ length: TRIES }, () => expected.class));
  expect(attempt).toMatchObject({ remoteAddress: null, response: null });
  expect(attempt.phases).toMatchObject({ connectMs: null, tlsMs: null, waitMs: null, bodyMs: null });
  expect(names.lookups(name), "one look-up for each try").toBe(TRIES);
  expect(receiver.connections()).toBe(0);

  names.answer(name, [PUBLIC]);
  await replayNow(stage, sent, delivery);
  await expectArrived(sent, receiver);
  expect(names.lookups(name)).toBe(TRIES + 1);
  await receiver.close();
  return attempt;
}

async function expectArrived(sent: Case, receiver: RawReceiver): Promise<void> {
  await untilDelivery(sent, "delivered", { client: stage.client });
  expect(receiver.requests).toHaveLength(1);
  expectSameMessage(sent, receiver.requests);
  await expectUnnoticed(stage, sent);
  checked("I1");
}

const NOT_FOUND: Expected = { class: "dns_error", cause: "dns", detail: /./, follows: "schedule" };

test("N1 N2 N4 a name that leads nowhere fails by the schedule, and the customer is told on whose side it is", async () => {
  const rows = {
    "no-such-name": "ENOTFOUND",
    "no-data": "EAI_NODATA",
    "servers-fail": "EAI_AGAIN",
    "servers-refuse": "EAI_FAIL",
    "no-addresses": [],
  } satisfies Record<string, NameAnswer>;
  await Promise.all(
    Object.entries(rows).map(async ([name, answer]) => {
      const { diagnosis } = await expectUnreachable(name, answer, NOT_FOUND);
      expect(diagnosis?.says).toContain(`${name}.faults.example`);
      expect(diagnosis?.who).toBe(answer === "EAI_AGAIN" ? "network" : "you");
    }),
  );
});

test("N3 a name server that never answers is waited for five seconds, and holds up nobody", async () => {
  const { client } = stage;
  const receiver = await startRawReceiver({ host: PUBLIC });
  const sent = await send(stage, at(names.answer("silent", "silence"), receiver.port));
  const delivery = await untilDelivery(sent, "failed", { client, deadlineMs: 45_000 });
  const attempt = await readAttempt(stage, sent, delivery);
  expectAttempt(attempt, { ...NOT_FOUND, detail: /within 5 s/ });
  expect(attempt.diagnosis).toMatchObject({ who: "network" });
  expect(new Set(delivery.attempts.map((made) => made.class))).toEqual(new Set(["dns_error"]));
  await expectUnnoticed(stage, sent);

  names.answer("silent", [PUBLIC]);
  // A look-up that the system has not given up yet is shared, so that a dead name server holds one thread and not all.
  await until("a replay to arrive", async () => {
    await replayNow(stage, sent, delivery);
    const now = await untilDelivery(sent, ({ state }) => state === "failed" || state === "delivered", { client });
    return now.state === "delivered" ? now : notYet(now.attempts.map((made) => made.class));
  });
  await expectArrived(sent, receiver);
  await receiver.close();
});

test("N5 of a thousand addresses a few are tried; one that is not public among them and none is", async () => {
  const { client } = stage;
  const many = Array.from({ length: 1_000 }, (_, n) => `127.0.1.${1 + (n % 250)}`);
  const receiver = await startRawReceiver({ host: PUBLIC });
  const last = names.answer("many-last", [...many, PUBLIC]);
  const refused = await send(stage, at(last, receiver.port));
  const failed = await untilDelivery(refused, "failed", { client });
  const expected = { class: "connect_refused", cause: "connect_refused", follows: "schedule" } as const;
  expectAttempt(await readAttempt(stage, refused, failed), expected);
  expect(receiver.connections(), "the last address is not come to").toBe(0);

  const first = names.answer("many-first", [...many.slice(0, 2), PUBLIC, ...many.slice(2)]);
  const sent = await send(stage, at(first, receiver.port));
  await expectArrived(sent, receiver);
  await receiver.close();

  const blocked: Expected = { class: "blocked_address", cause: "blocked_address", follows: "schedule" };
  await expectUnreachable("many-and-inside", [PUBLIC, ...many, INSIDE], blocked);
});

test("N6 a name that is back is found by the next try: failures are not remembered", async () => {
  const { client } = stage;
  const receiver = await startRawReceiver({ host: PUBLIC });
  const host = names.answer("back-soon", "ENOTFOUND");
  const sent = await send(stage, at(host, receiver.port));
  await untilDelivery(sent, ({ attemptCount }) => attemptCount > 0, { client });
  // The ten minutes are one step of the schedule here.
  names.answer("back-soon", [PUBLIC]);
  await expectArrived(sent, receiver);
  const { attempts } = await untilDelivery(sent, "delivered", { client });
  expect(attempts.at(0)?.class).toBe("dns_error");
  expect(attempts.at(-1)?.class).toBe("success");
  expect(names.lookups("back-soon")).toBe(attempts.length);
  await receiver.close();
});

test("N1 a name that leads inside is refused whatever else it leads to, and says no more than that", async () => {
  const blocked: Expected = { class: "blocked_address", cause: "blocked_address", follows: "schedule" };
  const rows = {
    "inside-v4": [INSIDE],
    "inside-private": ["10.0.0.1"],
    "inside-metadata": ["169.254.169.254"],
    "inside-v6": ["::1"],
    "inside-mapped": ["::ffff:127.0.0.1"],
    "inside-first": [INSIDE, PUBLIC],
    "inside-last": [PUBLIC, INSIDE],
    "inside-beside-v6": [PUBLIC, "::1"],
  };
  await Promise.all(
    Object.entries(rows).map(async ([name, answer]) => {
      const { errorDetail, diagnosis } = await expectUnreachable(name, answer, blocked);
      for (const address of answer) expect(`${errorDetail} ${diagnosis?.says}`).not.toContain(address);
    }),
  );
});

test("N6 a name that moves inside between two tries is refused at the second", async () => {
  const { client } = stage;
  // The same port on the outside, so that the address alone decides.
  const receiver = await startRawReceiver({ host: PUBLIC, port: inside.port });
  const host = names.answer("rebound", [PUBLIC]);
  receiver.answerWith((socket, request) => {
    names.answer("rebound", [INSIDE]);
    status(500, { connection: "close" })(socket, request);
    socket.end();
  }, ok);
  const sent = await send(stage, at(host, receiver.port));
  const delivery = await untilDelivery(sent, "failed", { client });
  expect(delivery.attempts.map((made) => made.class)).toEqual(["http_5xx", "blocked_address", "blocked_address"]);
  expect(names.lookups("rebound")).toBe(TRIES);
  expect(receiver.requests).toHaveLength(1);
  expectSameMessage(sent, receiver.requests);
  await expectUnnoticed(stage, sent);
  await receiver.close();
});
