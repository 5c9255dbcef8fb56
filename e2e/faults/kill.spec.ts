import { writeFile } from "node:fs/promises";
import { Svix } from "svix";
import { type Client, connect, notYet, until } from "@/e2e/delivery/deliveries.ts";
import { aCustomer, type Customer, sendMessages } from "@/e2e/faults/customer.ts";
import { openPool } from "@/e2e/faults/installation.ts";
import { checkLedger, type Ledger } from "@/e2e/faults/ledger.ts";
import { type Load, startLoad } from "@/e2e/faults/load.ts";
import { measured } from "@/e2e/faults/report.ts";
import { BOOTSTRAP_API_KEY, expect, test } from "@/e2e/fixtures.ts";
import { forgetInstance, type Part, type Service, startService } from "@/e2e/service.ts";

const INSTANCE = "e2e-faults";

let service: Service;
let svix: Svix;
let client: Client;

async function start(): Promise<void> {
  service = await startService(INSTANCE);
  svix = new Svix(BOOTSTRAP_API_KEY, { serverUrl: service.url });
  client = connect(service.url);
}

test.beforeAll(async () => {
  test.setTimeout(180_000);
  forgetInstance(INSTANCE);
  await start();
});
test.afterAll(async () => {
  await service.stop();
  forgetInstance(INSTANCE);
});

test.afterEach(async () => {
  const { status, expectedStatus, outputPath } = test.info();
  if (status !== expectedStatus) await writeFile(outputPath("service.log"), service.lines.join("\n"));
});

function killHard(part: Part): Date {
  const pid = service.pidOf(part);
  if (!pid) throw new Error(`${part} does not run.`);
  process.kill(pid, "SIGKILL");
  return new Date();
}

const untilAccepted = (load: Load, after: Date) =>
  until("a message to be accepted", async () => {
    // Begun afterwards: an answer may be on its way when its sender is killed.
    const found = [...load.accepted.values()].find(({ begunAt, unknown }) => begunAt > after && unknown === 0);
    return found ?? notYet([...load.otherAnswers]);
  });

async function readLedger(customer: Customer, accepted: Iterable<{ id: string; payload: string }>): Promise<Ledger> {
  // It may still be on its way back: a message that was taken before the kill is answered after it.
  const { url } = await until("the database to run", async () => {
    try {
      return { url: service.databaseUrl() };
    } catch (error) {
      return notYet(String(error));
    }
  });
  const sql = openPool(url);
  try {
    return await checkLedger({ customer, accepted, sql, client });
  } finally {
    await sql.end();
  }
}

/** A message arrives again only after a try whose outcome nobody could write down, and that try is on record. */
function expectExplained({ deliveries }: Ledger): void {
  for (const { attempts, copies } of deliveries.filter((delivery) => delivery.copies.length > 1)) {
    expect(attempts.map((attempt) => attempt.class)).toEqual(["worker_lost", "success"]);
    expect(copies).toHaveLength(2);
  }
}

test("P1 kill -9 of the worker while receivers hold requests loses nothing: they are sent again, and the loss is on record", {
  tag: "@ci",
}, async () => {
  const [steady, held] = await Promise.all([aCustomer(svix), aCustomer(svix)]);
  const load = startLoad(() => service.url, steady.application);
  await steady.receiver.waitFor(100);
  // Last, so that they are still held when it happens, however slow the machine is.
  held.receiver.answerWith("hang");
  const messages = await sendMessages(svix, held, [1, 2, 3]);
  const [firstHeld] = await held.receiver.waitFor(1);

  const killedAt = killHard("worker");
  held.receiver.answerWith(200);
  await steady.receiver.waitFor(({ at }) => at.getTime() > killedAt.getTime() + 1_000);
  await load.stop();
  const ofSteady = await readLedger(steady, load.accepted.values());
  const ofHeld = await readLedger(held, messages);

  expect([...load.otherAnswers], "the API does not need the worker").toEqual([]);
  expectExplained(ofSteady);
  const id = String(firstHeld?.headers["webhook-id"]);
  const again = ofHeld.deliveries.find(({ messageId }) => messageId === id);
  expect(again?.attempts.map((attempt) => attempt.class)).toEqual(["worker_lost", "success"]);
  const [before, after, ...more] = again?.copies ?? [];
  expect(more).toEqual([]);
  expect(Number(after?.headers["webhook-timestamp"])).toBeGreaterThan(Number(before?.headers["webhook-timestamp"]));
  measured(`${ofSteady.accepted} accepted, ${ofSteady.repeated} repeated`);
  await Promise.all([steady.receiver.close(), held.receiver.close()]);
});

