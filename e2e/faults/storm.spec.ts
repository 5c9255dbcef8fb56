import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { aCustomer } from "@/e2e/faults/customer.ts";
import { type Installation, startInstallation } from "@/e2e/faults/installation.ts";
import { checkLedger } from "@/e2e/faults/ledger.ts";
import { startLoad } from "@/e2e/faults/load.ts";
import { measured } from "@/e2e/faults/report.ts";
import { expect, test } from "@/e2e/fixtures.ts";

const WORKER_KILLS = 100;
const POSTGRES_KILLS = 20;
const WORKERS = 4;
const CUSTOMERS = 5;
const STORM_WITHIN_MS = 600_000;
/** The last deliveries may have lost their workers several times: then they come back one by one. */
const RECOVERED_WITHIN_MS = 360_000;

let service: Installation;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  service = await startInstallation("e2e-faults-storm", { workers: WORKERS });
  service.keepWorkers();
});
test.afterAll(() => service.stop());

test("S2 100 kill -9 of workers and 20 of PostgreSQL under load lose nothing", async () => {
  test.setTimeout(STORM_WITHIN_MS + RECOVERED_WITHIN_MS + 60_000);
  const startedAt = performance.now();
  const customers = await Promise.all(Array.from({ length: CUSTOMERS }, () => aCustomer(service.svix)));
  const loads = customers.map(({ application }) => startLoad(() => service.url, application, { senders: 1 }));
  const received = () => customers.reduce((sum, { receiver }) => sum + receiver.requests.length, 0);
  const isReady = /worker_ready/;

  let recoveries = 0;
  for (let kills = 1; kills <= WORKER_KILLS; kills++) {
    const victim = await until(
      "a worker at work",
      async () => {
        const ready = service.workers.filter(
          ({ hasEnded, lines }) => !hasEnded() && lines.some((l) => isReady.test(l)),
        );
        return ready[kills % Math.max(1, ready.length)] ?? notYet(ready.length);
      },
      60_000,
    );
    victim.signal("SIGKILL");
    await victim.ended;
    if (kills % (WORKER_KILLS / POSTGRES_KILLS) === 0) {
      await service.postgres.end("SIGKILL");
      await service.postgres.start();
    }
    const seen = received();
    await until("deliveries to go on", async () => (received() >= seen + 10 ? {} : notYet(received())), 60_000);
    recoveries++;
  }
  const stormSeconds = (performance.now() - startedAt) / 1000;
  await Promise.all(loads.map((load) => load.stop()));
  const calmAt = performance.now();

  let [accepted, delivered, repeated, workerLost, late] = [0, 0, 0, 0, 0];
  for (const [n, customer] of customers.entries()) {
    const load = loads[n];
    const ledger = await checkLedger({
      ...service,
      customer,
      accepted: load?.accepted.values() ?? [],
      recoveredWithinMs: RECOVERED_WITHIN_MS,
    });
    expect([0, 503]).toEqual(expect.arrayContaining([...(load?.otherAnswers.keys() ?? [])]));
    expect([load?.withoutRetryAfter(), load?.hung()]).toEqual([0, 0]);
    accepted += ledger.accepted;
    delivered += ledger.delivered;
    repeated += ledger.repeated;
    workerLost += ledger.workerLost;
    late += ledger.late;
  }
  expect(service.web().hasEnded(), "nobody had to start the web process again").toBe(false);
  measured(
    `${WORKER_KILLS} workers and ${POSTGRES_KILLS} servers killed in ${stormSeconds.toFixed(0)} s: ${accepted} accepted, ` +
      `${delivered} delivered, 0 lost, ${repeated} repeated, ${workerLost} tries lost, ${late} late, ${recoveries} recoveries; ` +
      `all ended ${((performance.now() - calmAt) / 1000).toFixed(0)} s after the last kill`,
  );
  await Promise.all(customers.map(({ receiver }) => receiver.close()));
});
