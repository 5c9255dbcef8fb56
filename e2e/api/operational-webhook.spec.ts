import { expect, type ReceivedRequest, startReceiver, test, verifySignature } from "@/e2e/fixtures.ts";

interface Event {
  type: string;
  data: Record<string, unknown>;
}
const eventOf = ({ rawBody }: ReceivedRequest) => JSON.parse(rawBody.toString()) as Event;

test("the nine operations work with the official client", async ({ svix, receiver }) => {
  const api = svix.operationalWebhook.endpoint;
  const made = await api.create({
    url: receiver.url,
    description: "backend",
    eventTypes: ["endpoint.created"],
    throttleRate: 100,
    metadata: { team: "core" },
    headers: { "x-team": "core" },
    uid: `ops-${Date.now()}`,
  });
  expect(made).toMatchObject({ description: "backend", eventTypes: ["endpoint.created"], throttleRate: 100 });
  expect(await api.get(made.id)).toEqual(made);
  expect(await api.get(made.uid ?? "")).toEqual(made);
  expect((await api.list({ limit: 250 })).data.map(({ id }) => id)).toContain(made.id);
  expect(await api.getHeaders(made.id)).toEqual({ headers: { "x-team": "core" }, sensitive: [] });
  await api.setHeaders(made.id, { headers: { authorization: "Bearer x" } });
  expect(await api.getHeaders(made.id)).toEqual({ headers: {}, sensitive: ["authorization"] });

  const { key } = await api.getSecret(made.id);
  await api.rotateSecret(made.id, { gracePeriodSeconds: 0 });
  expect((await api.getSecret(made.id)).key).not.toBe(key);

  const replaced = await api.upsert(made.id, { url: receiver.url, disabled: true });
  expect(replaced).toMatchObject({ id: made.id, disabled: true, eventTypes: null, uid: made.uid });
  const other = await api.upsert(`ops-new-${Date.now()}`, { url: receiver.url, disabled: true });
  expect(other.id).not.toBe(made.id);
  for (const { id } of [made, other]) await api.delete(id);
  await expect(api.get(made.id)).rejects.toMatchObject({ code: 404 });
});

test("an operational endpoint has the fixed event types, and no channels", async ({ api, receiver }) => {
  const post = (more: object) => api("POST", "/api/v1/operational-webhook/endpoint", { url: receiver.url, ...more });
  expect(await post({ eventTypes: ["job.created"] })).toMatchObject({
    status: 422,
    body: { detail: [{ loc: ["body", "eventTypes"] }] },
  });
  expect(await post({ channels: ["a"] })).toMatchObject({ status: 422 });
});

test("a real receiver is told, signed, of endpoints, of failures and of recovery", async ({
  svix,
  application,
  receiver,
}) => {
  const operator = await startReceiver();
  const operational = await svix.operationalWebhook.endpoint.create({ url: operator.url });
  const { key } = await svix.operationalWebhook.endpoint.getSecret(operational.id);
  // Other tests of this run make events too.
  const untilTold = async (type: string) => {
    const isIt = (request: ReceivedRequest) =>
      eventOf(request).type === type && eventOf(request).data.appId === application.id;
    const [request] = await operator.waitFor(isIt);
    if (!request) throw new Error("waitFor resolves with what it found");
    verifySignature(key, request);
    return eventOf(request).data;
  };

  receiver.answerWith(500);
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url, uid: "crm" });
  const about = { appId: application.id, appUid: application.uid, endpointId: endpoint.id };
  expect(await untilTold("endpoint.created")).toEqual({ ...about, endpointUid: "crm" });

  const message = await svix.message.create(application.id, { eventType: "job.created", payload: {}, eventId: "e-1" });
  const aboutMessage = { ...about, msgId: message.id, msgEventId: "e-1" };
  const failed = { id: expect.stringMatching(/^atmpt_/), responseStatusCode: 500, timestamp: expect.any(String) };
  expect(await untilTold("message.attempt.failing")).toEqual({ ...aboutMessage, lastAttempt: failed });
  expect(await untilTold("message.attempt.exhausted")).toEqual({ ...aboutMessage, lastAttempt: failed });

  receiver.answerWith(200);
  await svix.messageAttempt.resend(application.id, message.id, endpoint.id);
  const arrived = { ...failed, responseStatusCode: 200 };
  expect(await untilTold("message.attempt.recovered")).toEqual({ ...aboutMessage, lastAttempt: arrived });

  await svix.endpoint.patch(application.id, endpoint.id, { disabled: true });
  expect(await untilTold("endpoint.disabled")).toMatchObject({ trigger: "manual", failSince: null });
  await svix.endpoint.delete(application.id, endpoint.id);
  expect(await untilTold("endpoint.deleted")).toMatchObject({ endpointId: endpoint.id });

  await svix.operationalWebhook.endpoint.delete(operational.id);
  await operator.close();
});

test("a background task that ends is told, with what it did", async ({ svix, application, receiver }) => {
  const operator = await startReceiver();
  const operational = await svix.operationalWebhook.endpoint.create({
    url: operator.url,
    eventTypes: ["background_task.finished"],
  });
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const task = await svix.endpoint.recover(application.id, endpoint.id, { since: new Date(Date.now() - 3_600_000) });
  const [request] = await operator.waitFor((received) => eventOf(received).data.taskId === task.id);
  if (!request) throw new Error("waitFor resolves with what it found");
  expect(eventOf(request)).toMatchObject({
    type: "background_task.finished",
    data: { taskId: task.id, task: "endpoint.recover", status: "finished", data: expect.any(Object) },
  });
  await svix.operationalWebhook.endpoint.delete(operational.id);
  await operator.close();
});
