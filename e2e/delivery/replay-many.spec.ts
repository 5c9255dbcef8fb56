import {
  type Client,
  call,
  connect,
  notYet,
  replay,
  until,
  untilDelivery,
  untilTask,
} from "@/e2e/delivery/deliveries.ts";
import { expect, type Receiver, startReceiver, test } from "@/e2e/fixtures.ts";
import { forgetInstance, startService } from "@/e2e/service.ts";

const HOUR = 3_600_000;
const BATCH = 1_000;
const since = () => new Date(Date.now() - HOUR).toISOString();

interface Place {
  client: Client;
  application: { id: string };
  endpoint: { id: string };
}

/** So many deliveries that gave up: one try is all, and it is refused. */
async function aBacklog(client: Client, receiver: Receiver, count: number, options: object = {}): Promise<Place> {
  const application = await client("POST /app", { body: { name: "Backlog" } });
  const endpoint = await client("POST /app/{app_id}/endpoint", {
    params: { app_id: application.id },
    body: { url: receiver.url, deliveryOptions: { retry: { delaysSeconds: [] } }, ...options },
  });
  receiver.answerWith(400);
  for (let sent = 0; sent < count; sent += BATCH) {
    const messages = Array.from({ length: Math.min(BATCH, count - sent) }, (_, n) => ({
      eventType: "job.completed",
      payload: { n: sent + n },
    }));
    await client("POST /app/{app_id}/msg/batch", { params: { app_id: application.id }, body: { messages } });
  }
  const place = { client, application, endpoint };
  await until(
    `${count} failures`,
    async () => {
      const preview = await client("POST /app/{app_id}/endpoint/{endpoint_id}/recover/dry-run", wish(place));
      return preview.deliveries === count ? preview : notYet(preview.deliveries);
    },
    60_000,
  );
  return place;
}

const wish = ({ application, endpoint }: Place, body: object = {}) => ({
  params: { app_id: application.id, endpoint_id: endpoint.id },
  body: { since: since(), ...body },
});
const recover = (place: Place, body: object = {}) =>
  place.client("POST /app/{app_id}/endpoint/{endpoint_id}/recover", wish(place, body));
const act = (client: Client, id: string, verb: "pause" | "resume" | "cancel") =>
  client(`POST /background-task/{task_id}/${verb}`, { params: { task_id: id } });

