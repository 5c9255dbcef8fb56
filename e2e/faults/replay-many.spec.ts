import { type Client, connect, notYet, until, untilTask } from "@/e2e/delivery/deliveries.ts";
import { openPool } from "@/e2e/faults/installation.ts";
import { checked, measured } from "@/e2e/faults/report.ts";
import { expect, type Receiver, startReceiver, test } from "@/e2e/fixtures.ts";
import { forgetInstance, type Part, type Service, startService } from "@/e2e/service.ts";
import type { FleetReplayOut } from "@/lib/contract/fleet-replay.ts";

const CUSTOMERS = 3;
const BATCH = 1_000;
const OUTSIDE = 20;
/** Class `worker_lost`, as it is stored. */
const WORKER_LOST = 22;
const SCOPE = "invoice.paid";
const since = () => new Date(Date.now() - 3_600_000).toISOString();

interface Scene {
  service: Service;
  client: Client;
  receiver: Receiver;
  /** Its endpoint fails while the replay runs. */
  late: Receiver;
}

let scene: Scene;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  forgetInstance("e2e-faults-replay-many");
  // Thousands fail at once: the breaker would stop most of that, and of nothing there is nothing to replay.
  const service = await startService("e2e-faults-replay-many", { BREAKER_FAILURES: "0", POSTHORN_DEMO: "0" });
  const [receiver, late] = await Promise.all([startReceiver(), startReceiver()]);
  const client = connect(service.url);
  for (const name of [SCOPE, "order.placed", "invoice.late"])
    await client("POST /event-type", { body: { name, description: "" } });
  scene = { service, client, receiver, late };
});
test.afterAll(async () => {
  await scene.service.stop();
  await Promise.all([scene.receiver.close(), scene.late.close()]);
  forgetInstance("e2e-faults-replay-many");
});

async function send(applicationId: string, eventType: string, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += BATCH) {
    const messages = Array.from({ length: Math.min(BATCH, count - sent) }, (_, n) => ({
      eventType,
      payload: { eventType, n: sent + n },
    }));
    await scene.client("POST /app/{app_id}/msg/batch", { params: { app_id: applicationId }, body: { messages } });
  }
}

async function aCustomer(): Promise<string> {
  const { client, receiver } = scene;
  const { id } = await client("POST /app", { body: { name: "Customer" } });
  await client("POST /app/{app_id}/endpoint", {
    params: { app_id: id },
    body: {
      url: receiver.url,
      eventTypes: [SCOPE, "order.placed"],
      deliveryOptions: { retry: { delaysSeconds: [] } },
    },
  });
  return id;
}

const wish = (customers: string[]) => ({ since: since(), applicationIds: customers, eventTypes: ["invoice.*"] });

/** So many deliveries of three customers that gave up, and some beside them that nobody asks to be replayed. */
async function aBacklog(count: number): Promise<string[]> {
  const { client, receiver } = scene;
  receiver.answerWith(400);
  const customers = await Promise.all(Array.from({ length: CUSTOMERS }, aCustomer));
  const before = receiver.requests.length;
  await Promise.all(customers.map((id) => send(id, SCOPE, count / CUSTOMERS)));
  await Promise.all(customers.map((id) => send(id, "order.placed", OUTSIDE)));
  await send(await aCustomer(), SCOPE, OUTSIDE);
  await receiver.waitFor(before + count + (CUSTOMERS + 1) * OUTSIDE, 90_000);
  await until(
    `${count} failures`,
    async () => {
      const preview = await client("POST /replays/dry-run", { body: wish(customers) });
      return preview.deliveries === count ? preview : notYet(preview.deliveries);
    },
    60_000,
  );
  receiver.answerWith({ status: 200, delayMs: 20 });
  return customers;
}

/** What fails after the start, of a customer and a type that the scope names. */
async function failLater(applicationId: string): Promise<void> {
  const { client, late } = scene;
  late.answerWith(400);
  await client("POST /app/{app_id}/endpoint", {
    params: { app_id: applicationId },
    body: { url: late.url, eventTypes: ["invoice.late"], deliveryOptions: { retry: { delaysSeconds: [] } } },
  });
  const before = late.requests.length;
  await send(applicationId, "invoice.late", OUTSIDE);
  await late.waitFor(before + OUTSIDE);
}

async function killAndAwait(part: Part): Promise<void> {
  const { service } = scene;
  const pid = service.pidOf(part);
  if (pid === undefined) throw new Error(`${part} does not run.`);
  process.kill(pid, "SIGKILL");
  await until(`another ${part}`, async () => {
    const now = service.pidOf(part);
    return now !== undefined && now !== pid ? { now } : notYet(now);
  });
  await service.untilReady();
}

