import { aCustomer, type Customer, sendMessages } from "@/e2e/faults/customer.ts";
import { type Installation, startInstallation } from "@/e2e/faults/installation.ts";
import { checkLedger, type Ledger } from "@/e2e/faults/ledger.ts";
import { stopProgram } from "@/e2e/faults/program.ts";
import { measured } from "@/e2e/faults/report.ts";
import { expect, test } from "@/e2e/fixtures.ts";

const CUSTOMERS = 5;
/** What an endpoint that answers fast may have in flight. */
const EACH = 10;

let service: Installation;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  service = await startInstallation("e2e-faults-stop", { workers: 0 });
});
test.afterEach(async () => {
  await Promise.all(service.workers.splice(0).map(stopProgram));
});
test.afterAll(() => service.stop());

type Sent = { id: string; payload: string }[];
const ledgerOf = (customer: Customer, accepted: Sent): Promise<Ledger> =>
  checkLedger({ ...service, customer, accepted });
const numbers = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);

/** A customer whose endpoint is trusted with many requests at once. */
async function aTrustedCustomer(): Promise<{ customer: Customer; sent: Sent }> {
  const customer = await aCustomer(service.svix);
  const sent = await sendMessages(service.svix, customer, [0]);
  await ledgerOf(customer, sent);
  return { customer, sent };
}

test("P7 a worker that is asked to stop finishes 50 requests in flight, takes no more, and loses none", async () => {
  const worker = await service.startWorker();
  const all = await Promise.all(Array.from({ length: CUSTOMERS }, aTrustedCustomer));
  for (const { customer } of all) customer.receiver.answerWith({ status: 200, delayMs: 2_500 });
  for (const one of all) one.sent.push(...(await sendMessages(service.svix, one.customer, numbers(1, EACH))));
  await Promise.all(all.map(({ customer }) => customer.receiver.waitFor(1 + EACH)));

  worker.signal("SIGTERM");
  await worker.untilLine(/worker_stopping/);
  for (const one of all) one.sent.push(...(await sendMessages(service.svix, one.customer, numbers(100, 3))));
  expect(await worker.ended).toBe(0);
  expect(all.map(({ customer }) => customer.receiver.requests.length)).toEqual(all.map(() => 1 + EACH));

  for (const { customer } of all) customer.receiver.answerWith(200);
  await service.startWorker();
  for (const { customer, sent } of all) {
    const ledger = await ledgerOf(customer, sent);
    expect([ledger.repeated, ledger.workerLost]).toEqual([0, 0]);
  }
  await Promise.all(all.map(({ customer }) => customer.receiver.close()));
});

test("P8 requests that outlast the grace period are let go at once, on record, and use up no try", async () => {
  const worker = await service.startWorker({ settings: { REQUEST_TIMEOUT_SECONDS: "60" } });
  const customer = await aCustomer(service.svix);
  customer.receiver.answerWith("hang", "hang", 200);
  const accepted = await sendMessages(service.svix, customer, [1, 2]);
  await customer.receiver.waitFor(2);

  const askedAt = performance.now();
  worker.signal("SIGTERM");
  await worker.untilLine(/worker_stopping/);
  worker.signal("SIGTERM");
  expect(await worker.ended).toBe(0);
  const stoppedAfterMs = performance.now() - askedAt;
  const { rows } = await service.sql.query("select id from delivery_pending where lease_token is not null");
  expect(rows, "still held").toEqual([]);

  await service.startWorker();
  const { deliveries } = await ledgerOf(customer, accepted);
  for (const { attempts, copies } of deliveries) {
    expect(attempts.map((attempt) => attempt.class)).toEqual(["worker_lost", "success"]);
    expect(copies).toHaveLength(2);
  }
  measured(`stopped after ${(stoppedAfterMs / 1000).toFixed(0)} s`);
  await customer.receiver.close();
});
