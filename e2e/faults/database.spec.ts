import { setTimeout as sleep } from "node:timers/promises";
import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { aCustomer, type Customer, sendMessages } from "@/e2e/faults/customer.ts";
import { type Installation, startInstallation } from "@/e2e/faults/installation.ts";
import { checkLedger } from "@/e2e/faults/ledger.ts";
import { type Load, startLoad } from "@/e2e/faults/load.ts";
import { measured } from "@/e2e/faults/report.ts";
import { startWire, type Wire } from "@/e2e/faults/wire.ts";
import { BOOTSTRAP_API_KEY, expect, test } from "@/e2e/fixtures.ts";

/** What the API may answer while its database is away: nothing but 202 and 503. */
const UNAVAILABLE = [503];

let wire: Wire;
let service: Installation;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  wire = await startWire();
  service = await startInstallation("e2e-faults-database", { workers: 2, reach: wire.url });
  service.keepWorkers();
});
test.afterAll(async () => {
  wire.mend();
  await service.stop();
  await wire.close();
});

const untilStatus = (load: Load, status: number) =>
  until(
    `an answer of ${status}`,
    async () => (load.otherAnswers.has(status) ? {} : notYet([...load.otherAnswers])),
    60_000,
  );

async function untilAccepted(load: Load): Promise<void> {
  const after = new Date();
  await until(
    "a message to be accepted",
    async () => [...load.accepted.values()].find(({ at }) => at > after) ?? notYet([...load.otherAnswers]),
    60_000,
  );
}

/** The load goes on through the fault; afterwards everything that was accepted has arrived. */
async function underLoad(fault: (load: Load, customer: Customer) => Promise<void>): Promise<void> {
  const customer = await aCustomer(service.svix);
  const load = startLoad(() => service.url, customer.application);
  await customer.receiver.waitFor(100);
  await fault(load, customer);
  const mendedAt = performance.now();
  await untilAccepted(load);
  await load.stop();
  const ledger = await checkLedger({ ...service, customer, accepted: load.accepted.values() });

  expect(UNAVAILABLE, "unavailable, and never a wrong answer").toEqual(
    expect.arrayContaining([...load.otherAnswers.keys()]),
  );
  expect([load.withoutRetryAfter(), load.hung()]).toEqual([0, 0]);
  const seconds = ((performance.now() - mendedAt) / 1000).toFixed(0);
  measured(
    `${ledger.accepted} accepted, ${load.otherAnswers.get(503) ?? 0} times 503, slowest answer ${(load.slowestMs() / 1000).toFixed(1)} s, ` +
      `${ledger.repeated} repeated; all delivered ${seconds} s after the fault`,
  );
  await customer.receiver.close();
}

for (const [name, signal] of [
  ["fast", "SIGINT"],
  ["immediate", "SIGQUIT"],
] as const) {
  test(`G1 a ${name} restart of PostgreSQL gives 503 in the gap and loses nothing`, async () => {
    await underLoad(async (load) => {
      await service.postgres.end(signal);
      await untilStatus(load, 503);
      expect((await fetch(`${service.url}/api/health`)).status, "alive").toBe(200);
      expect((await fetch(`${service.url}/api/health/ready`)).status, "and not ready").toBe(503);
      await service.postgres.start();
    });
    await service.untilReady();
  });
}

test("G3 connections that are ended again and again lose nothing, and the workers listen again", async () => {
  await underLoad(async () => {
    for (let round = 0; round < 10; round++) {
      await service.sql.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'",
      );
      await sleep(500);
    }
  });
  await until("both workers to listen", async () => {
    const { rows } = await service.sql.query("select pid from pg_stat_activity where query = 'listen posthorn_wake'");
    return rows.length >= 2 ? rows : notYet(rows.length);
  });
});

test("G4 a wire to the database that is cut loses nothing", async () => {
  await underLoad(async (load) => {
    wire.cut();
    await untilStatus(load, 503);
    wire.mend();
  });
});

test("G4 a wire that swallows everything for a minute leaves nobody hanging", async () => {
  test.setTimeout(240_000);
  await underLoad(async (load) => {
    wire.swallow();
    const options = {
      headers: { authorization: `Bearer ${BOOTSTRAP_API_KEY}` },
      signal: AbortSignal.timeout(30_000),
    };
    const read = fetch(`${service.url}/api/v1/app?limit=1`, options);
    const ready = fetch(`${service.url}/api/health/ready`, options);
    expect((await fetch(`${service.url}/api/health`)).status, "alive").toBe(200);
    // The fault itself takes this long.
    await sleep(60_000);
    expect([(await read).status, (await ready).status]).toEqual([503, 503]);
    await untilStatus(load, 503);
    wire.mend();
  });
});

test("G5 an answer that could not be written down for too long is asked for again, under the same id", async () => {
  test.setTimeout(300_000);
  const customer = await aCustomer(service.svix);
  customer.receiver.answerWith({ status: 200, delayMs: 500 });
  const accepted = await sendMessages(service.svix, customer, [1]);
  await customer.receiver.waitFor(1);
  await service.postgres.end("SIGQUIT");
  // Longer than outcomes wait for the database.
  await sleep(65_000);
  await service.postgres.start();
  const { deliveries } = await checkLedger({ ...service, customer, accepted });

  expect(deliveries[0]?.attempts.map((attempt) => attempt.class)).toEqual(["worker_lost", "success"]);
  expect(deliveries[0]?.copies).toHaveLength(2);
  await customer.receiver.close();
});
