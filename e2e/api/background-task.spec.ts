import { BackgroundTaskStatus, BackgroundTaskType, MessageStatus, Ordering, Svix } from "svix";
import { call, untilDelivery, untilTask } from "@/e2e/delivery/deliveries.ts";
import { BASE_URL, BOOTSTRAP_API_KEY, expect, type Receiver, test } from "@/e2e/fixtures.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const since = () => new Date(Date.now() - HOUR);
const GONE_WRONG = { status: 400 };

/** An endpoint where one try is all, so that a refusal ends a delivery. */
async function aStrictEndpoint(application: { id: string }, receiver: Receiver) {
  return call("POST /app/{app_id}/endpoint", {
    params: { app_id: application.id },
    body: { url: receiver.url, deliveryOptions: { retry: { delaysSeconds: [] } } },
  });
}

async function sendMany(application: { id: string }, count: number, eventType = "invoice.paid") {
  const { data } = await call("POST /app/{app_id}/msg/batch", {
    params: { app_id: application.id },
    body: { messages: Array.from({ length: count }, (_, n) => ({ eventType, payload: { n } })) },
  });
  return data;
}

/** So many deliveries of an endpoint that gave up. */
async function failures(application: { id: string }, receiver: Receiver, count: number) {
  const endpoint = await aStrictEndpoint(application, receiver);
  receiver.answerWith(GONE_WRONG);
  const messages = await sendMany(application, count);
  for (const message of messages) await untilDelivery({ application, message, endpoint }, "failed");
  return { endpoint, messages };
}

const idsAt = (receiver: Receiver) => receiver.requests.map(({ headers }) => String(headers["webhook-id"]));

test("the official client recovers what failed: each message once, and the task tells what it has done", async ({
  svix,
  application,
  receiver,
}) => {
  const { endpoint, messages } = await failures(application, receiver, 5);
  receiver.answerWith(200);
  const before = receiver.requests.length;
  const started = await svix.endpoint.recover(application.id, endpoint.id, { since: since() });
  expect(started).toMatchObject({
    id: expect.stringMatching(/^qtask_\w{27}$/),
    task: BackgroundTaskType.EndpointRecover,
  });
  expect([BackgroundTaskStatus.Running, BackgroundTaskStatus.Finished]).toContain(started.status);

  await untilTask(started.id, "finished");
  const task = await svix.backgroundTask.get(started.id);
  expect(task).toMatchObject({ status: BackgroundTaskStatus.Finished, data: { messagesSent: 5 } });
  expect(new Set(idsAt(receiver).slice(before))).toEqual(new Set(messages.map(({ id }) => id)));
  expect(receiver.requests).toHaveLength(before + 5);
  const attempts = await svix.messageAttempt.listByEndpoint(application.id, endpoint.id, {
    status: MessageStatus.Success,
  });
  expect(attempts.data.map(({ triggerType }) => triggerType)).toEqual([1, 1, 1, 1, 1]);
});

test("a message is sent to an endpoint that was made after it, or did not want it then", async ({
  svix,
  application,
  receiver,
}) => {
  const early = await svix.message.create(application.id, { eventType: "invoice.paid", payload: { n: 1 } });
  const other = await svix.message.create(application.id, { eventType: "order.lost", payload: {}, channels: ["us"] });
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url, channels: ["eu"] });
  const skipped = await svix.message.create(application.id, { eventType: "invoice.paid", payload: { n: 2 } });
  await svix.endpoint.patch(application.id, endpoint.id, { channels: null, eventTypes: null });
  await call("PATCH /app/{app_id}/endpoint/{endpoint_id}", {
    params: { app_id: application.id, endpoint_id: endpoint.id },
    body: { channels: null },
  });

  const place = { params: { app_id: application.id, endpoint_id: endpoint.id } };
  const wish = { ...place, body: { since: since().toISOString() } };
  const preview = await call("POST /app/{app_id}/endpoint/{endpoint_id}/replay-missing/dry-run", wish);
  expect(preview).toMatchObject({ deliveries: 3, messages: 3, exact: true });
  expect(preview.byEventType).toEqual([
    { eventType: "invoice.paid", count: 2 },
    { eventType: "order.lost", count: 1 },
  ]);
  expect(receiver.requests).toEqual([]);
  const started = await svix.endpoint.replayMissing(application.id, endpoint.id, { since: since() });
  expect(started.task).toBe(BackgroundTaskType.EndpointReplay);
  await untilTask(started.id, "finished");
  expect(new Set(idsAt(receiver))).toEqual(new Set([early.id, other.id, skipped.id]));

  const again = await svix.endpoint.replayMissing(application.id, endpoint.id, { since: since() });
  expect((await untilTask(again.id, "finished")).progress.total).toBe(0);
  expect(receiver.requests).toHaveLength(3);
});

test("a bulk replay takes what the filter says, delivered ones too", async ({ svix, application, receiver }) => {
  const endpoint = await aStrictEndpoint(application, receiver);
  const [paid] = await sendMany(application, 1, "invoice.paid");
  const [lost] = await sendMany(application, 1, "order.lost");
  for (const message of [paid, lost]) {
    await untilDelivery({ application, message: { id: String(message?.id) }, endpoint }, "delivered");
  }
  const started = await svix.endpoint.bulkReplay(application.id, endpoint.id, {
    since: since(),
    eventTypes: ["order.lost"],
    status: MessageStatus.Success,
  });
  expect(started.task).toBe(BackgroundTaskType.EndpointBulkReplay);
  expect(await untilTask(started.id, "finished")).toMatchObject({ progress: { total: 1, succeeded: 1 } });
  expect(idsAt(receiver).filter((id) => id === lost?.id)).toHaveLength(2);
  expect(idsAt(receiver).filter((id) => id === paid?.id)).toHaveLength(1);
});

