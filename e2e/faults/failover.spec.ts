import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { aCustomer } from "@/e2e/faults/customer.ts";
import { type Installation, openPool, startInstallation } from "@/e2e/faults/installation.ts";
import { checkLedger } from "@/e2e/faults/ledger.ts";
import { type Load, startLoad } from "@/e2e/faults/load.ts";
import type { Postgres } from "@/e2e/faults/postgres.ts";
import { stopProgram } from "@/e2e/faults/program.ts";
import { checked, measured } from "@/e2e/faults/report.ts";
import { makeSynchronous, startStandby, untilFollowing } from "@/e2e/faults/standby.ts";
import { expect, test } from "@/e2e/fixtures.ts";
import { forgetInstance } from "@/e2e/service.ts";
import { formatId } from "@/lib/ids.ts";

const STANDBY = "e2e-faults-standby";
const LAG_MS = 1_000;

let service: Installation;
let standby: Postgres;
let sql: pg.Pool;
test.beforeEach(async () => {
  test.setTimeout(240_000);
  // What the standby has not fetched yet must not be thrown away.
  service = await startInstallation("e2e-faults-failover", {
    workers: 2,
    postgresSettings: { wal_keep_size: "512MB" },
  });
  standby = await startStandby(STANDBY, service.postgres);
  sql = openPool(standby.url);
});
test.afterEach(async () => {
  await service.stop();
  await sql.end();
  await standby.stop();
  forgetInstance(STANDBY);
});

/** The primary is gone for good: the standby takes over, and the service is started with its address. */
async function failOver(): Promise<void> {
  await sql.query("select pg_promote(true, 30)");
  await Promise.all([service.web(), ...service.workers.splice(0)].map(stopProgram));
  const settings = { DATABASE_URL: standby.url };
  await Promise.all([service.startWeb(settings), service.startWorker({ settings }), service.startWorker({ settings })]);
}

async function untilAccepted(load: Load, count: number): Promise<void> {
  const wanted = load.accepted.size + count;
  await until(
    `${count} more to be accepted`,
    async () => (load.accepted.size >= wanted ? {} : notYet([load.accepted.size, ...load.otherAnswers])),
    60_000,
  );
}

test("G7 failover to a synchronous standby loses nothing that was accepted", async () => {
  await untilFollowing(service.sql, "async");
  await makeSynchronous(service.sql);
  await untilFollowing(service.sql, "sync");
  const customer = await aCustomer(service.svix);
  const load = startLoad(() => service.url, customer.application);
  await customer.receiver.waitFor(500, 60_000);

  await service.postgres.end("SIGKILL");
  const lostAt = performance.now();
  await failOver();
  await untilAccepted(load, 100);
  const gapSeconds = (performance.now() - lostAt) / 1000;
  await load.stop();
  const ledger = await checkLedger({ customer, accepted: load.accepted.values(), sql, client: service.client });

  expect([0, 503], "unavailable, and never a wrong answer").toEqual(
    expect.arrayContaining([...load.otherAnswers.keys()]),
  );
  measured(
    `synchronous: 0 of ${ledger.accepted} accepted lost, ${ledger.repeated} repeated, accepting again after ${gapSeconds.toFixed(0)} s`,
  );
  await customer.receiver.close();
});

test("G7 failover to an asynchronous standby loses what it had not received, and nothing else", async () => {
  const sender = await untilFollowing(service.sql, "async");
  const customer = await aCustomer(service.svix);
  const load = startLoad(() => service.url, customer.application);
  await customer.receiver.waitFor(500, 60_000);

  // The standby falls behind for so long before the primary is lost.
  process.kill(sender, "SIGSTOP");
  const behindFrom = Date.now();
  await sleep(LAG_MS);
  await service.postgres.end("SIGKILL");
  process.kill(sender, "SIGKILL");
  await failOver();
  await untilAccepted(load, 100);
  await load.stop();
  await until(
    "every delivery to end",
    async () => {
      const { rows } = await sql.query("select id, lease_until from delivery_pending limit 3");
      return rows.length === 0 ? rows : notYet(rows);
    },
    75_000,
  );

  const { rows } = await sql.query("select m.id, d.status from message m join delivery d on d.message_id = m.id");
  const kept = new Map(rows.map(({ id, status }) => [formatId("message", id), status]));
  const accepted = [...load.accepted.values()];
  const lost = accepted.filter(({ id }) => !kept.has(id));
  expect(
    [...kept.values()].filter((status) => status !== 1),
    "kept, and not delivered",
  ).toEqual([]);
  const received = new Set(customer.receiver.requests.map(({ headers }) => String(headers["webhook-id"])));
  expect(
    [...kept.keys()].filter((id) => !received.has(id)),
    "delivered, and never received",
  ).toEqual([]);
  const before = lost.filter(({ at }) => at.getTime() < behindFrom - LAG_MS);
  expect(before, "lost, although the standby had it").toEqual([]);
  checked("I1");
  const notEvenSent = lost.filter(({ id }) => !received.has(id)).length;
  measured(
    `asynchronous, ${LAG_MS} ms behind: ${lost.length} of ${accepted.length} accepted lost, ${notEvenSent} of them never sent`,
  );
  await customer.receiver.close();
});
