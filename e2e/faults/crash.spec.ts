import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { aCustomer, sendMessages } from "@/e2e/faults/customer.ts";
import { type Installation, startInstallation } from "@/e2e/faults/installation.ts";
import { checkLedger, type LedgerInput } from "@/e2e/faults/ledger.ts";
import { startLoad } from "@/e2e/faults/load.ts";
import { stopProgram } from "@/e2e/faults/program.ts";
import { measured } from "@/e2e/faults/report.ts";
import { skipToNextDue } from "@/e2e/faults/time.ts";
import { expect, test } from "@/e2e/fixtures.ts";
import { forgetInstance, startService } from "@/e2e/service.ts";

let service: Installation;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  service = await startInstallation("e2e-faults-crash", { workers: 0 });
});
test.afterEach(async () => {
  await Promise.all(service.workers.splice(0).map(stopProgram));
});
test.afterAll(() => service.stop());

const ledgerOf = (input: Pick<LedgerInput, "customer" | "accepted" | "expected">) =>
  checkLedger({ ...service, ...input });

test("P6 a worker that runs out of memory under load loses nothing", async () => {
  const worker = await service.startWorker({
    node: ["--max-old-space-size=160", "--import", "./e2e/faults/preload/fill-heap-on-signal.mjs"],
  });
  const customer = await aCustomer(service.svix);
  const load = startLoad(() => service.url, customer.application);
  await customer.receiver.waitFor(100);
  customer.receiver.answerWith({ status: 200, delayMs: 500 });
  const seen = customer.receiver.requests.length;
  await customer.receiver.waitFor(seen + 5);

  worker.signal("SIGUSR2");
  expect(await worker.ended, "ended by its own runtime").toBe("SIGABRT");
  customer.receiver.answerWith(200);
  await service.startWorker();
  await load.stop();
  const ledger = await ledgerOf({ customer, accepted: load.accepted.values() });

  expect(ledger.workerLost, "it held deliveries").toBeGreaterThan(0);
  measured(`${ledger.accepted} accepted, ${ledger.workerLost} tries lost, ${ledger.repeated} repeated`);
  await customer.receiver.close();
});

test("P6 a worker that ends again and again is started after pauses that grow", async () => {
  const instance = "e2e-faults-pauses";
  forgetInstance(instance);
  const supervised = await startService(instance);
  for (const pause of ["1 s", "2 s", "4 s"]) {
    const pid = await until("a worker", async () => {
      const found = supervised.pidOf("worker");
      return found === undefined ? notYet("none") : { found };
    });
    process.kill(pid.found, "SIGKILL");
    await until(`a pause of ${pause}`, async () => {
      const line = supervised.lines.find((one) => /worker ended with/.test(one) && one.endsWith(`again in ${pause}`));
      return line === undefined ? notYet(supervised.lines.slice(-3)) : { line };
    });
  }
  expect(await supervised.stop()).toBe(0);
  forgetInstance(instance);
});

test("P10 a delivery that breaks each worker that tries it is put aside, and the innocent ones are delivered", async () => {
  test.setTimeout(300_000);
  const [poison, innocent] = [await aCustomer(service.svix), await aCustomer(service.svix)];
  const accepted = await sendMessages(service.svix, innocent, [1, 2]);
  poison.receiver.answerWith("hang");
  innocent.receiver.answerWith("hang");
  const poisonous = await sendMessages(service.svix, poison, [1]);

  let crashes = 0;
  for (let starts = 0; starts < 20; starts++) {
    const before = poison.receiver.requests.length;
    const worker = await service.startWorker();
    // What breaks the worker is the request to this receiver: it dies whenever that is under way.
    const outcome = await until(
      "a crash or an end",
      async () => {
        if (poison.receiver.requests.length > before) return { is: "crash" as const };
        const { rows } = await service.sql.query("select status from delivery_history where reason is not null");
        if (rows.length > 0) return { is: "end" as const };
        await skipToNextDue(service.sql);
        return notYet("neither");
      },
      60_000,
    );
    if (outcome.is === "end") {
      expect(worker.lines.some((line) => line.includes("delivery_poisonous"))).toBe(true);
      break;
    }
    crashes++;
    worker.signal("SIGKILL");
    await worker.ended;
    await skipToNextDue(service.sql);
    // The innocent ones were in flight with it for the first time only.
    innocent.receiver.answerWith(200);
  }

  const ofInnocent = await ledgerOf({ customer: innocent, accepted });
  const ofPoison = await ledgerOf({ customer: poison, accepted: poisonous, expected: "any" });
  expect(ofPoison.deliveries.map(({ outcome }) => outcome)).toEqual(["failed"]);
  measured(
    `put aside after ${crashes} crashes; the time between them skipped; ${ofInnocent.repeated} innocent ones repeated`,
  );
  await Promise.all([poison.receiver.close(), innocent.receiver.close()]);
});

test("P13 what goes wrong beside a delivery ends neither the worker nor its deliveries", async () => {
  const worker = await service.startWorker({ node: ["--import", "./e2e/faults/preload/reject-on-signal.mjs"] });
  const customer = await aCustomer(service.svix);
  const load = startLoad(() => service.url, customer.application);
  await customer.receiver.waitFor(100);

  worker.signal("SIGUSR2");
  await worker.untilLine(/unhandled_rejection/);
  await service.sql.query("select graphile_worker.add_job('check_url', '{\"neither\":\"id nor origin\"}')");
  await worker.untilLine(/check_url/);
  for (const channel of ["posthorn_wake", "posthorn_live", "posthorn_url_check"]) {
    await service.sql.query("select pg_notify($1, 'no id, and no JSON')", [channel]);
  }
  const seen = customer.receiver.requests.length;
  await customer.receiver.waitFor(seen + 200);
  await load.stop();
  const ledger = await ledgerOf({ customer, accepted: load.accepted.values() });

  expect([ledger.repeated, ledger.workerLost, [...load.otherAnswers]]).toEqual([0, 0, []]);
  expect(worker.lines.some((line) => line.includes("claim_failed"))).toBe(false);
  await customer.receiver.close();
});
