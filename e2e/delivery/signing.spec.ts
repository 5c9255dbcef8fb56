import { call, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, type ReceivedRequest, test, verifySignature } from "@/e2e/fixtures.ts";

const message = { eventType: "job.created", payload: { number: 1 } };
const isOf = (sent: { id: string }) => (request: ReceivedRequest) => request.headers["webhook-id"] === sent.id;

test("custom headers arrive, a changed set from the next message on, and none takes the place of ours", async ({
  svix,
  api,
  application,
  receiver,
}) => {
  const headers = { "X-Team": "blue", Authorization: "Bearer of-the-customer" };
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url, headers });
  const first = await svix.message.create(application.id, message);
  const [before] = await receiver.waitFor(isOf(first));
  expect(before?.headers).toMatchObject({
    "x-team": "blue",
    authorization: "Bearer of-the-customer",
    "content-type": "application/json",
    "webhook-id": first.id,
  });
  expect(before?.headers["user-agent"]).toMatch(/^Posthorn\//);

  await svix.endpoint.patchHeaders(application.id, endpoint.id, { headers: { "X-Team": "green" } });
  const second = await svix.message.create(application.id, message);
  const [after] = await receiver.waitFor(isOf(second));
  expect(after?.headers).toMatchObject({ "x-team": "green", authorization: "Bearer of-the-customer" });

  for (const name of ["webhook-id", "webhook-signature", "host", "content-length", "transfer-encoding"]) {
    const path = `/api/v1/app/${application.id}/endpoint/${endpoint.id}/headers`;
    expect((await api("PUT", path, { headers: { [name]: "1" } })).status, name).toBe(422);
  }
});

test("during a rotation both secrets sign, and after its end the new one alone", async ({
  svix,
  application,
  receiver,
}) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const { key: old } = await svix.endpoint.getSecret(application.id, endpoint.id);
  const before = await svix.message.create(application.id, message);
  const [single] = await receiver.waitFor(isOf(before));
  expect(String(single?.headers["webhook-signature"]).split(" ")).toHaveLength(1);

  await svix.endpoint.rotateSecret(application.id, endpoint.id, {});
  const { key: current } = await svix.endpoint.getSecret(application.id, endpoint.id);
  expect(current).not.toBe(old);
  const during = await svix.message.create(application.id, message);
  const [both] = await receiver.waitFor(isOf(during));
  expect(String(both?.headers["webhook-signature"]).split(" ")).toHaveLength(2);
  for (const secret of [old, current]) verifySignature(secret, both as ReceivedRequest);

  const params = { app_id: application.id, endpoint_id: endpoint.id };
  await call("POST /app/{app_id}/endpoint/{endpoint_id}/secret/expire-old", { params });
  const after = await svix.message.create(application.id, message);
  const [alone] = await receiver.waitFor(isOf(after));
  verifySignature(current, alone as ReceivedRequest);
  expect(() => verifySignature(old, alone as ReceivedRequest)).toThrow();
});

test("what an attempt shows is what was sent", async ({ svix, application, receiver }) => {
  const headers = { "X-Api-Key": "a-secret-of-the-customer" };
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url, headers });
  receiver.answerWith({ status: 201, headers: { "x-answer": "yes" }, body: "thank you" });
  const sent = await svix.message.create(application.id, message);
  const delivery = await untilDelivery({ application, message: sent, endpoint }, "delivered");
  const params = { app_id: application.id, delivery_id: delivery.id, attempt_id: String(delivery.attempts[0]?.id) };
  const shown = await call("GET /app/{app_id}/delivery/{delivery_id}/attempt/{attempt_id}", { params });
  const [request] = receiver.requests;

  expect(shown.request).toMatchObject({ url: receiver.url, body: request?.rawBody.toString() });
  const shownHeaders = Object.fromEntries(shown.request.headers);
  for (const name of ["webhook-id", "webhook-timestamp", "webhook-signature", "content-type", "user-agent"]) {
    expect(shownHeaders[name], name).toBe(request?.headers[name]);
  }
  expect(JSON.stringify(shown)).not.toContain("a-secret-of-the-customer");
  expect(shown.response).toMatchObject({ statusCode: 201, body: "thank you", base64: false, truncated: false });
  expect(shown.response?.headers).toContainEqual(["x-answer", "yes"]);
  expect(shown.remoteAddress).toBe("127.0.0.1");
});