test("what fails again is counted with its cause, and can be replayed by another task", async ({
  svix,
  application,
  receiver,
}) => {
  const { endpoint } = await failures(application, receiver, 2);
  const first = await svix.endpoint.recover(application.id, endpoint.id, { since: since() });
  const task = await untilTask(first.id, "finished");
  expect(task.progress).toMatchObject({ total: 2, failed: 2, succeeded: 0, left: 0 });
  expect(task.progress.causes).toEqual([{ cause: "client_error", label: expect.any(String), count: 2 }]);
  receiver.answerWith(200);
  const second = await svix.endpoint.recover(application.id, endpoint.id, { since: since() });
  expect((await untilTask(second.id, "finished")).progress).toMatchObject({ total: 2, succeeded: 2 });
});

test("tasks are listed by status and kind, a page at a time, in both orders", async ({
  svix,
  application,
  receiver,
}) => {
  const endpoint = await aStrictEndpoint(application, receiver);
  const ids: string[] = [];
  for (let n = 0; n < 3; n++) {
    const { id } = await svix.endpoint.recover(application.id, endpoint.id, { since: since() });
    ids.unshift(id);
  }
  for (const id of ids) await untilTask(id, "finished");
  const mine = (data: { id: string }[]) => data.map(({ id }) => id).filter((id) => ids.includes(id));
  const listed = await svix.backgroundTask.list({
    status: BackgroundTaskStatus.Finished,
    task: BackgroundTaskType.EndpointRecover,
    limit: 250,
  });
  expect(mine(listed.data)).toEqual(ids);
  expect(listed.data.every(({ task, status }) => task === "endpoint.recover" && status === "finished")).toBe(true);
  expect(
    (await svix.backgroundTask.list({ status: BackgroundTaskStatus.Failed, limit: 250 })).data.map(({ id }) => id),
  ).not.toContain(ids[0]);

  // A portal session sees those of its application, and nobody else's come in between.
  const { token } = await svix.authentication.appPortalAccess(application.id, {});
  const portal = new Svix(token, { serverUrl: BASE_URL }).backgroundTask;
  const page = async (options: Parameters<typeof portal.list>[0]) => {
    const { data, done, prevIterator } = await portal.list({ limit: 1, ...options });
    return { ids: data.map(({ id }) => id), done, prevIterator: prevIterator ?? null };
  };
  expect((await portal.list()).data.map(({ id }) => id)).toEqual(ids);
  const second = await page({ iterator: String(ids[0]) });
  expect(second).toMatchObject({ ids: [ids[1]], done: false });
  expect((await page({ iterator: second.prevIterator })).ids).toEqual([ids[0]]);
  expect(await page({ iterator: String(ids[1]) })).toMatchObject({ ids: [ids[2]], done: true });
  expect((await page({ order: Ordering.Ascending, iterator: String(ids[2]) })).ids).toEqual([ids[1]]);
});

test("what cannot be replayed is refused in words: too far back, a wrong range, an endpoint that is off or not there", async ({
  svix,
  application,
  api,
  receiver,
}) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const path = `/api/v1/app/${application.id}/endpoint/${endpoint.id}`;
  const at = (ms: number) => new Date(Date.now() - ms).toISOString();
  const wrong = (field: string) => ({ status: 422, body: { detail: [{ loc: ["body", field] }] } });
  expect(await api("POST", `${path}/recover`, { since: at(15 * DAY) })).toMatchObject(wrong("since"));
  expect(await api("POST", `${path}/recover`, { since: at(14 * DAY) })).toMatchObject({ status: 202 });
  expect(await api("POST", `${path}/recover`, {})).toMatchObject(wrong("since"));
  const moment = at(HOUR);
  expect(await api("POST", `${path}/bulk-replay`, { since: moment, until: moment })).toMatchObject(wrong("until"));
  expect(await api("POST", `${path}/bulk-replay`, { since: at(HOUR), status: 5 })).toMatchObject(wrong("status"));
  expect(await api("POST", `${path}/replay-missing`, { since: at(HOUR), tag: "x" })).toMatchObject(wrong("tag"));
  await svix.endpoint.patch(application.id, endpoint.id, { disabled: true });
  for (const verb of ["recover", "replay-missing", "bulk-replay"]) {
    expect(await api("POST", `${path}/${verb}`, { since: at(HOUR) })).toMatchObject({
      status: 409,
      body: { code: "conflict", detail: "The endpoint is turned off. Turn it on, then replay." },
    });
    const missing = `/api/v1/app/${application.id}/endpoint/nobody/${verb}`;
    expect(await api("POST", missing, { since: at(HOUR) })).toMatchObject({ status: 404 });
  }
  expect(await api("GET", "/api/v1/background-task/qtask_x")).toMatchObject({ status: 404 });
  expect(await api("GET", "/api/v1/background-task?status=over")).toMatchObject({ status: 422 });
});

test("the same request under one idempotency key starts one task", async ({ svix, application, api, receiver }) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const headers = { authorization: `Bearer ${BOOTSTRAP_API_KEY}`, "idempotency-key": `replay-${application.id}` };
  const body = { since: since().toISOString() };
  const path = `/api/v1/app/${application.id}/endpoint/${endpoint.id}/recover`;
  const answers = await Promise.all(Array.from({ length: 8 }, () => api("POST", path, body, headers)));
  expect(new Set(answers.map((answer) => (answer.body as { id: string }).id)).size).toBe(1);
});
