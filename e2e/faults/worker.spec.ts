import { setTimeout as sleep } from "node:timers/promises";
import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { block } from "@/e2e/faults/block.ts";
import { aCustomer, sendMessages } from "@/e2e/faults/customer.ts";
import { type Installation, startInstallation } from "@/e2e/faults/installation.ts";
import { checkLedger, type LedgerInput } from "@/e2e/faults/ledger.ts";
import { startLoad } from "@/e2e/faults/load.ts";
import { type Program, stopProgram } from "@/e2e/faults/program.ts";
import { measured } from "@/e2e/faults/report.ts";
import { expect, test } from "@/e2e/fixtures.ts";
import { migrate } from "@/scripts/lib/migrate.mjs";

let service: Installation;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  service = await startInstallation("e2e-faults-worker", { workers: 0 });
});
test.afterEach(async () => {
  // Each test brings workers of its own.
  await Promise.all(service.workers.splice(0).map(stopProgram));
});
test.afterAll(() => service.stop());

const ledgerOf = (input: Pick<LedgerInput, "customer" | "accepted" | "recoveredWithinMs">) =>
  checkLedger({ ...service, ...input });

async function killHard(worker: Program): Promise<void> {
  worker.signal("SIGKILL");
  await worker.ended;
}

test("P2 a worker that dies between the receiver's 200 and the record of it delivers again under the same id", async () => {
  const worker = await service.startWorker();
  const customer = await aCustomer(service.svix);
  customer.receiver.answerWith({ status: 200, delayMs: 1_000 }, 200);
  const accepted = await sendMessages(service.svix, customer, [1]);
  await customer.receiver.waitFor(1);
  const record = await block(service.sql, "lock table attempt in share mode");
  await record.untilSomebodyWaits();

  await killHard(worker);
  // Its session would go on and commit what it was told before.
  await record.endWaiters();
  await record.release();
  await service.startWorker();
  const { deliveries } = await ledgerOf({ customer, accepted });

  const [delivery] = deliveries;
  expect(delivery?.attempts.map((attempt) => attempt.class)).toEqual(["worker_lost", "success"]);
  expect(delivery?.copies).toHaveLength(2);
  await customer.receiver.close();
});

test("P3 a worker that dies between claim and request delivers once", async () => {
  const worker = await service.startWorker();
  const customer = await aCustomer(service.svix);
  const configs = await block(service.sql, "lock table endpoint_secret in access exclusive mode");
  // One alone: of two, the second may come after the claim, and is then nobody's loss.
  const accepted = await sendMessages(service.svix, customer, [1]);
  await configs.untilSomebodyWaits();

  await killHard(worker);
  await configs.release();
  expect(customer.receiver.requests).toEqual([]);
  await service.startWorker();
  const { deliveries, repeated } = await ledgerOf({ customer, accepted });

  expect(repeated).toBe(0);
  // Nobody can know whether the dead worker had sent: the try is on record all the same.
  for (const { attempts } of deliveries) expect(attempts.map((a) => a.class)).toEqual(["worker_lost", "success"]);
  await customer.receiver.close();
});

test("P4 when all workers die the API goes on accepting, and the backlog drains once there are workers again", async () => {
  const workers = await Promise.all([service.startWorker(), service.startWorker()]);
  const customer = await aCustomer(service.svix);
  const load = startLoad(() => service.url, customer.application);
  await customer.receiver.waitFor(100);

  await Promise.all(workers.map(killHard));
  const atDeath = load.accepted.size;
  await until("a backlog", async () => (load.accepted.size > atDeath + 500 ? {} : notYet(load.accepted.size)), 30_000);
  await Promise.all([service.startWorker(), service.startWorker()]);
  await load.stop();
  const startedAt = performance.now();
  const ledger = await ledgerOf({ customer, accepted: load.accepted.values() });

  expect([...load.otherAnswers]).toEqual([]);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  measured(
    `${ledger.accepted} accepted, ${load.accepted.size - atDeath} of them without a worker; ${ledger.repeated} repeated; drained after ${seconds} s`,
  );
  await customer.receiver.close();
});

test("P5 a worker that sleeps for longer than its lease is replaced, and what it records afterwards changes nothing", async () => {
  const sleeper = await service.startWorker();
  const customer = await aCustomer(service.svix);
  customer.receiver.answerWith({ status: 200, delayMs: 2_000 }, { status: 200, delayMs: 2_000 }, 200);
  const accepted = await sendMessages(service.svix, customer, [1, 2]);
  await customer.receiver.waitFor(2);
  sleeper.signal("SIGSTOP");
  await service.startWorker();
  await customer.receiver.waitFor(4, 60_000);
  await until("the other worker to record", async () => {
    const { rows } = await service.sql.query("select id from delivery_pending");
    return rows.length === 0 ? rows : notYet(rows);
  });

  sleeper.signal("SIGCONT");
  await sleeper.untilLine(/"late":true/, 30_000);
  const { deliveries, late } = await ledgerOf({ customer, accepted });

  expect(late).toBe(2);
  for (const { attempts, copies } of deliveries) {
    expect(copies).toHaveLength(2);
    expect(attempts.filter((a) => !a.late).map((a) => a.class)).toEqual(["worker_lost", "success"]);
  }
  await customer.receiver.close();
});

test("P9 workers replaced one after the other, and a migration in between, lose nothing", async () => {
  const old = [await service.startWorker(), await service.startWorker()];
  const customer = await aCustomer(service.svix);
  const load = startLoad(() => service.url, customer.application);
  await customer.receiver.waitFor(100);

  // What a release adds to the tables while its predecessor still runs.
  await migrate(service.postgres.url);
  for (const table of ["message", "delivery", "attempt", "endpoint"]) {
    await service.sql.query(`alter table ${table} add column added_by_a_later_release text`);
  }
  for (const worker of old) {
    await service.startWorker();
    const seen = customer.receiver.requests.length;
    await customer.receiver.waitFor(seen + 100);
    expect(await stopProgram(worker)).toBe(0);
    await customer.receiver.waitFor(seen + 200);
  }
  await load.stop();
  const ledger = await ledgerOf({ customer, accepted: load.accepted.values() });

  expect([...load.otherAnswers]).toEqual([]);
  expect([ledger.repeated, ledger.workerLost]).toEqual([0, 0]);
  for (const table of ["message", "delivery", "attempt", "endpoint"]) {
    await service.sql.query(`alter table ${table} drop column added_by_a_later_release`);
  }
  measured(`${ledger.accepted} accepted`);
  await customer.receiver.close();
});

test("P6 a worker whose event loop stands still for 20 s loses nothing, and nothing is sent twice", async () => {
  const [stopped] = [await service.startWorker(), await service.startWorker()];
  const customer = await aCustomer(service.svix);
  const load = startLoad(() => service.url, customer.application);
  await customer.receiver.waitFor(100);
  stopped.signal("SIGSTOP");
  // The fault itself takes this long: shorter than a lease, longer than a request may take.
  await sleep(20_000);
  stopped.signal("SIGCONT");
  await load.stop();
  const ledger = await ledgerOf({ customer, accepted: load.accepted.values() });

  expect([...load.otherAnswers]).toEqual([]);
  measured(`${ledger.accepted} accepted, ${ledger.repeated} repeated`);
  await customer.receiver.close();
});
