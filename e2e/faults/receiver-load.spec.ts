import { gzipSync } from "node:zlib";
import { notYet, until, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { openBlackHole } from "@/e2e/faults/black-hole.ts";
import { type Memory, memoryOf } from "@/e2e/faults/program.ts";
import { floods, ok, type RawAnswer, says, startRawReceiver } from "@/e2e/faults/raw-receiver.ts";
import { checked, measured } from "@/e2e/faults/report.ts";
import {
  expectAttempt,
  expectFault,
  expectSameMessage,
  expectUnnoticed,
  openStage,
  readAttempt,
  replayNow,
  type Stage,
  send,
} from "@/e2e/faults/stage.ts";
import { expect, test } from "@/e2e/fixtures.ts";

let stage: Stage;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  // Longer than connecting may take, so that the two limits are told apart.
  stage = await openStage("e2e-faults-load", { REQUEST_TIMEOUT_SECONDS: "8" });
});
test.afterAll(async () => {
  await stage.close();
});

const MIB = 1024 * 1024;
const KEPT_BYTES = 20_000;

const memory = () => memoryOf(Number(stage.service.pidOf("worker")));

function expectFlat(before: Memory): void {
  const allowedBytes = Math.max(before.peakBytes, before.nowBytes + 150 * MIB);
  const { peakBytes } = memory();
  expect(peakBytes).toBeLessThanOrEqual(allowedBytes);
  measured(`worker's memory: ${Math.round(before.nowBytes / MIB)} MiB, then ${Math.round(peakBytes / MIB)} at most`);
  checked("I8");
}

test("R1 a port where nobody listens is a refused connection until somebody does", async () => {
  const receiver = await startRawReceiver();
  await receiver.close();
  const sent = await send(stage, receiver.url);
  const { client } = stage;
  const tried = await untilDelivery(sent, ({ attemptCount }) => attemptCount > 0, { client });
  const attempt = await readAttempt(stage, sent, tried);
  const expected = { class: "connect_refused", cause: "connect_refused", detail: /ECONNREFUSED/ } as const;
  expectAttempt(attempt, { ...expected, follows: "schedule" });
  expect(attempt).toMatchObject({ response: null, phases: { connectMs: null, waitMs: null, bodyMs: null } });

  const again = await startRawReceiver({ port: receiver.port });
  await untilDelivery(sent, "delivered", { client });
  expect(again.requests).toHaveLength(1);
  expectSameMessage(sent, again.requests);
  await expectUnnoticed(stage, sent);
  await again.close();
});

test("R2 an address that swallows every packet is given up after five seconds, and left a minute", async () => {
  const hole = await openBlackHole();
  const sent = await send(stage, hole.url);
  const { client } = stage;
  const tried = await untilDelivery(sent, ({ attemptCount }) => attemptCount > 0, { client });
  const attempt = await readAttempt(stage, sent, tried);
  const expected = { class: "connect_timeout", cause: "connect_timeout", detail: /within 5 s/ } as const;
  expectAttempt(attempt, { ...expected, follows: "rest" });
  expect(attempt).toMatchObject({ remoteAddress: null, response: null });
  expect(attempt.phases).toMatchObject({ connectMs: null, waitMs: null, bodyMs: null });

  await hole.close();
  const receiver = await startRawReceiver({ port: hole.port });
  await replayNow(stage, sent, tried);
  await untilDelivery(sent, "delivered", { client });
  expectSameMessage(sent, receiver.requests);
  await expectUnnoticed(stage, sent);
  await receiver.close();
});

