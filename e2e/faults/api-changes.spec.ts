import type { Socket } from "node:net";
import { untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { ok, type RawReceiver, startRawReceiver, status } from "@/e2e/faults/raw-receiver.ts";
import {
  addNeighbours,
  type Case,
  expectUnnoticed,
  type Neighbours,
  openStage,
  readAttempt,
  type Stage,
  sendTo,
} from "@/e2e/faults/stage.ts";
import { expect, test, verifySignature } from "@/e2e/fixtures.ts";

let stage: Stage;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  stage = await openStage("e2e-faults-changes", { REQUEST_TIMEOUT_SECONDS: "10" });
});
test.afterAll(async () => {
  await stage.close();
});

/** An endpoint that is not known to be fast gets so many requests at once; the rest is queued. */
const IN_FLIGHT = 2;

interface Busy {
  receiver: RawReceiver;
  customer: Neighbours;
  inFlight: Case[];
  queued: Case[];
  /** Answers what is in flight. */
  answer: (statusCode: number) => void;
}

/** Two messages at the receiver, which holds them, and three more behind them. */
async function openBusy(): Promise<Busy> {
  const receiver = await startRawReceiver();
  const held: Socket[] = [];
  receiver.answerWith((socket) => held.push(socket));
  const customer = await addNeighbours(stage, receiver.url);
  const sent: Case[] = [];
  for (let number = 1; number <= IN_FLIGHT + 3; number++) sent.push(await sendTo(stage, customer, number));
  await expect.poll(() => receiver.requests.length).toBe(IN_FLIGHT);
  const ids = receiver.requests.map((request) => request.headers["webhook-id"]);
  return {
    receiver,
    customer,
    inFlight: sent.filter(({ message }) => ids.includes(message.id)),
    queued: sent.filter(({ message }) => !ids.includes(message.id)),
    answer: (statusCode) => {
      receiver.answerWith(ok);
      for (const socket of held) socket.write(`HTTP/1.1 ${statusCode} X\r\ncontent-length: 0\r\n\r\n`);
    },
  };
}

const delivered = (sent: Case) => untilDelivery(sent, "delivered", { client: stage.client });
const canceled = (sent: Case) => untilDelivery(sent, "canceled", { client: stage.client });

test("A5 what is in flight ends where it was sent; every later try goes to the new URL", async () => {
  const busy = await openBusy();
  const { svix } = stage;
  const moved = await startRawReceiver();
  await svix.endpoint.patch(busy.customer.application.id, busy.customer.endpoint.id, { url: moved.url });
  busy.answer(500);
  for (const sent of busy.inFlight) {
    const delivery = await delivered(sent);
    const tries = await Promise.all([0, 1].map((n) => readAttempt(stage, sent, delivery, n)));
    expect(tries.map(({ request, statusCode }) => [request.url, statusCode])).toEqual([
      [busy.receiver.url, 500],
      [moved.url, 200],
    ]);
  }
  for (const sent of busy.queued) {
    const delivery = await delivered(sent);
    expect(delivery.attempts).toHaveLength(1);
    expect((await readAttempt(stage, sent, delivery)).request.url).toBe(moved.url);
  }
  expect(busy.receiver.requests, "the old URL gets nothing more").toHaveLength(IN_FLIGHT);
  expect(moved.requests).toHaveLength(IN_FLIGHT + busy.queued.length);
  for (const sent of [...busy.inFlight, ...busy.queued]) await expectUnnoticed(stage, sent);
  await Promise.all([busy.receiver.close(), moved.close()]);
});

test("A5 an endpoint that is turned off: what is in flight is recorded, what waits is canceled and kept", async () => {
  const busy = await openBusy();
  const { svix } = stage;
  const { application, endpoint } = busy.customer;
  await svix.endpoint.patch(application.id, endpoint.id, { disabled: true });
  for (const sent of busy.queued) {
    expect(await canceled(sent)).toMatchObject({ attemptCount: 0, reason: "The endpoint was turned off." });
  }
  busy.answer(200);
  for (const sent of busy.inFlight) expect((await delivered(sent)).attempts).toHaveLength(1);
  expect(busy.receiver.requests).toHaveLength(IN_FLIGHT);

  await svix.endpoint.patch(application.id, endpoint.id, { disabled: false });
  for (const sent of busy.queued) {
    const { id } = await canceled(sent);
    const params = { app_id: application.id, delivery_id: id };
    await stage.client("POST /app/{app_id}/delivery/{delivery_id}/replay", { params });
    await delivered(sent);
  }
  expect(busy.receiver.requests).toHaveLength(IN_FLIGHT + busy.queued.length);
  for (const sent of [...busy.inFlight, ...busy.queued]) await expectUnnoticed(stage, sent);
  await busy.receiver.close();
});

test("A5 an endpoint that is deleted gets nothing more, not even the retry of what was in flight", async () => {
  const busy = await openBusy();
  const { application, endpoint } = busy.customer;
  await stage.svix.endpoint.delete(application.id, endpoint.id);
  busy.answer(500);
  for (const sent of busy.queued) expect(await canceled(sent)).toMatchObject({ attemptCount: 0 });
  for (const sent of busy.inFlight) {
    const delivery = await canceled(sent);
    expect(delivery.attempts.map((attempt) => attempt.statusCode)).toEqual([500]);
    expect(delivery.reason).toMatch(/deleted/);
  }
  const later = await sendTo(stage, busy.customer, 6);
  await expectUnnoticed(stage, later);
  expect(busy.receiver.requests).toHaveLength(IN_FLIGHT);
  await busy.receiver.close();
});

test("A5 what was queued before a rotation is signed with both secrets, and after its end with the new one", async () => {
  const busy = await openBusy();
  const { svix, client } = stage;
  const { application, endpoint, secret: old } = busy.customer;
  await svix.endpoint.rotateSecret(application.id, endpoint.id, {});
  const { key: current } = await svix.endpoint.getSecret(application.id, endpoint.id);
  busy.answer(500);
  for (const sent of [...busy.inFlight, ...busy.queued]) await delivered(sent);
  const [before, after] = [busy.receiver.requests.slice(0, IN_FLIGHT), busy.receiver.requests.slice(IN_FLIGHT)];
  for (const request of before) {
    verifySignature(old, request);
    expect(() => verifySignature(current, request)).toThrow();
  }
  expect(after).toHaveLength(IN_FLIGHT + busy.queued.length);
  for (const request of after) for (const secret of [old, current]) verifySignature(secret, request);

  busy.receiver.answerWith(status(500), ok);
  const last = await sendTo(stage, busy.customer, 6);
  await untilDelivery(last, ({ attemptCount }) => attemptCount > 0, { client });
  const params = { app_id: application.id, endpoint_id: endpoint.id };
  await client("POST /app/{app_id}/endpoint/{endpoint_id}/secret/expire-old", { params });
  await delivered(last);
  const [first, second] = busy.receiver.requests.slice(-2);
  if (!first || !second) throw new Error("Two tries were made.");
  verifySignature(old, first);
  verifySignature(current, second);
  expect(() => verifySignature(old, second)).toThrow();
  await busy.receiver.close();
});
