import type pg from "pg";
import { openPool } from "@/e2e/faults/installation.ts";
import { startRawReceiver } from "@/e2e/faults/raw-receiver.ts";
import { checked } from "@/e2e/faults/report.ts";
import { openStage, type Stage } from "@/e2e/faults/stage.ts";
import { BOOTSTRAP_API_KEY, expect, test } from "@/e2e/fixtures.ts";

let stage: Stage;
let sql: pg.Pool;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  stage = await openStage("e2e-faults-idempotency");
  sql = openPool(stage.service.databaseUrl());
});
test.afterAll(async () => {
  await sql.end();
  await stage.close();
});

interface Answer {
  status: number;
  body: { id?: string; code?: string };
}

const inOrder = (ids: (string | undefined)[]) => ids.toSorted((a = "", b = "") => (a < b ? -1 : 1));
const event = (number: number) => JSON.stringify({ eventType: "job.created", payload: { number } });

async function post(application: { id: string }, key: string, body: string, token: string): Promise<Answer> {
  const response = await fetch(`${stage.service.url}/api/v1/app/${application.id}/msg`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": key },
    body,
  });
  return { status: response.status, body: await response.json() };
}

async function openCustomer() {
  const receiver = await startRawReceiver();
  const application = await stage.svix.application.create({ name: "Customer" });
  await stage.svix.endpoint.create(application.id, { url: receiver.url });
  const send = (key: string, number: number, token = BOOTSTRAP_API_KEY) => post(application, key, event(number), token);
  const stored = async () => inOrder((await stage.svix.message.list(application.id)).data.map(({ id }) => id));
  const arrived = () => inOrder(receiver.requests.map((request) => String(request.headers["webhook-id"])));
  return { application, receiver, send, stored, arrived };
}

test("A1 fifty equal requests at once under one key are one message and have one answer", async () => {
  const customer = await openCustomer();
  const answers = await Promise.all(Array.from({ length: 50 }, () => customer.send("once", 1)));
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([202]));
  const ids = [...new Set(answers.map((answer) => answer.body.id))];
  expect(ids).toHaveLength(1);
  expect(await customer.stored()).toEqual(ids);
  await expect.poll(customer.arrived).toEqual(ids);
  const again = await customer.send("once", 1);
  expect(again.body.id).toBe(ids[0]);

  await customer.send("last", 2);
  await expect.poll(() => customer.arrived().length).toBe(2);
  expect(new Set(customer.arrived()).size, "the one before it came once").toBe(2);
  checked("I1", "I2", "I3");
  await customer.receiver.close();
});

test("A2 the same key with another body is a conflict that changes nothing, at once as well as later", async () => {
  const customer = await openCustomer();
  const first = await customer.send("key", 1);
  const other = await customer.send("key", 2);
  expect([first.status, other.status, other.body.code]).toEqual([202, 409, "idempotency_key_reused"]);
  expect(await customer.stored()).toEqual([first.body.id]);

  const race = await Promise.all(Array.from({ length: 20 }, (_, n) => customer.send("race", n % 2)));
  const accepted = race.filter(({ status }) => status === 202);
  expect(race.filter(({ status }) => status === 409)).toHaveLength(20 - accepted.length);
  expect(accepted).toHaveLength(10);
  expect(new Set(accepted.map(({ body }) => body.id)).size).toBe(1);
  expect(await customer.stored()).toEqual(inOrder([first.body.id, accepted[0]?.body.id]));
  await expect.poll(customer.arrived).toEqual(await customer.stored());
  checked("I1", "I2");
  await customer.receiver.close();
});

test("A3 a key is good for twelve hours, and is one application's and one API key's own", async () => {
  const [customer, neighbour] = await Promise.all([openCustomer(), openCustomer()]);
  const { token } = await stage.client("POST /api-key", { body: { name: "Another backend" } });
  const before = new Date();
  const first = await customer.send("shared", 1);
  const theirs = await neighbour.send("shared", 1);
  const ofAnotherKey = await customer.send("shared", 1, token);
  const other = await customer.send("shared", 2, token);
  expect([first, theirs, ofAnotherKey].map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(other.body.code).toBe("idempotency_key_reused");
  expect(new Set([first, theirs, ofAnotherKey].map(({ body }) => body.id)).size).toBe(3);

  // Time is moved in the database: what was spent since the test began is older by so much.
  const age = (seconds: number) =>
    sql.query("update idempotency set created_at = created_at - $1 * interval '1 second' where created_at >= $2", [
      seconds,
      before,
    ]);
  const HOURS_12 = 12 * 3_600;
  const ageable = new Date(before.getTime() - HOURS_12 * 1_000);
  await age(HOURS_12 - 60);
  expect((await customer.send("shared", 1)).body.id, "a minute before its end").toBe(first.body.id);
  expect((await customer.send("shared", 2)).body.code).toBe("idempotency_key_reused");
  await sql.query("update idempotency set created_at = created_at - interval '61 seconds' where created_at >= $1", [
    ageable,
  ]);
  const later = await customer.send("shared", 2);
  expect(later.status, "a second after its end").toBe(202);
  expect(await customer.stored()).toEqual(inOrder([first.body.id, ofAnotherKey.body.id, later.body.id]));
  expect(await neighbour.stored()).toEqual([theirs.body.id]);
  checked("I2");
  await Promise.all([customer.receiver.close(), neighbour.receiver.close()]);
});
