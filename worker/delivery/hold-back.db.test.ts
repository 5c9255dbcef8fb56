import type { Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { createRecorder } from "@/lib/domain/deliveries/record.ts";
import { deleteEndpoint } from "@/lib/domain/endpoints/delete.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { pauseEndpoint } from "@/lib/domain/endpoints/pause.ts";
import { env } from "@/lib/env.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";
import { aTransformPool } from "@/lib/testing/transform-pool.ts";
import { createConfigCache } from "@/worker/delivery/config-cache.ts";
import { createDispatcher, type Dispatcher } from "@/worker/delivery/dispatcher.ts";
import { createLanes } from "@/worker/delivery/lanes.ts";
import { createTries } from "@/worker/delivery/tries.ts";
import { openRawReceiver, openSender } from "@/worker/send/receivers.fixture.ts";
import { listenForWakeUps } from "@/worker/wake-ups.ts";

useDatabase();

const answer = (status: string) => `HTTP/1.1 ${status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`;
const PROVEN_ROOM = 10;

let ctx: Context;
let ref: { applicationId: string; endpointId: string };
let received = 0;
/** Requests that the receiver has not answered yet; null: it answers at once. */
let open: Socket[] | null = null;
let status = "200 OK";
const cleanups: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  [received, open, status] = [0, null, "200 OK"];
  const tenant = await aTenant();
  ctx = tenant.ctx;
  ref = { applicationId: tenant.applicationId, endpointId: (await anEndpoint(ctx, tenant.applicationId)).endpointId };
  const receiver = await openRawReceiver((socket) => {
    received++;
    if (open) open.push(socket);
    else socket.end(answer(status));
  });
  await pool().query("update endpoint set url = $2 where id = $1", [ref.endpointId, receiver.url]);
});
afterEach(async () => {
  for (const socket of open ?? []) socket.end(answer(status));
  open = null;
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function aWorker() {
  const dispatcher = createDispatcher({
    lanes: createLanes({ breakerFailures: env().BREAKER_FAILURES }),
    configs: createConfigCache(),
    tries: createTries({ sender: openSender({}), recorder: createRecorder(), transformPool: aTransformPool() }),
    leaseMs: 30_000,
    marginMs: 15_000,
  });
  const wakeUps = await listenForWakeUps(dispatcher, () => {});
  cleanups.push(
    () => dispatcher.stop(5_000),
    () => wakeUps.stop(),
  );
  return dispatcher;
}

async function deliveries(count: number): Promise<void> {
  for (let n = 0; n < count; n++) await aDelivery({ ...ref, state: "sending" });
}

const pending = async (condition: string): Promise<number | null> =>
  (await pool().query(`select 1 from delivery_pending where endpoint_id = $1 and ${condition}`, [ref.endpointId]))
    .rowCount;

/** The endpoint has answered at once, has ten requests open, and the worker holds more that wait for their places. */
async function aWorkerThatClaimedAhead(): Promise<Dispatcher> {
  const dispatcher = await aWorker();
  await deliveries(1);
  await dispatcher.sweep();
  await expect.poll(() => pending("true")).toBe(0);
  open = [];
  await deliveries(25);
  await dispatcher.sweep();
  await expect.poll(() => open?.length).toBe(PROVEN_ROOM);
  await expect.poll(() => pending("lease_token is not null")).toBe(25);
  return dispatcher;
}

/** Everything that is open is answered, also what is opened by that, until the worker holds nothing. */
async function answerAll(): Promise<void> {
  await expect
    .poll(() => {
      for (const socket of open?.splice(0) ?? []) socket.end(answer(status));
      return pending("lease_token is not null");
    })
    .toBe(0);
}

test.each([
  ["paused", () => pauseEndpoint(ctx, ref), 15],
  ["turned off", () => patchEndpoint(ctx, { ...ref, patch: { disabled: true } }), 0],
  ["deleted", () => deleteEndpoint(ctx, ref), 0],
])("what was claimed ahead of an endpoint that is %s is given back at once and not sent", async (_, stop, kept) => {
  const dispatcher = await aWorkerThatClaimedAhead();
  await stop();
  await expect.poll(() => pending("lease_token is not null")).toBe(PROVEN_ROOM);
  await answerAll();
  const waiting = async () => {
    await dispatcher.sweep();
    return pending("true");
  };
  await expect.poll(waiting, { timeout: 5_000 }).toBe(kept);
  expect(received).toBe(1 + PROVEN_ROOM);
});

test("once an endpoint has failed as often as opens its breaker, what was claimed ahead is not sent to it", async () => {
  await aWorkerThatClaimedAhead();
  status = "500 Internal Server Error";
  await answerAll();
  expect(received).toBeLessThan(1 + PROVEN_ROOM + env().BREAKER_FAILURES);
  const { rows } = await pool().query("select breaker_state from endpoint_health where endpoint_id = $1", [
    ref.endpointId,
  ]);
  expect(rows).toEqual([{ breaker_state: 1 }]);
  expect(await pending("attempt_count = 0")).toBe(25 + 1 - received);
});
