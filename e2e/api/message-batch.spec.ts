import { randomUUID } from "node:crypto";
import { BASE_URL, BOOTSTRAP_API_KEY, expect, test, verifySignature } from "@/e2e/fixtures.ts";

type Made = { id: string; eventType: string; eventId: string | null; timestamp: string; duplicate: boolean };
const dataOf = (body: unknown) => (body as { data: Made[] }).data;

const PAYLOADS = [
  '{ "z": 1.0, "a": 12345678901234567890, "text": "\\u00e9 \\/" }',
  '{"messages":[{"payload":{"no":1}}],"payload":"}],{"}',
  "{}",
  '{"2":1,"1":2,"2":3}',
];
const item = (payload: string, more = "") => `{"eventType":"job.created", "payload" : ${payload}${more}}`;
const SMALL = { eventType: "job.created", payload: {} };

test("a batch is answered in its order, and every payload arrives byte for byte", async ({
  svix,
  api,
  application,
  receiver,
}) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const { key } = await svix.endpoint.getSecret(application.id, endpoint.id);
  const list = PAYLOADS.map((payload, n) => item(payload, `,"eventId":"e-${n}","channels":["eu"],"tags":["a, b"]`));
  const answer = await api(
    "POST",
    `/api/v1/app/${application.id}/msg/batch`,
    `{ "messages" : [ ${list.join(" ,\n")} ] }`,
  );
  expect(answer.status).toBe(202);
  const made = dataOf(answer.body);
  expect(made).toMatchObject(
    PAYLOADS.map((_, n) => ({ eventType: "job.created", eventId: `e-${n}`, duplicate: false })),
  );

  const requests = await receiver.waitFor(PAYLOADS.length);
  const arrived = new Map(requests.map((request) => [request.headers["webhook-id"], request.rawBody.toString()]));
  expect(arrived).toEqual(new Map(made.map(({ id }, n) => [id, PAYLOADS[n]])));
  for (const request of requests) verifySignature(key, request);
  for (const [n, { id, timestamp }] of made.entries()) {
    const response = await fetch(`${BASE_URL}/api/v1/app/${application.id}/msg/${id}`, {
      headers: { authorization: `Bearer ${BOOTSTRAP_API_KEY}` },
    });
    const text = await response.text();
    expect(text).toContain(`"payload":${PAYLOADS[n]}`);
    expect(JSON.parse(text)).toMatchObject({ timestamp, channels: ["eu"], tags: ["a, b"], eventId: `e-${n}` });
  }
});

test("a wrong message refuses the whole batch, at its place, and nothing is stored", async ({
  svix,
  api,
  application,
}) => {
  const at = (fields: unknown, n = 3) => Array.from({ length: 5 }, (_, i) => (i === n ? fields : SMALL));
  const tomorrow = new Date(Date.now() + 25 * 3_600_000).toISOString();
  const place = ["body", "messages", "3"];
  for (const [messages, loc] of [
    [at({ payload: {} }), [...place, "eventType"]],
    [at({ ...SMALL, eventType: "no spaces" }), [...place, "eventType"]],
    [at({ ...SMALL, payload: [] }), [...place, "payload"]],
    [at({ ...SMALL, channels: ["a b"] }), [...place, "channels", "0"]],
    [at({ ...SMALL, deliverAt: tomorrow }), [...place, "deliverAt"]],
    [at({ ...SMALL, application: { name: "x", uid: "y" } }), [...place, "application"]],
    [at("text"), place],
    [[], ["body", "messages"]],
    [Array(1001).fill(SMALL), ["body", "messages"]],
    ["text", ["body", "messages"]],
    [undefined, ["body", "messages"]],
  ] as const) {
    const answer = await api("POST", `/api/v1/app/${application.id}/msg/batch`, { messages });
    expect(answer, loc.join(".")).toMatchObject({ status: 422, body: { detail: [{ loc }] } });
  }
  expect((await svix.message.list(application.id)).data).toEqual([]);
});

test("a payload above 1 MiB refuses the whole batch; a body may have 16 MiB and no more", async ({
  svix,
  api,
  application,
}) => {
  const path = `/api/v1/app/${application.id}/msg/batch`;
  const filled = (bytes: number) => item(`{"text":"${"x".repeat(bytes - 11)}"}`);
  const batch = (...items: string[]) => `{"messages":[${items.join(",")}]}`;
  const MIB = 1_048_576;
  const refused = await api("POST", path, batch(item("{}"), filled(MIB + 1)));
  expect(refused).toMatchObject({ status: 413, body: { code: "payload_too_large" } });
  expect((refused.body as { detail: string }).detail).toContain("messages.1");
  const tooLong = await api("POST", path, batch(...Array(17).fill(filled(MIB))));
  expect(tooLong).toMatchObject({ status: 413, body: { code: "payload_too_large" } });
  expect((await svix.message.list(application.id)).data).toEqual([]);

  const accepted = await api("POST", path, batch(...Array(15).fill(filled(MIB))));
  expect(accepted.status).toBe(202);
  expect(dataOf(accepted.body)).toHaveLength(15);
});

test("an event id that is there already is no error, and names the first message", async ({
  svix,
  api,
  application,
}) => {
  const eventId = `order-${randomUUID()}`;
  const first = await svix.message.create(application.id, { ...SMALL, eventId });
  const messages = [SMALL, { ...SMALL, eventId }, { ...SMALL, eventId: "new" }, { ...SMALL, eventId: "new" }];
  const made = dataOf((await api("POST", `/api/v1/app/${application.id}/msg/batch`, { messages })).body);
  expect(made.map(({ duplicate }) => duplicate)).toEqual([false, true, false, true]);
  expect(made[1]).toMatchObject({ id: first.id, eventId, timestamp: first.timestamp.toISOString() });
  expect(made[3]?.id).toBe(made[2]?.id);
  expect((await svix.message.list(application.id)).data).toHaveLength(3);
});

test("an idempotency key stands for the whole call", async ({ svix, api, application }) => {
  const path = `/api/v1/app/${application.id}/msg/batch`;
  const key = { "idempotency-key": randomUUID() };
  const body = { messages: [SMALL, SMALL] };
  const answers = await Promise.all(Array.from({ length: 10 }, () => api("POST", path, body, key)));
  for (const answer of answers) {
    expect([answer.status, answer.body]).toEqual([202, answers[0]?.body]);
  }
  expect((await svix.message.list(application.id)).data).toHaveLength(2);
  const other = await api("POST", path, { messages: [SMALL] }, key);
  expect([other.status, other.body]).toEqual([409, expect.objectContaining({ code: "idempotency_key_reused" })]);
  const long = await api("POST", path, body, { "idempotency-key": "x".repeat(257) });
  expect(long).toMatchObject({ status: 422, body: { detail: [{ loc: ["header", "idempotency-key"] }] } });
});

test("an application that is not there, and one of nobody, take no batch", async ({ api }) => {
  for (const name of ["app_000000000000000000000000000", "nobody"]) {
    const answer = await api("POST", `/api/v1/app/${name}/msg/batch`, { messages: [SMALL] });
    expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
  }
});
