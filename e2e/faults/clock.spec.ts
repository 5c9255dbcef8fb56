import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { aCustomer, sendMessages } from "@/e2e/faults/customer.ts";
import { type Installation, startInstallation } from "@/e2e/faults/installation.ts";
import { checkLedger } from "@/e2e/faults/ledger.ts";
import { stopProgram } from "@/e2e/faults/program.ts";
import { measured } from "@/e2e/faults/report.ts";
import { expect, test } from "@/e2e/fixtures.ts";

const HOUR_MS = 3_600_000;
const STEP = "10 minutes";

let service: Installation;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  service = await startInstallation("e2e-faults-clock", { workers: 0 });
});
test.afterEach(async () => {
  await Promise.all(service.workers.splice(0).map(stopProgram));
});
test.afterAll(() => service.stop());

const aShiftedWorker = (shiftMs: number) =>
  service.startWorker({
    settings: { CLOCK_SHIFT_MS: String(shiftMs) },
    node: ["--import", "./e2e/faults/preload/shift-clock.mjs"],
  });

for (const [name, shiftMs] of [
  ["an hour ahead", HOUR_MS],
  ["an hour behind", -HOUR_MS],
] as const) {
  test(`C1 a worker whose clock is ${name} keeps to the schedule and takes nobody's lease`, async () => {
    const right = await service.startWorker();
    const held = await aCustomer(service.svix);
    held.receiver.answerWith({ status: 200, delayMs: 2_500 });
    const inFlight = await sendMessages(service.svix, held, [1, 2]);
    await held.receiver.waitFor(2);
    await aShiftedWorker(shiftMs);
    const ledger = await checkLedger({ ...service, customer: held, accepted: inFlight });
    expect([ledger.repeated, ledger.workerLost, ledger.late], "leases of the other worker").toEqual([0, 0, 0]);

    await stopProgram(right);
    const failing = await aCustomer(service.svix);
    failing.receiver.answerWith(500, 500, 200);
    const accepted = await sendMessages(service.svix, failing, [1]);
    const requests = await failing.receiver.waitFor(3);
    // Its signatures carry its own time: whoever runs workers keeps their clocks right.
    const { deliveries } = await checkLedger({ ...service, customer: failing, accepted, clockShiftMs: shiftMs });
    expect(deliveries[0]?.attempts.map((attempt) => attempt.class)).toEqual(["http_5xx", "http_5xx", "success"]);
    const waits = requests.slice(1).map(({ at }, n) => at.getTime() - (requests[n]?.at.getTime() ?? 0));
    measured(`${name}: waits of ${waits.map((ms) => `${(ms / 1000).toFixed(1)} s`).join(" and ")}, 1 s wanted`);
    await Promise.all([held.receiver.close(), failing.receiver.close()]);
  });
}

/** What a step of the database's clock is to everything that it keeps: all times move against it. */
const stepClock = (direction: "ahead" | "back") =>
  service.sql.query(
    `update delivery_pending set next_at = next_at + $1::interval, lease_until = lease_until + $1::interval,
       leased_at = leased_at + $1::interval`,
    [direction === "ahead" ? `-${STEP}` : STEP],
  );

test("C2 a database clock that steps ten minutes ahead ends leases early, and nothing is closed twice", async () => {
  await Promise.all([service.startWorker(), service.startWorker()]);
  const customer = await aCustomer(service.svix);
  customer.receiver.answerWith({ status: 200, delayMs: 2_500 }, { status: 200, delayMs: 2_500 }, 200);
  const accepted = await sendMessages(service.svix, customer, [1, 2]);
  await customer.receiver.waitFor(2);
  await stepClock("ahead");
  await customer.receiver.waitFor(4);
  await until("the first tries to be recorded as late", async () => {
    const { rows } = await service.sql.query("select id from attempt where late");
    return rows.length >= 2 ? rows : notYet(rows);
  });
  const { deliveries } = await checkLedger({ ...service, customer, accepted });
  for (const { attempts } of deliveries) {
    expect(attempts.filter(({ late }) => !late).map((a) => a.class)).toEqual(["worker_lost", "success"]);
  }
  await customer.receiver.close();
});

test("C2 a database clock that steps ten minutes back shifts retries by the step, and loses none", async () => {
  await service.startWorker();
  const customer = await aCustomer(service.svix);
  customer.receiver.answerWith(500, 200);
  const accepted = await sendMessages(service.svix, customer, [1]);
  await until("a retry to wait", async () => {
    const { rows } = await service.sql.query("select id from delivery_pending where attempt_count = 1");
    return rows.length === 1 ? rows : notYet(rows);
  });
  await stepClock("back");
  const { rows } = await service.sql.query(
    "select extract(epoch from next_at - now())::float as seconds from delivery_pending",
  );
  expect(rows[0]?.seconds).toBeLessThan(605);
  // The ten minutes pass.
  await stepClock("ahead");
  const { repeated } = await checkLedger({ ...service, customer, accepted });
  expect(repeated, "the try and the retry").toBe(1);
  await customer.receiver.close();
});
