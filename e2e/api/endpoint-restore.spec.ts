import { call, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, test } from "@/e2e/fixtures.ts";

test("an endpoint that was deleted by mistake is had back, and what waited for it can be replayed", async ({
  svix,
  api,
  application,
  receiver,
}) => {
  receiver.answerWith({ status: 503, headers: { "retry-after": "900" } });
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url, uid: "main" });
  const message = await svix.message.create(application.id, { eventType: "job.created", payload: { n: 1 } });
  const { id } = await untilDelivery({ application, message, endpoint }, "retrying");
  const restore = () => api("POST", `/api/v1/app/${application.id}/endpoint/${endpoint.id}/restore`);

  expect((await restore()).status).toBe(404);
  await svix.endpoint.delete(application.id, endpoint.id);
  await expect(svix.endpoint.get(application.id, endpoint.id)).rejects.toMatchObject({ code: 404 });
  const { status, body } = await restore();
  expect([status, body]).toMatchObject([200, { id: endpoint.id, uid: "main", url: receiver.url }]);
  expect(await svix.endpoint.get(application.id, "main")).toEqual({ ...endpoint, updatedAt: expect.anything() });

  const params = { app_id: application.id, delivery_id: id };
  expect((await call("GET /app/{app_id}/delivery/{delivery_id}", { params })).state).toBe("canceled");
  receiver.answerWith(200);
  await call("POST /app/{app_id}/delivery/{delivery_id}/replay", { params });
  await untilDelivery({ application, message, endpoint }, "delivered");
});

test("what is sent after the restoration arrives, as if nothing had been", async ({
  svix,
  api,
  application,
  receiver,
}) => {
  const { id } = await svix.endpoint.create(application.id, { url: receiver.url });
  await svix.endpoint.delete(application.id, id);
  await api("POST", `/api/v1/app/${application.id}/endpoint/${id}/restore`);
  await svix.message.create(application.id, { eventType: "job.created", payload: { n: 2 } });
  const [request] = await receiver.waitFor(1);
  expect(JSON.parse(String(request?.rawBody))).toEqual({ n: 2 });
});

test("a uid that another endpoint took meanwhile is a conflict", async ({ svix, api, application }) => {
  const url = "http://127.0.0.1:8999/hooks";
  const { id } = await svix.endpoint.create(application.id, { url, uid: "main" });
  await svix.endpoint.delete(application.id, id);
  await svix.endpoint.create(application.id, { url, uid: "main" });
  const { status, body } = await api("POST", `/api/v1/app/${application.id}/endpoint/${id}/restore`);
  expect([status, body]).toMatchObject([409, { code: "conflict" }]);
});
