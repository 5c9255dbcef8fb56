import { deliverOne, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, test } from "@/e2e/fixtures.ts";

test("the official client reads tries by endpoint, by message and one by one", async ({
  svix,
  application,
  receiver,
}) => {
  receiver.answerWith({ status: 500, body: "broken" }, { status: 200, body: "thanks" });
  const { endpoint, message } = await deliverOne(
    { svix, application, url: receiver.url, payload: { a: 1 } },
    "delivered",
  );

  const attempts = svix.messageAttempt;
  const byEndpoint = await attempts.listByEndpoint(application.id, endpoint.id, { withContent: true, withMsg: true });
  expect(byEndpoint.done).toBe(true);
  expect(byEndpoint.data).toMatchObject([
    {
      status: 0,
      statusText: "success",
      responseStatusCode: 200,
      response: "thanks",
      triggerType: 0,
      url: receiver.url,
    },
    { status: 2, statusText: "fail", responseStatusCode: 500, response: "broken", msgId: message.id },
  ]);
  expect(byEndpoint.data[0]?.msg).toMatchObject({ id: message.id, eventType: "invoice.paid", payload: {} });

  const byMessage = await attempts.listByMsg(application.id, message.id, { endpointId: endpoint.id });
  expect(byMessage.data.map(({ id, response }) => [id, response])).toEqual(byEndpoint.data.map(({ id }) => [id, ""]));
  const [newest] = byEndpoint.data;
  expect(await attempts.get(application.id, message.id, newest?.id ?? "")).toMatchObject({ id: newest?.id, status: 0 });

  const failed = await attempts.listByEndpoint(application.id, endpoint.id, { status: 2, statusCodeClass: 500 });
  expect(failed.data.map(({ responseStatusCode }) => responseStatusCode)).toEqual([500]);
  const page = await attempts.listByEndpoint(application.id, endpoint.id, { limit: 1 });
  expect(page.done).toBe(false);
  const next = await attempts.listByEndpoint(application.id, endpoint.id, { limit: 1, iterator: page.iterator });
  expect([page, next].flatMap(({ data }) => data.map(({ id }) => id))).toEqual(byEndpoint.data.map(({ id }) => id));
});

test("a resend is one more try now, also to an endpoint that the message never went to", async ({
  svix,
  application,
  receiver,
}) => {
  const { endpoint, message } = await deliverOne({ svix, application, url: receiver.url }, "delivered");
  const later = await svix.endpoint.create(application.id, { url: `${receiver.url}/later` });
  for (const target of [endpoint, later]) {
    await svix.messageAttempt.resend(application.id, message.id, target.id);
    await untilDelivery(
      { application, message, endpoint: target },
      ({ state, rail }) => state === "delivered" && rail.some(({ trigger }) => trigger === "manual"),
    );
  }
  expect(receiver.requests.map(({ headers }) => headers["webhook-id"])).toEqual([message.id, message.id, message.id]);
  const { data } = await svix.messageAttempt.listByMsg(application.id, message.id);
  expect(data.map(({ triggerType }) => triggerType)).toEqual([1, 1, 0]);

  const destinations = await svix.messageAttempt.listAttemptedDestinations(application.id, message.id);
  expect(destinations.data).toMatchObject([
    { id: endpoint.id, statusText: "success" },
    { id: later.id, statusText: "success" },
  ]);
});

test("nothing of another application can be read or resent", async ({ svix, api, application, receiver }) => {
  const other = await svix.application.create({ name: "Other" });
  const endpoint = await svix.endpoint.create(other.id, { url: receiver.url });
  const message = await svix.message.create(other.id, { eventType: "a.b", payload: {} });
  const delivery = await untilDelivery({ application: other, message, endpoint }, "delivered");
  const [attempt] = delivery.attempts;
  const base = `/api/v1/app/${application.id}`;
  for (const [method, path] of [
    ["GET", `attempt/endpoint/${endpoint.id}`],
    ["GET", `attempt/msg/${message.id}`],
    ["GET", `msg/${message.id}/endpoint`],
    ["GET", `msg/${message.id}/attempt/${attempt?.id}`],
    ["POST", `msg/${message.id}/endpoint/${endpoint.id}/resend`],
  ] as const) {
    expect(await api(method, `${base}/${path}`), path).toMatchObject({ status: 404, body: { code: "not_found" } });
  }
  expect(receiver.requests).toHaveLength(1);
});
