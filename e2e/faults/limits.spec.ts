import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { block } from "@/e2e/faults/block.ts";
import { aCustomer, sendMessages } from "@/e2e/faults/customer.ts";
import { type Installation, startInstallation } from "@/e2e/faults/installation.ts";
import { checkLedger } from "@/e2e/faults/ledger.ts";
import { startLoad } from "@/e2e/faults/load.ts";
import { checked, measured } from "@/e2e/faults/report.ts";
import { BOOTSTRAP_API_KEY, expect, test } from "@/e2e/fixtures.ts";

let service: Installation;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  service = await startInstallation("e2e-faults-limits");
  service.keepWorkers();
});
test.afterAll(() => service.stop());

async function answerTo(route: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${service.url}${route}`, {
    headers: { authorization: `Bearer ${BOOTSTRAP_API_KEY}` },
    signal: AbortSignal.timeout(30_000),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const untilAnswer = (route: string, status: number) =>
  until(
    `${route} to answer ${status}`,
    async () => {
      const answer = await answerTo(route);
      return answer.status === status ? answer : notYet(answer);
    },
    60_000,
  );

test("G8 a database that only reads fails readiness with the reason, and is waited for without a busy loop", async () => {
  const customer = await aCustomer(service.svix);
  const load = startLoad(() => service.url, customer.application);
  await customer.receiver.waitFor(100);
  await service.sql.query("alter system set default_transaction_read_only = on");
  await service.sql.query("select pg_reload_conf()");
  const { body } = await untilAnswer("/api/health/ready", 503);
  expect(body).toMatchObject({ database: "read_only", reason: expect.stringContaining("takes no writes") });
  expect((await answerTo("/api/health")).status, "alive").toBe(200);

  const [worker] = service.workers;
  const linesBefore = worker?.lines.length ?? 0;
  const seconds = 5;
  await sleep(seconds * 1000);
  const linesPerSecond = ((worker?.lines.length ?? 0) - linesBefore) / seconds;
  expect(linesPerSecond, "complaints a second").toBeLessThan(40);
  await service.sql.query("alter system reset default_transaction_read_only");
  await service.sql.query("select pg_reload_conf()");
  await untilAnswer("/api/health/ready", 200);
  await load.stop();
  const ledger = await checkLedger({ ...service, customer, accepted: load.accepted.values() });

  expect([...load.otherAnswers.keys()]).toEqual([503]);
  expect([load.withoutRetryAfter(), load.hung()]).toEqual([0, 0]);
  measured(`${ledger.accepted} accepted, ${ledger.repeated} repeated, ${linesPerSecond.toFixed(0)} log lines a second`);
  await customer.receiver.close();
});

test("G9 a lock on the deliveries for 30 s gives 503 and leaves nobody hanging", async () => {
  const customer = await aCustomer(service.svix);
  const load = startLoad(() => service.url, customer.application);
  await customer.receiver.waitFor(100);
  const lock = await block(service.sql, "lock table delivery_pending in access exclusive mode");
  const until30s = sleep(30_000);
  expect((await answerTo("/api/health")).status, "alive").toBe(200);
  await until30s;
  await lock.release();
  await load.stop();
  const ledger = await checkLedger({ ...service, customer, accepted: load.accepted.values() });

  expect([503]).toEqual(expect.arrayContaining([...load.otherAnswers.keys()]));
  expect([load.withoutRetryAfter(), load.hung()]).toEqual([0, 0]);
  measured(
    `${ledger.accepted} accepted, slowest answer ${(load.slowestMs() / 1000).toFixed(1)} s, ${ledger.repeated} repeated`,
  );
  await customer.receiver.close();
});

test("G9 connections that are all taken give 503: alive, and not ready", async () => {
  const customer = await aCustomer(service.svix);
  const attempts = await block(service.sql, "lock table attempt in access exclusive mode");
  const lists = Array.from({ length: 40 }, () =>
    answerTo(`/api/v1/app/${customer.application.id}/attempt/endpoint/${customer.endpoint.id}`),
  );
  await untilAnswer("/api/health/ready", 503);
  expect((await answerTo("/api/health")).status, "alive").toBe(200);
  const answers = await Promise.all(lists);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
  await attempts.release();
  await untilAnswer("/api/health/ready", 200);
  const accepted = await sendMessages(service.svix, customer, [1]);
  await checkLedger({ ...service, customer, accepted });
  await customer.receiver.close();
});

test("G9 a transaction that stays open for long does not stop deliveries", async () => {
  const customer = await aCustomer(service.svix);
  const reader = await service.sql.connect();
  await reader.query("begin isolation level repeatable read");
  await reader.query("select count(*) from delivery");
  const load = startLoad(() => service.url, customer.application);
  await customer.receiver.waitFor(2_000, 60_000);
  await load.stop();
  const ledger = await checkLedger({ ...service, customer, accepted: load.accepted.values() });
  await reader.query("rollback");
  reader.release();
  expect([ledger.repeated, ledger.workerLost, [...load.otherAnswers]]).toEqual([0, 0, []]);
  await customer.receiver.close();
});

test("G11 a deadlock with a record and with an ingest is not seen from outside", async () => {
  const customer = await aCustomer(service.svix);
  const accepted = await sendMessages(service.svix, customer, [1]);
  await checkLedger({ ...service, customer, accepted });
  customer.receiver.answerWith({ status: 200, delayMs: 1_000 });
  accepted.push(...(await sendMessages(service.svix, customer, [2])));
  await customer.receiver.waitFor(2);
  // The record takes the delivery and then asks for the health; we hold the health and ask for the delivery.
  const health = await block(service.sql, "select from endpoint_health for update");
  await health.untilSomebodyWaits();
  await health.ask("select from delivery_pending for update");
  await health.release();
  const ledger = await checkLedger({ ...service, customer, accepted });
  expect([ledger.repeated, ledger.workerLost]).toEqual([0, 0]);

  // The ingest takes the messages and then asks for the deliveries; we hold the deliveries and ask for the messages.
  const deliveries = await block(service.sql, "lock table delivery_pending in share mode");
  const sent = service.svix.message.create(
    customer.application.id,
    { eventType: "job.created", payload: { number: 3 } },
    { idempotencyKey: "in a deadlock" },
  );
  await deliveries.untilSomebodyWaits();
  await deliveries.ask("lock table message in share mode");
  await deliveries.release();
  const { id } = await sent;
  await checkLedger({ ...service, customer, accepted: [...accepted, { id, payload: '{"number":3}' }] });

  // Sessions tell their counters when they have been idle for a while.
  const counted = await until("two deadlocks to be counted", async () => {
    const { rows } = await service.sql.query(
      "select deadlocks::int as count from pg_stat_database where datname = current_database()",
    );
    return rows[0].count >= 2 ? { count: rows[0].count } : notYet(rows);
  });
  measured(`${counted.count} deadlocks`);
  await customer.receiver.close();
});

test("G10 a database restored from an older copy goes on, and sends what was pending then under the same ids", async () => {
  test.setTimeout(180_000);
  const customer = await aCustomer(service.svix);
  const early = await sendMessages(service.svix, customer, [1]);
  await checkLedger({ ...service, customer, accepted: early });
  customer.receiver.answerWith(500);
  const pending = await sendMessages(service.svix, customer, [2]);
  await customer.receiver.waitFor(2);
  const data = path.join(service.postgres.home, "data");
  const copy = path.join(service.postgres.home, "copy");
  await service.postgres.end("SIGINT");
  fs.cpSync(data, copy, { recursive: true, preserveTimestamps: true });
  const { uid, gid } = fs.statSync(data);
  for (const entry of ["", ...fs.readdirSync(copy, { recursive: true, encoding: "utf8" })]) {
    fs.lchownSync(path.join(copy, entry), uid, gid);
  }
  await service.postgres.start();
  await service.untilReady();
  customer.receiver.answerWith(200);
  const later = await sendMessages(service.svix, customer, [3]);
  await customer.receiver.waitFor((request) => request.headers["webhook-id"] === later[0]?.id, 60_000);
  await customer.receiver.waitFor(4, 60_000);

  await service.postgres.end("SIGINT");
  fs.rmSync(data, { recursive: true });
  fs.renameSync(copy, data);
  fs.chmodSync(data, 0o700);
  await service.postgres.start();
  await service.untilReady();
  const afterwards = await sendMessages(service.svix, customer, [4]);
  await customer.receiver.waitFor((request) => request.headers["webhook-id"] === afterwards[0]?.id, 60_000);
  // A lease that was held when the copy was taken has to end.
  await until(
    "nothing to be pending",
    async () => {
      const { rows } = await service.sql.query("select id from delivery_pending");
      return rows.length === 0 ? rows : notYet(rows);
    },
    75_000,
  );

  const { data: listed } = await service.svix.message.list(customer.application.id);
  expect(new Set(listed.map(({ id }) => id)), "what came after the copy is gone").toEqual(
    new Set([...early, ...pending, ...afterwards].map(({ id }) => id)),
  );
  const copies = customer.receiver.requests.filter(({ headers }) => headers["webhook-id"] === pending[0]?.id);
  expect(copies.length, "sent before and after the copy").toBeGreaterThanOrEqual(2);
  expect(new Set(copies.map(({ rawBody }) => rawBody.toString())).size).toBe(1);
  checked("I1", "I3");
  await customer.receiver.close();
});
