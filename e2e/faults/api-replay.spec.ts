import type { Socket } from "node:net";
import { notYet, until, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { ok, type RawReceiver, startRawReceiver, status } from "@/e2e/faults/raw-receiver.ts";
import { checked } from "@/e2e/faults/report.ts";
import { addNeighbours, type Case, openStage, type Stage, sendTo, TRIES } from "@/e2e/faults/stage.ts";
import { BOOTSTRAP_API_KEY, expect, test } from "@/e2e/fixtures.ts";
import type { DeliveryDetailOut } from "@/lib/contract/delivery.ts";

let stage: Stage;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  // Without the breaker hundreds of messages fail at once.
  stage = await openStage("e2e-faults-replay", { REQUEST_TIMEOUT_SECONDS: "10", BREAKER_FAILURES: "0" });
});
test.afterAll(async () => {
  await stage.close();
});

async function failMessages(receiver: RawReceiver, count: number): Promise<[Case, DeliveryDetailOut][]> {
  receiver.answerWith(status(500));
  const customer = await addNeighbours(stage, receiver.url);
  const sent = await Promise.all(Array.from({ length: count }, (_, n) => sendTo(stage, customer, n)));
  return Promise.all(
    sent.map(async (one): Promise<[Case, DeliveryDetailOut]> => {
      return [one, await untilDelivery(one, "failed", { client: stage.client, deadlineMs: 60_000 })];
    }),
  );
}

async function post(path: string, body: unknown, idempotencyKey?: string): Promise<number> {
  const response = await fetch(`${stage.service.url}/api/v1${path}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${BOOTSTRAP_API_KEY}`,
      "content-type": "application/json",
      ...(idempotencyKey ? { "idempotency-key": idempotencyKey } : {}),
    },
    body: JSON.stringify(body),
  });
  await response.text();
  return response.status;
}

const manual = (delivery: DeliveryDetailOut) => delivery.attempts.filter(({ trigger }) => trigger === "manual");
const asked = (deliveries: [Case, DeliveryDetailOut][]) => ({ deliveryIds: deliveries.map(([, { id }]) => id) });

/** Holds every request until it is let go. */
function holder() {
  const held: Socket[] = [];
  return {
    answer: (socket: Socket) => void held.push(socket),
    count: () => held.length,
    letGo: () => {
      for (const socket of held.splice(0)) socket.write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    },
  };
}

test("A4 a replay that is clicked twice is one try more", async () => {
  const receiver = await startRawReceiver();
  const failed = await failMessages(receiver, 1);
  const [[sent, delivery] = []] = failed;
  if (!sent || !delivery) throw new Error("One message failed.");
  const path = `/app/${sent.application.id}/delivery/${delivery.id}/replay`;
  const hold = holder();
  receiver.answerWith(hold.answer);

  const clicks = await Promise.all(Array.from({ length: 5 }, () => post(path, undefined)));
  await expect.poll(hold.count).toBe(1);
  clicks.push(await post(path, undefined), await post("/delivery/replay", asked(failed)));
  expect(new Set(clicks), "each click is answered alike").toEqual(new Set([202]));
  hold.letGo();
  const delivered = await untilDelivery(sent, "delivered", { client: stage.client });
  expect(manual(delivered)).toHaveLength(1);
  expect(receiver.requests).toHaveLength(TRIES + 1);
  await receiver.close();
});

test("A4 a replay of many that is asked for twice under one key is one try of each", async () => {
  const COUNT = 20;
  const receiver = await startRawReceiver();
  const failed = await failMessages(receiver, COUNT);
  receiver.answerWith(ok);
  const twice = [post("/delivery/replay", asked(failed), "all"), post("/delivery/replay", asked(failed), "all")];
  expect(await Promise.all(twice)).toEqual([202, 202]);
  for (const [sent] of failed) {
    expect(manual(await untilDelivery(sent, "delivered", { client: stage.client }))).toHaveLength(1);
  }
  expect(await post("/delivery/replay", asked(failed), "all"), "and a third time, when it is long over").toBe(202);
  for (const [sent] of failed) {
    expect(manual(await untilDelivery(sent, "delivered", { client: stage.client }))).toHaveLength(1);
  }
  expect(receiver.requests).toHaveLength(COUNT * (TRIES + 1));
  await receiver.close();
});

test("A4 a replay of many whose process is killed is taken up where it ended", async () => {
  const COUNT = 150;
  const { client, service } = stage;
  const receiver = await startRawReceiver();
  const failed = await failMessages(receiver, COUNT);
  const application = failed[0]?.[0].application;
  if (!application) throw new Error("Messages failed.");
  const first = receiver.requests.length;
  receiver.answerWith(ok);

  const pid = service.pidOf("web");
  if (!pid) throw new Error("The web process does not run.");
  const cut = post("/delivery/replay", asked(failed)).catch(() => 0);
  await expect.poll(() => receiver.requests.length, { intervals: [1] }).toBeGreaterThan(first);
  process.kill(pid, "SIGKILL");
  await cut;
  await until("another web process", async () => {
    const next = service.pidOf("web");
    return next && next !== pid ? { next } : notYet(next);
  });
  await service.untilReady();

  const params = { app_id: application.id };
  const left = await client("GET /app/{app_id}/delivery", { params, query: { status: "failed", limit: 250 } });
  const rest = { deliveryIds: left.data.map(({ id }) => id) };
  if (rest.deliveryIds.length > 0) expect(await post("/delivery/replay", rest)).toBe(202);
  for (const [sent] of failed) {
    expect(manual(await untilDelivery(sent, "delivered", { client }))).toHaveLength(1);
  }
  expect(receiver.requests, "each once, whichever call it was of").toHaveLength(first + COUNT);
  checked("I1", "I3");
  await receiver.close();
});