test("G2 kill -9 of PostgreSQL under load loses nothing that was accepted, nor what receivers answered in the gap", {
  tag: "@ci",
}, async () => {
  const [steady, slow] = await Promise.all([aCustomer(svix), aCustomer(svix)]);
  const load = startLoad(() => service.url, steady.application);
  // One fast answer, so that the endpoint is trusted with several requests at once.
  const first = await sendMessages(svix, slow, [0]);
  await readLedger(slow, first);
  const delays = [0, 100, 300, 500, 800, 1_200, 2_000, 2_900];
  await steady.receiver.waitFor(100);
  slow.receiver.answerWith(...delays.map((delayMs) => ({ status: 200, delayMs })), 200);
  const others = await sendMessages(
    svix,
    slow,
    delays.map((_, n) => n + 1),
  );
  await slow.receiver.waitFor(1 + delays.length);

  const killedAt = killHard("postgres");
  await untilAccepted(load, killedAt);
  await load.stop();
  const ofSteady = await readLedger(steady, load.accepted.values());
  const ofSlow = await readLedger(slow, [...first, ...others]);

  expect([0, 503], "unavailable, and never a wrong answer").toEqual(
    expect.arrayContaining([...load.otherAnswers.keys()]),
  );
  expectExplained(ofSteady);
  const again = ofSlow.deliveries.filter(({ copies }) => copies.length > 1).map(({ attempts }) => attempts);
  expect(again, "an answer that came while the database was away is not asked for again").toEqual([]);
  expect(ofSlow.workerLost).toBe(0);
  measured(`${ofSteady.accepted} accepted, ${ofSteady.repeated} repeated`);
  await Promise.all([steady.receiver.close(), slow.receiver.close()]);
});

test("P12 kill -9 of the web process under load accepts nothing twice and delivers everything once", {
  tag: "@ci",
}, async () => {
  const customer = await aCustomer(svix);
  const load = startLoad(() => service.url, customer.application);
  await customer.receiver.waitFor(100);
  const killedAt = killHard("web");
  await untilAccepted(load, killedAt);
  await load.stop();
  const ledger = await readLedger(customer, load.accepted.values());

  expect([...load.otherAnswers.keys()], "no answer, and never a wrong one").toEqual([0]);
  expect(ledger.repeated).toBe(0);
  await customer.receiver.close();
});

test("P1 G2 P12 kill -9 of everything at once, as when the power fails, loses nothing that was accepted", {
  tag: "@ci",
}, async () => {
  const [steady, held] = await Promise.all([aCustomer(svix), aCustomer(svix)]);
  const load = startLoad(() => service.url, steady.application);
  await steady.receiver.waitFor(100);
  held.receiver.answerWith("hang");
  const messages = await sendMessages(svix, held, [1]);
  await held.receiver.waitFor(1);

  await service.killAll();
  held.receiver.answerWith(200);
  const killedAt = new Date();
  await start();
  await untilAccepted(load, killedAt);
  await load.stop();
  const ofSteady = await readLedger(steady, load.accepted.values());
  const ofHeld = await readLedger(held, messages);

  expectExplained(ofSteady);
  expect(ofHeld.deliveries[0]?.attempts.map((attempt) => attempt.class)).toEqual(["worker_lost", "success"]);
  await Promise.all([steady.receiver.close(), held.receiver.close()]);
});
