import { randomUUID } from "node:crypto";
import { BackgroundTaskStatus, BulkExpungeStatus } from "svix";
import { call, deliverOne, notYet, until, untilDelivery, untilTask } from "@/e2e/delivery/deliveries.ts";
import { BASE_URL, BOOTSTRAP_API_KEY, expect, test } from "@/e2e/fixtures.ts";

const SECRET = `private-${randomUUID()}`;

/** What any of these addresses says. */
async function textOf(...paths: string[]): Promise<string> {
  const texts = paths.map(async (path) => {
    const answer = await fetch(`${BASE_URL}/api/v1${path}`, {
      headers: { authorization: `Bearer ${BOOTSTRAP_API_KEY}` },
    });
    expect(answer.status, path).toBe(200);
    return answer.text();
  });
  return (await Promise.all(texts)).join("\n");
}

test("an expunged message is nowhere to be read, by id and by search, and stays listed", async ({
  svix,
  application,
  receiver,
}) => {
  receiver.answerWith({ status: 200, body: `thank you for ${SECRET}`, headers: { "x-echo": SECRET } });
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const eventId = `order-${randomUUID()}`;
  const message = await svix.message.create(application.id, { eventType: "a.b", payload: { SECRET }, eventId });
  const delivery = await untilDelivery({ application, message, endpoint }, "delivered");
  const app = `/app/${application.id}`;
  const attempt = delivery.attempts[0]?.id ?? "";
  const everywhere = [
    ...[
      `${app}/msg/${message.id}`,
      `${app}/msg`,
      `${app}/attempt/msg/${message.id}`,
      `${app}/attempt/endpoint/${endpoint.id}`,
    ],
    ...[`${app}/msg/${message.id}/attempt/${attempt}`, `${app}/delivery/${delivery.id}`],
    ...[`${app}/delivery/${delivery.id}/attempt/${attempt}`, `${app}/endpoint/${endpoint.id}/msg`],
  ];
  expect(await textOf(...everywhere)).toContain(SECRET);

  await svix.message.expungeContent(application.id, eventId);
  expect(await textOf(...everywhere)).not.toContain(SECRET);
  const found = await call("GET /app/{app_id}/delivery", { params: { app_id: application.id }, query: { q: SECRET } });
  expect(found.data).toEqual([]);
  const read = await svix.message.get(application.id, message.id, { withContent: true });
  expect(read).toMatchObject({ id: message.id, eventId, payload: { expired: true } });
  const [listed] = (await svix.messageAttempt.listByMsg(application.id, message.id, { withContent: true })).data;
  expect(listed).toMatchObject({ id: attempt, response: "EXPUNGED", responseStatusCode: 200 });
});

test("what waits of an expunged message is canceled and says why; a replay is refused", async ({
  svix,
  api,
  application,
  receiver,
}) => {
  receiver.answerWith({ status: 503, headers: { "retry-after": "900" } });
  const { endpoint, message } = await deliverOne(
    { svix, application, url: receiver.url, eventType: "a.b", payload: { SECRET } },
    "retrying",
  );
  await svix.message.expungeContent(application.id, message.id);
  const delivery = await untilDelivery({ application, message, endpoint }, "canceled");
  expect(delivery.reason).toBe("The payload is no longer kept, so there is nothing to send.");
  const resend = `/api/v1/app/${application.id}/msg/${message.id}/endpoint/${endpoint.id}/resend`;
  expect(await api("POST", resend)).toMatchObject({ status: 400, body: { code: "missing_payload" } });
  const preview = await call("POST /app/{app_id}/endpoint/{endpoint_id}/bulk-replay/dry-run", {
    params: { app_id: application.id, endpoint_id: endpoint.id },
    body: { since: new Date(Date.now() - 3_600_000).toISOString() },
  });
  expect(preview).toMatchObject({ deliveries: 0, expunged: 1 });
  expect(receiver.requests).toHaveLength(1);
});

test("a request that is being made while its message is expunged finishes, and is not made again", async ({
  svix,
  application,
  receiver,
}) => {
  receiver.answerWith({ status: 500, delayMs: 700 });
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const message = await svix.message.create(application.id, { eventType: "a.b", payload: { SECRET } });
  await receiver.waitFor(1);
  await svix.message.expungeContent(application.id, message.id);
  const delivery = await untilDelivery({ application, message, endpoint }, "canceled");
  expect(delivery.attemptCount).toBe(1);
  expect(receiver.requests).toHaveLength(1);
});