/** How often each message came after the first `before` requests. */
function tally(receiver: Receiver, before: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { headers } of receiver.requests.slice(before)) {
    const id = String(headers["webhook-id"]);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

test("thousands are replayed once each, whatever is paused, resumed and killed meanwhile; a cancel leaves the rest", async () => {
  test.setTimeout(240_000);
  const receiver = await startReceiver();
  forgetInstance("e2e-replay-many");
  const service = await startService("e2e-replay-many", { BREAKER_FAILURES: "0" });
  const client = connect(service.url);
  const count = 6_000;
  const place = await aBacklog(client, receiver, count);
  receiver.answerWith({ status: 200, delayMs: 20 });
  const before = receiver.requests.length;

  const task = await recover(place, { name: "After the outage" });
  const at = (n: number) =>
    untilTask(task.id, ({ progress }) => progress.succeeded >= n, { client, deadlineMs: 60_000 });
  expect((await at(500)).progress.total).toBe(count);
  const paused = await act(client, task.id, "pause");
  expect(paused.state).toBe("paused");
  // What the worker had finishes; from then on nothing comes.
  const still = await untilTask(task.id, ({ progress }) => progress.queued === 0, { client });
  expect(still.progress.succeeded + still.progress.left).toBe(count);
  expect(receiver.requests.length - before).toBe(still.progress.succeeded);
  await act(client, task.id, "resume");

  await at(still.progress.succeeded + 500);
  for (const part of ["worker", "web"] as const) {
    const pid = service.pidOf(part);
    if (pid !== undefined) process.kill(pid, "SIGKILL");
    await until("the part to be back", async () => {
      const now = service.pidOf(part);
      return now !== undefined && now !== pid ? { now } : notYet(now);
    });
    await service.untilReady();
  }
  const over = await untilTask(task.id, "finished", { client, deadlineMs: 120_000 });
  expect(over.progress).toMatchObject({ total: count, succeeded: count, failed: 0, skipped: 0, left: 0 });
  const counts = tally(receiver, before);
  expect(counts.size).toBe(count);
  // A request that the killed worker had begun, and nobody wrote down, is made again: that is what at least once means.
  const repeated = [...counts.values()].filter((n) => n > 1).length;
  expect(repeated).toBeLessThan(200);

  const again = await aBacklog(client, receiver, 3_000);
  receiver.answerWith({ status: 200, delayMs: 20 });
  const second = await recover(again, { ratePerSecond: 400 });
  await untilTask(second.id, ({ progress }) => progress.succeeded >= 200, { client });
  await act(client, second.id, "cancel");
  const canceled = await untilTask(second.id, ({ progress }) => progress.queued === 0, { client });
  expect(canceled).toMatchObject({ state: "canceled", status: "failed" });
  expect(canceled.progress.left).toBeGreaterThan(0);
  const left = await client("POST /app/{app_id}/endpoint/{endpoint_id}/recover/dry-run", wish(again));
  expect(left.deliveries).toBe(canceled.progress.left);
  await service.stop();
  await receiver.close();
});

test("the limit of the endpoint holds for a replay of many", async ({ receiver }) => {
  const place = await aBacklog(call, receiver, 40, { throttleRate: 50 });
  await call("PATCH /app/{app_id}/endpoint/{endpoint_id}", {
    params: { app_id: place.application.id, endpoint_id: place.endpoint.id },
    body: { throttleRate: 10 },
  });
  receiver.answerWith(200);
  const before = receiver.requests.length;
  const task = await recover(place);
  await untilTask(task.id, "finished", { deadlineMs: 25_000 });
  const times = receiver.requests.slice(before).map((request) => request.at.getTime());
  expect(times).toHaveLength(40);
  // Ten a second: 3.9 s between the first and the last, less what the first one was late.
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(3_000);
});

test("a paused endpoint has its replay wait, and a new message is not behind a replay", async ({ receiver }) => {
  const place = await aBacklog(call, receiver, 30);
  const { application, endpoint } = place;
  const params = { app_id: application.id, endpoint_id: endpoint.id };
  await call("POST /app/{app_id}/endpoint/{endpoint_id}/pause", { params });
  receiver.answerWith(200);
  const before = receiver.requests.length;
  const task = await recover(place);
  await untilTask(task.id, ({ waiting }) => waiting?.kind === "endpoint_paused");
  expect(receiver.requests).toHaveLength(before);
  await call("POST /app/{app_id}/endpoint/{endpoint_id}/resume", { params, body: {} });
  await untilTask(task.id, "finished");

  const slow = await recover(await aBacklog(call, receiver, 30), { ratePerSecond: 2 });
  receiver.answerWith(200);
  await untilTask(slow.id, ({ progress }) => progress.succeeded > 0);
  const message = await call("POST /app/{app_id}/msg", {
    params: { app_id: application.id },
    body: { eventType: "job.created", payload: { fresh: true } },
  });
  await untilDelivery({ application, message, endpoint }, "delivered");
  expect((await untilTask(slow.id, () => true)).state).toBe("running");
  await act(call, slow.id, "cancel");
});

test("what is replayed by a person while a task runs is not sent by the task as well", async ({ receiver }) => {
  const place = await aBacklog(call, receiver, 6);
  receiver.answerWith(200);
  const before = receiver.requests.length;
  const task = await recover(place, { startInSeconds: 3 });
  await untilTask(task.id, ({ progress, state }) => state === "running" && progress.total === 6);
  const { data } = await call("GET /app/{app_id}/delivery", { params: { app_id: place.application.id } });
  for (const delivery of data.slice(0, 2)) {
    await replay({ application: place.application, delivery });
    await untilDelivery({ ...place, message: { id: delivery.messageId } }, "delivered");
  }
  const over = await untilTask(task.id, "finished");
  expect(over.progress).toMatchObject({ total: 6, succeeded: 4, skipped: 2 });
  expect([...tally(receiver, before).values()]).toEqual([1, 1, 1, 1, 1, 1]);
});
