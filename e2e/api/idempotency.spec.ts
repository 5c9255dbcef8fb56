import { randomUUID } from "node:crypto";
import { expect, test } from "@/e2e/fixtures.ts";

const URL_ = "http://127.0.0.1:8999/hooks";
const ATTEMPTS = 50;
const times = <T>(run: (n: number) => Promise<T>) => Promise.all(Array.from({ length: ATTEMPTS }, (_, n) => run(n)));

test("fifty parallel equal sends under one key are one message, and all get its answer", async ({
  svix,
  application,
}) => {
  const idempotencyKey = randomUUID();
  const send = () => svix.message.create(application.id, { eventType: "a.b", payload: { n: 1 } }, { idempotencyKey });
  const answers = await times(send);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect((await svix.message.list(application.id)).data.map(({ id }) => id)).toEqual([answers[0]?.id]);
  expect((await send()).id).toBe(answers[0]?.id);
});

test("fifty parallel equal creations under one key make one endpoint", async ({ svix, application }) => {
  const options = { idempotencyKey: randomUUID() };
  const answers = await times(() => svix.endpoint.create(application.id, { url: URL_ }, options));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect((await svix.endpoint.list(application.id)).data).toHaveLength(1);
});

test("fifty parallel sends under keys of their own are fifty messages", async ({ svix, application }) => {
  const made = await times((n) => svix.message.create(application.id, { eventType: "a.b", payload: { n } }));
  expect(new Set(made.map(({ id }) => id)).size).toBe(ATTEMPTS);
});

test("a key is of one path and one body: elsewhere it is free, with another body it is a conflict", async ({
  svix,
  api,
  application,
}) => {
  const headers = { "idempotency-key": randomUUID() };
  const other = await svix.application.create({ name: "Other" });
  const paths = [application, other].flatMap(({ id }) => [`/api/v1/app/${id}/endpoint`, `/api/v1/app/${id}/msg`]);
  for (const path of paths) {
    const body = path.endsWith("msg") ? { eventType: "a.b", payload: {} } : { url: URL_ };
    const first = await api("POST", path, body, headers);
    expect([201, 202]).toContain(first.status);
    expect((await api("POST", path, body, headers)).body).toEqual(first.body);
    const changed = await api(
      "POST",
      path,
      { ...body, ...(body.url ? { url: `${URL_}/2` } : { payload: { n: 2 } }) },
      headers,
    );
    expect(changed).toMatchObject({ status: 409, body: { code: "idempotency_key_reused" } });
  }
});

test("a refused request does not use its key up", async ({ api, application }) => {
  const headers = { "idempotency-key": randomUUID() };
  const path = `/api/v1/app/${application.id}/endpoint`;
  expect((await api("POST", path, { url: "nonsense" }, headers)).status).toBe(422);
  expect((await api("POST", path, { url: URL_ }, headers)).status).toBe(201);
  const long = await api("POST", path, { url: URL_ }, { "idempotency-key": "x".repeat(257) });
  expect(long).toMatchObject({ status: 422, body: { detail: [{ loc: ["header", "idempotency-key"] }] } });
});