test("contents are expunged by id and eventId, many at once, and one reply alone", async ({
  svix,
  application,
  receiver,
}) => {
  receiver.answerWith({ status: 200, body: SECRET });
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const send = (eventId?: string) =>
    svix.message.create(application.id, { eventType: "a.b", payload: { SECRET }, ...(eventId ? { eventId } : {}) });
  const [first, second, third] = [await send(), await send("second"), await send()];
  const delivery = await untilDelivery({ application, message: third, endpoint }, "delivered");
  const { results } = await svix.message.bulkExpungeContent(application.id, { ids: [first.id, "second", "nobody"] });
  expect(results).toEqual({
    [first.id]: BulkExpungeStatus.Expunged,
    second: BulkExpungeStatus.Expunged,
    nobody: BulkExpungeStatus.NotFound,
  });
  expect(await textOf(`/app/${application.id}/msg/${second.id}`)).not.toContain(SECRET);

  const attempt = delivery.attempts[0]?.id ?? "";
  await svix.messageAttempt.expungeContent(application.id, third.id, attempt);
  expect((await svix.messageAttempt.get(application.id, third.id, attempt)).response).toBe("EXPUNGED");
  expect((await svix.message.get(application.id, third.id, { withContent: true })).payload).toEqual({ SECRET });
});

test("everything of an application is expunged by a task, and what comes later is not", async ({
  svix,
  application,
}) => {
  const sent = [];
  for (let n = 0; n < 5; n++) {
    sent.push(await svix.message.create(application.id, { eventType: "a.b", payload: { SECRET } }));
  }
  const started = await svix.message.expungeAllContents(application.id);
  const task = await untilTask(started.id, "finished");
  expect(task).toMatchObject({ task: "application.purge_content", data: { messagesPurged: 5 } });
  const later = await svix.message.create(application.id, { eventType: "a.b", payload: { SECRET } });
  const { data } = await svix.message.list(application.id, { withContent: true });
  expect(data.map(({ id, payload }) => [id, payload])).toEqual([
    [later.id, { SECRET }],
    ...sent.toReversed().map(({ id }) => [id, { expired: true }]),
  ]);
});

test("a customer's token expunges nothing", async ({ svix, api, application }) => {
  const message = await svix.message.create(application.id, { eventType: "a.b", payload: { SECRET } });
  const { token } = await svix.authentication.appPortalAccess(application.id, {});
  const headers = { authorization: `Bearer ${token}` };
  const path = `/api/v1/app/${application.id}/msg/${message.id}/content`;
  expect(await api("DELETE", path, undefined, headers)).toMatchObject({ status: 403 });
  expect(await api("POST", `/api/v1/app/${application.id}/msg/expunge-all-contents`, undefined, headers)).toMatchObject(
    {
      status: 403,
    },
  );
});

test("statistics of applications and of what they subscribe to come as tasks", async ({
  svix,
  api,
  application,
  receiver,
}) => {
  await deliverOne({ svix, application, url: receiver.url, eventType: "a.b" }, "delivered");
  const range = { since: new Date(Date.now() - 3_600_000), until: new Date(Date.now() + 1_000) };
  const usage = await svix.statistics.aggregateAppStats({ ...range, appIds: [application.id, "nobody"] });
  expect(usage.unresolvedAppIds).toEqual(["nobody"]);
  await untilTask(usage.id, "finished");
  expect(await svix.backgroundTask.get(usage.id)).toMatchObject({
    status: BackgroundTaskStatus.Finished,
    data: { appStats: [{ appId: application.id, appUid: null, messageDestinations: 1 }] },
  });
  const wrong = await api("POST", "/api/v1/stats/usage/app", { ...range, appIds: ["nobody"] });
  expect(wrong).toMatchObject({ status: 422, body: { detail: [{ loc: ["body", "appIds"] }] } });

  const types = await svix.statistics.aggregateEventTypes();
  const rows = await until("the subscriptions", async () => {
    const { status, data } = await svix.backgroundTask.get(types.id);
    return status === "finished" ? (data.event_types as { appId: string }[]) : notYet(status);
  });
  expect(rows.find(({ appId }) => appId === application.id)).toEqual({
    appId: application.id,
    explicitlySubscribedEventTypes: [],
    hasCatchAllEndpoint: true,
  });
});

test("an environment is exported, and imported again as it is", async ({ svix, api }) => {
  const name = `env.${randomUUID()}`;
  await svix.eventType.create({ name, description: "Exported.", schemas: { "1": { type: "object", title: "T" } } });
  const answer = await api("POST", "/api/v1/environment/export");
  expect(answer.status).toBe(200);
  const exported = answer.body as { eventTypes: { name: string }[] };
  expect(exported).toMatchObject({ version: 1, settings: null, connectors: [] });
  await svix.eventType.patch(name, { description: "Changed.", schemas: null });
  const eventTypes = exported.eventTypes.filter((type) => type.name === name);
  expect(await api("POST", "/api/v1/environment/import", { ...exported, eventTypes })).toMatchObject({
    status: 204,
    body: "",
  });
  expect(await svix.eventType.get(name)).toMatchObject({ description: "Exported.", schemas: { "1": { title: "T" } } });
  await svix.environment.import({ eventTypes: [{ name, description: "By the client." }] });
  expect((await svix.eventType.get(name)).description).toBe("By the client.");
  const refused = await api("POST", "/api/v1/environment/import", { connectors: [{ name: "x" }] });
  expect(refused).toMatchObject({ status: 422, body: { detail: [{ loc: ["body", "connectors"] }] } });
});