async function start(customers: string[], count: number, ratePerEndpoint: number): Promise<FleetReplayOut> {
  const task = await scene.client("POST /replays", { body: { ...wish(customers), ratePerEndpoint } });
  const { client } = scene;
  await untilTask(task.id, ({ waiting }) => waiting?.kind === "confirmation", { client, deadlineMs: 60_000 });
  const params = { replay_id: task.id };
  return client("POST /replays/{replay_id}/confirm", { params, body: { count, reason: "After the outage" } });
}

/** How often each message of the scope came, and that nothing else did. */
function tally(before: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { headers, rawBody } of scene.receiver.requests.slice(before)) {
    expect(rawBody.toString()).toContain(`"${SCOPE}"`);
    const id = String(headers["webhook-id"]);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/** Deliveries that were tried again although a success of them was on record, and those whose outcome nobody could write down. */
async function readAttempts(): Promise<{ afterSuccess: number; lost: number }> {
  const sql = openPool(scene.service.databaseUrl());
  try {
    const { rows } = await sql.query<{ after_success: number; lost: number }>(
      `select count(distinct a.message_id) filter (where a.class = $1)::int as lost, count(*) filter (where exists (
         select 1 from attempt b where b.delivery_id = a.delivery_id and b.number < a.number and b.status = 0
       ))::int as after_success from attempt a`,
      [WORKER_LOST],
    );
    const [row] = rows;
    if (!row) throw new Error("Counting answers a row.");
    return { afterSuccess: row.after_success, lost: row.lost };
  } finally {
    await sql.end();
  }
}

const act = (id: string, verb: "pause" | "resume" | "cancel") =>
  scene.client(`POST /replays/{replay_id}/${verb}`, { params: { replay_id: id } });

/** Paused, gone on with, both processes killed in the middle; then another one that is canceled. */
async function replayThroughIt(count: number): Promise<void> {
  const { client, receiver, late } = scene;
  const customers = await aBacklog(count);
  const before = receiver.requests.length;
  const lateBefore = late.requests.length;
  const task = await start(customers, count, 1_000);
  await failLater(customers[0] ?? "");
  const at = (n: number) =>
    untilTask(task.id, ({ progress }) => progress.succeeded >= n, { client, deadlineMs: 120_000 });

  await at(Math.floor(count / 6));
  await act(task.id, "pause");
  const still = await untilTask(task.id, ({ progress }) => progress.queued === 0, { client });
  expect(still.progress.succeeded + still.progress.left, "nothing but what was sent is gone").toBe(count);
  expect(receiver.requests.length - before, "each of them once").toBe(still.progress.succeeded);
  await act(task.id, "resume");

  await at(Math.max(still.progress.succeeded + 1, Math.floor(count / 3)));
  await killAndAwait("worker");
  await killAndAwait("web");
  const over = await untilTask(task.id, "finished", { client, deadlineMs: 240_000 });
  expect(over.progress).toMatchObject({ total: count, succeeded: count, failed: 0, skipped: 0, left: 0 });
  const counts = tally(before);
  expect(counts.size, "each of the scope").toBe(count);
  expect(late.requests.length - lateBefore, "what failed after the start is left alone").toBe(OUTSIDE);
  const { afterSuccess, lost } = await readAttempts();
  expect(afterSuccess, "no try follows a success that is on record").toBe(0);
  const repeated = [...counts.values()].filter((n) => n > 1).length;
  expect(repeated, "repeated only where the killed worker could not write the outcome down").toBeLessThanOrEqual(lost);
  const split = await client("GET /replays/{replay_id}", { params: { replay_id: task.id } });
  expect(split.customers.map(({ succeeded }) => succeeded)).toEqual(customers.map(() => count / CUSTOMERS));
  measured(`${count} of ${CUSTOMERS} customers, ${repeated} repeated`);

  await cancelInTheMiddle(Math.min(count, 900));
  checked("I1", "I3", "I7");
}

async function cancelInTheMiddle(count: number): Promise<void> {
  const { client } = scene;
  const customers = await aBacklog(count);
  const task = await start(customers, count, 40);
  await untilTask(task.id, ({ progress }) => progress.succeeded >= 50, { client });
  await act(task.id, "cancel");
  const canceled = await untilTask(task.id, ({ progress }) => progress.queued === 0, { client });
  expect(canceled.state).toBe("canceled");
  expect(canceled.progress.left).toBeGreaterThan(0);
  const left = await client("POST /replays/dry-run", { body: wish(customers) });
  expect(left.deliveries, "the others are as they were").toBe(canceled.progress.left);
}

test("A9 a replay of hundreds across customers outlives kill -9, and keeps to its scope", { tag: "@ci" }, async () => {
  await replayThroughIt(600);
});

test("A9 a replay of more than ten thousand across customers outlives kill -9, and keeps to its scope", async () => {
  test.setTimeout(600_000);
  await replayThroughIt(10_500);
});
