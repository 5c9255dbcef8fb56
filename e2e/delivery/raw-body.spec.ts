import { Webhook } from "standardwebhooks";
import { messageInRaw } from "svix";
import { call, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, test } from "@/e2e/fixtures.ts";

const CSV = 'id,name\r\n1,"Ünal ""x"""\r\n[{not json';

test("a raw body reaches its receiver byte for byte under its own content type, signed, and is shown so", async ({
  svix,
  application,
  receiver,
}) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const message = await svix.message.create(
    application.id,
    messageInRaw("report.made", CSV, "text/csv; charset=utf-8"),
  );
  const [request] = await receiver.waitFor(1);
  if (!request) throw new Error("nothing came");
  expect(request.rawBody.toString()).toBe(CSV);
  expect(request.headers["content-type"]).toBe("text/csv; charset=utf-8");
  // Its verification would parse the body as JSON; its signature is over any bytes.
  const { key } = await svix.endpoint.getSecret(application.id, endpoint.id);
  const at = new Date(Number(request.headers["webhook-timestamp"]) * 1000);
  expect(request.headers["webhook-signature"]).toBe(new Webhook(key).sign(message.id, at, CSV));

  const { id, attempts } = await untilDelivery({ application, message, endpoint }, "delivered");
  const params = { app_id: application.id, delivery_id: id, attempt_id: String(attempts[0]?.id) };
  const shown = await call("GET /app/{app_id}/delivery/{delivery_id}/attempt/{attempt_id}", { params });
  expect(shown.request.body).toBe(CSV);
  expect(Object.fromEntries(shown.request.headers)["content-type"]).toBe("text/csv; charset=utf-8");
  expect((await svix.message.get(application.id, message.id, { withContent: true })).payload).toBe(CSV);
});

test("a raw body without a type counts as JSON, also within a batch", async ({ api, application, receiver, svix }) => {
  await svix.endpoint.create(application.id, { url: receiver.url });
  const raw = (rawPayload: string) => ({
    eventType: "report.made",
    payload: {},
    transformationsParams: { rawPayload },
  });
  const sent = await api("POST", `/api/v1/app/${application.id}/msg`, raw("[1.0, 2]"));
  expect([sent.status, sent.body]).toMatchObject([202, { payload: "[1.0, 2]" }]);
  const many = await api("POST", `/api/v1/app/${application.id}/msg/batch`, { messages: [raw("[3.0]"), raw('"4"')] });
  expect(many.status).toBe(202);
  const requests = await receiver.waitFor(3);
  expect(new Set(requests.map(({ rawBody }) => rawBody.toString()))).toEqual(new Set(["[1.0, 2]", "[3.0]", '"4"']));
  expect(new Set(requests.map(({ headers }) => headers["content-type"]))).toEqual(new Set(["application/json"]));
});

test("within a format a raw body that is no JSON goes as text, and one that is as its value", async ({
  api,
  application,
  receiver,
}) => {
  const list = `/api/v1/app/${application.id}`;
  await api("POST", `${list}/endpoint`, { url: receiver.url, deliveryOptions: { format: "envelope" } });
  const send = (rawPayload: string, type?: string) =>
    api("POST", `${list}/msg`, {
      eventType: "report.made",
      payload: {},
      transformationsParams: { rawPayload, ...(type ? { headers: { "content-type": type } } : {}) },
    });
  for (const [text, type, data] of [
    [CSV, "text/csv", CSV],
    ["not json", undefined, "not json"],
    ['{"n":1}', undefined, { n: 1 }],
  ] as const) {
    const before = receiver.requests.length;
    expect((await send(text, type)).status).toBe(202);
    const request = (await receiver.waitFor(before + 1)).at(-1);
    expect(request?.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(String(request?.rawBody))).toMatchObject({ event: "report.made", data });
  }
});

test("a content type that is none, and a text that cannot be sent, are refused where they stand", async ({
  api,
  application,
}) => {
  const place = ["body", "transformationsParams"];
  for (const [params, loc] of [
    [
      { rawPayload: "x", headers: { "content-type": "text/plain\r\nx-evil: 1" } },
      [...place, "headers", "content-type"],
    ],
    [{ rawPayload: "x", headers: { "content-type": "text" } }, [...place, "headers", "content-type"]],
    [{ rawPayload: 1 }, [...place, "rawPayload"]],
    [{ rawPayload: "\ud800" }, [...place, "rawPayload"]],
    [{ big: "x".repeat(17_000) }, place],
  ] as const) {
    const body = { eventType: "report.made", payload: {}, transformationsParams: params };
    const answer = await api("POST", `/api/v1/app/${application.id}/msg`, body);
    expect(answer, JSON.stringify(loc)).toMatchObject({ status: 422, body: { detail: [{ loc }] } });
  }
});