test("R8 of a body of a gigabyte a little is kept, the status decides, and memory stays flat", async () => {
  const GIB = 1024 * MIB;
  const chunk = Buffer.alloc(64 * 1024, "b");
  const before = memory();
  const kinds: [head: string, statusCode: number][] = [
    [`HTTP/1.1 200 OK\r\ncontent-length: ${GIB}\r\n\r\n`, 200],
    ["HTTP/1.1 200 OK\r\n\r\n", 200],
    [`HTTP/1.1 500 X\r\ncontent-length: ${GIB}\r\n\r\n`, 500],
  ];
  await Promise.all(
    Array.from({ length: 10 }, () => kinds)
      .flat()
      .map(async ([head, statusCode]) => {
        const receiver = await startRawReceiver();
        const isOk = statusCode === 200;
        const attempt = await expectFault(stage, receiver, floods(head, chunk, GIB), {
          class: isOk ? "success" : "http_5xx",
          statusCode,
          cause: isOk ? null : "server_error",
          follows: isOk ? "nothing" : "schedule",
        });
        expect(attempt.response).toMatchObject({ truncated: true, base64: false, body: "b".repeat(KEPT_BYTES) });
        await receiver.close();
      }),
  );
  expectFlat(before);
});

test("R9 a compressed body is not asked for, and one that comes nevertheless is kept as it is", async () => {
  const bomb = gzipSync(Buffer.alloc(200 * MIB));
  const before = memory();
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      const receiver = await startRawReceiver();
      const head = `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`;
      const reply = says(Buffer.concat([Buffer.from(head), bomb]));
      const expected = { class: "success", statusCode: 200, follows: "nothing" } as const;
      const { response } = await expectFault(stage, receiver, reply, expected);
      expect(receiver.requests[0]?.headers["accept-encoding"]).toBe("identity");
      expect(response).toMatchObject({ truncated: true, base64: true });
      expect(Buffer.from(String(response?.body), "base64").equals(bomb.subarray(0, KEPT_BYTES))).toBe(true);
      await receiver.close();
    }),
  );
  expectFlat(before);
});

test("R20 a thousand deliveries to a receiver that is slow delay nobody else, and all of them arrive", async () => {
  const MESSAGES = 1_000;
  const AT_ONCE = 20;
  const MOST_OPEN = 10;
  const { client, svix } = stage;
  let open = 0;
  let mostOpen = 0;
  let delayMs = 7_600;
  const slowly: RawAnswer = (socket, request) => {
    mostOpen = Math.max(mostOpen, ++open);
    setTimeout(() => {
      open--;
      if (!socket.destroyed) ok(socket, request);
    }, delayMs);
  };
  const receiver = await startRawReceiver();
  receiver.answerWith(slowly);
  const sent = await send(stage, receiver.url);
  let number = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (++number < MESSAGES) {
        await svix.message.create(sent.application.id, { eventType: "job.created", payload: { number } });
      }
    }),
  );
  const params = { app_id: sent.application.id };
  const from = new Date(sent.application.createdAt.getTime() - 1_000).toISOString();
  const untilAll = (endpoint: { id: string }) =>
    until(
      `everything to reach ${endpoint.id}`,
      async () => {
        const query = { from, endpoint: endpoint.id };
        const { totals } = await client("GET /app/{app_id}/delivery-histogram", { params, query });
        return totals.delivered === MESSAGES ? totals : notYet(totals);
      },
      60_000,
    );
  await untilAll(sent.neighbour);
  measured(`${receiver.requests.length} of ${MESSAGES} at the slow receiver when the other had all`);
  expect(receiver.requests.length, "the slow one is still at its beginning").toBeLessThan(MESSAGES / 2);
  expect(mostOpen).toBeLessThanOrEqual(MOST_OPEN);

  delayMs = 0;
  await untilAll(sent.endpoint);
  expect(mostOpen).toBeLessThanOrEqual(MOST_OPEN);
  const ids = receiver.requests.map((request) => request.headers["webhook-id"]);
  expect(new Set(ids).size, "each arrived").toBe(MESSAGES);
  expect(ids, "and none twice").toHaveLength(MESSAGES);
  checked("I1", "I3", "I7");
  await receiver.close();
});
