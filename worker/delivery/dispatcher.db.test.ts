import { beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { createRecorder } from "@/lib/domain/deliveries/record.ts";
import { createEndpoint } from "@/lib/domain/endpoints/create.ts";
import { createMessage } from "@/lib/domain/messages/create.ts";
import { parseId } from "@/lib/ids.ts";
import { anApiKey, anApplication } from "@/lib/testing/access.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aTransformPool } from "@/lib/testing/transform-pool.ts";
import { createConfigCache } from "@/worker/delivery/config-cache.ts";
import { createDispatcher } from "@/worker/delivery/dispatcher.ts";
import { createLanes } from "@/worker/delivery/lanes.ts";
import { createTries } from "@/worker/delivery/tries.ts";
import { openRawReceiver, openSender } from "@/worker/send/receivers.fixture.ts";

useDatabase();

const OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
let received = 0;
let endpointId: string;

beforeEach(async () => {
  received = 0;
  const { ctx } = await anApiKey();
  const application = await anApplication(ctx);
  const receiver = await openRawReceiver((socket) => {
    received++;
    socket.end(OK);
  });
  const made = await createEndpoint(ctx, {
    applicationId: application.uuid,
    endpoint: { url: "https://192.0.32.1/hook", description: "", disabled: false, metadata: {} },
  });
  endpointId = String(parseId("endpoint", made.id));
  await pool().query("update endpoint set url = $2 where id = $1", [endpointId, receiver.url]);
  const message = { eventType: "job.created", payload: {} };
  await createMessage(ctx, { application: application.id, message, payload: "{}", idempotencyKey: null });
});

/** Leaves the delivery as a worker leaves it that died while it held it, after so many crashes that were counted before. */
async function diedHoldingIt(countedBefore: number): Promise<void> {
  await pool().query(
    `update delivery_pending set lease_token = nextval('delivery_lease_seq'), leased_at = now() - interval '1 minute',
       lease_until = now() - interval '1 second', next_at = now(), crash_count = $2 where endpoint_id = $1`,
    [endpointId, countedBefore],
  );
}

/** One worker, from its sweep until the delivery is as it should be. */
async function dispatchUntil(expected: Record<string, unknown>): Promise<void> {
  const tries = createTries({ sender: openSender({}), recorder: createRecorder(), transformPool: aTransformPool() });
  const dispatcher = createDispatcher({
    lanes: createLanes(),
    configs: createConfigCache(),
    tries,
    leaseMs: 30_000,
    marginMs: 15_000,
  });
  await dispatcher.sweep();
  await expect.poll(delivery, { timeout: 10_000 }).toMatchObject(expected);
  await dispatcher.stop(5_000);
}

async function delivery() {
  const { rows } = await pool().query("select * from delivery where endpoint_id = $1", [endpointId]);
  return rows[0];
}

const classes = async () =>
  (await pool().query("select number, class from attempt where endpoint_id = $1 order by id", [endpointId])).rows;

test("what one dead worker held is tried again at once, and the lost try stays on record", async () => {
  await diedHoldingIt(0);
  await dispatchUntil({ status: 1, attempt_count: 2, budget_used: 1 });
  expect(await classes()).toHaveLength(2);
});

test("what two dead workers in a row held waits its turn apart from its neighbours, and nothing is sent meanwhile", async () => {
  await diedHoldingIt(1);
  await dispatchUntil({ status: 0, lease_token: null, crash_count: 2, budget_used: 0, attempt_count: 1 });
  expect(received).toBe(0);

  await pool().query("update delivery_pending set next_at = now() where endpoint_id = $1", [endpointId]);
  await dispatchUntil({ status: 1, attempt_count: 2 });
});

test("workers that die with a suspect in their hands before its request began do not count against it", async () => {
  for (let deaths = 0; deaths < 5; deaths++) {
    await diedHoldingIt(2);
    await dispatchUntil({ status: 0, lease_token: null, crash_count: 2, attempt_count: deaths + 1 });
  }
  await pool().query("update delivery_pending set next_at = now() where endpoint_id = $1", [endpointId]);
  await dispatchUntil({ status: 1 });
  expect(received).toBe(1);
});

test("what broke five workers in a row is put aside as failed, by name, and is not sent again", async () => {
  await diedHoldingIt(5);
  await dispatchUntil({ status: 2, reason: 7 });
  expect(received).toBe(0);
});

test("an endpoint that was turned off after a message was routed to it gets nothing: the delivery is canceled and kept", async () => {
  await pool().query("update endpoint set disabled_at = now(), disabled_reason = 'api' where id = $1", [endpointId]);
  await dispatchUntil({ status: 3, reason: 1, attempt_count: 0 });
  expect(received).toBe(0);
});

test("what is due after its payload was erased is canceled, and nothing is sent in its place", async () => {
  await pool().query(
    "update message set payload = null where id in (select message_id from delivery where endpoint_id = $1)",
    [endpointId],
  );
  await dispatchUntil({ status: 3, reason: 11, attempt_count: 0 });
  expect(received).toBe(0);
});
