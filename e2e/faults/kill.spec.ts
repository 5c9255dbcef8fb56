import { type ApplicationOut, type EndpointOut, Svix } from "svix";
import { type Client, connect, notYet, until, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { type Load, startLoad } from "@/e2e/faults/load.ts";
import {
  BOOTSTRAP_API_KEY,
  expect,
  type ReceivedRequest,
  type Receiver,
  startReceiver,
  test,
  verifySignature,
} from "@/e2e/fixtures.ts";
import { forgetInstance, type Part, type Service, startService } from "@/e2e/service.ts";

const INSTANCE = "e2e-faults";
/** A lease is 30 s with these settings: what a dead worker held is taken over after that. */
const ALL_ENDED_WITHIN_MS = 75_000;

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

interface Customer {
  application: ApplicationOut;
  endpoint: EndpointOut;
  receiver: Receiver;
  secret: string;
}

async function aCustomer(): Promise<Customer> {
  const receiver = await startReceiver();
  const application = await svix.application.create({ name: "Customer" });
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const { key } = await svix.endpoint.getSecret(application.id, endpoint.id);
  return { application, endpoint, receiver, secret: key };
}

function killHard(part: Part): Date {
  const pid = service.pidOf(part);
  if (!pid) throw new Error(`${part} does not run.`);
  process.kill(pid, "SIGKILL");
  return new Date();
}

const untilAccepted = (load: Load, after: Date) =>
  until("a message to be accepted", async () => {
    const found = [...load.accepted.values()].find(({ at, unknown }) => at > after && unknown === 0);
    return found ?? notYet([...load.otherAnswers]);
  });

/** Waits until every delivery has ended, and all of them delivered. */
async function untilAllDelivered({ application }: Customer, count: number): Promise<void> {
  const params = { app_id: application.id };
  const query = { from: new Date(application.createdAt.getTime() - 1000).toISOString() };
  await until(
    `${count} deliveries to end delivered`,
    async () => {
      const { totals } = await client("GET /app/{app_id}/delivery-histogram", { params, query });
      return totals.delivered === count && totals.retrying + totals.failed + totals.other === 0
        ? totals
        : notYet({ totals, count });
    },
    ALL_ENDED_WITHIN_MS,
  );
}

function copiesById({ receiver }: Customer): Map<string, ReceivedRequest[]> {
  const copies = new Map<string, ReceivedRequest[]>();
  for (const request of receiver.requests) {
    const id = String(request.headers["webhook-id"]);
    copies.set(id, [...(copies.get(id) ?? []), request]);
  }
  return copies;
}

/** Every accepted message arrived, nothing else did, and each copy is signed and byte-equal. @returns the repeated ones. */
function checkLedger(customer: Customer, load: Load): [string, ReceivedRequest[]][] {
  const ledger = new Map([...load.accepted.values()].map(({ id, payload }) => [id, payload]));
  expect(ledger.size, "each number was accepted under an id of its own").toBe(load.accepted.size);
  const copies = copiesById(customer);
  expect(new Set(copies.keys())).toEqual(new Set(ledger.keys()));
  for (const [id, requests] of copies) {
    for (const request of requests) {
      expect(request.rawBody.toString()).toBe(ledger.get(id));
      verifySignature(customer.secret, request);
    }
  }
  return [...copies].filter(([, requests]) => requests.length > 1);
}

/** A message arrives again only after a try whose outcome nobody could write down, and that try is on record. */
async function expectExplained(customer: Customer, repeated: [string, ReceivedRequest[]][]): Promise<void> {
  for (const [id, copies] of repeated) {
    const { attempts } = await untilDelivery({ ...customer, message: { id } }, "delivered", { client });
    expect(attempts.map((attempt) => attempt.class)).toEqual(["worker_lost", "success"]);
    expect(copies).toHaveLength(2);
  }
}

test("P1 kill -9 of the worker while receivers hold requests loses nothing: they are sent again, and the loss is on record", {
  tag: "@ci",
}, async () => {
  const [steady, held] = await Promise.all([aCustomer(), aCustomer()]);
  const send = (number: number) =>
    svix.message.create(held.application.id, { eventType: "job.created", payload: { number } });
  held.receiver.answerWith("hang");
  const messages = await Promise.all([send(1), send(2), send(3)]);
  const load = startLoad(() => service.url, steady.application);
  const [firstHeld] = await held.receiver.waitFor(1);
  await steady.receiver.waitFor(100);

  const killedAt = killHard("worker");
  held.receiver.answerWith(200);
  await steady.receiver.waitFor(({ at }) => at.getTime() > killedAt.getTime() + 1_000, 30_000);
  await load.stop();
  await Promise.all([untilAllDelivered(steady, load.accepted.size), untilAllDelivered(held, messages.length)]);

  expect([...load.otherAnswers], "the API does not need the worker").toEqual([]);
  await expectExplained(steady, checkLedger(steady, load));
  const copies = copiesById(held);
  const id = String(firstHeld?.headers["webhook-id"]);
  const [before, after, ...more] = copies.get(id) ?? [];
  expect(more).toEqual([]);
  expect(after?.rawBody.toString()).toBe(before?.rawBody.toString());
  expect(Number(after?.headers["webhook-timestamp"])).toBeGreaterThan(Number(before?.headers["webhook-timestamp"]));
  const { attempts, rail } = await untilDelivery({ ...held, message: { id } }, "delivered", { client });
  expect(attempts.map((attempt) => [attempt.class, attempt.outcome, attempt.number])).toEqual([
    ["worker_lost", "failed", 1],
    ["success", "succeeded", 2],
  ]);
  expect(rail).toHaveLength(2);
  await Promise.all([steady.receiver.close(), held.receiver.close()]);
});

test("G2 kill -9 of PostgreSQL under load loses nothing that was accepted, nor what receivers answered in the gap", {
  tag: "@ci",
}, async () => {
  const [steady, slow] = await Promise.all([aCustomer(), aCustomer()]);
  const send = (number: number) =>
    svix.message.create(slow.application.id, { eventType: "job.created", payload: { number } });
  const load = startLoad(() => service.url, steady.application);
  // One fast answer, so that the endpoint is trusted with several requests at once.
  await untilDelivery({ ...slow, message: await send(0) }, "delivered", { client });
  const delays = [0, 100, 300, 500, 800, 1_200, 2_000, 2_900];
  slow.receiver.answerWith(...delays.map((delayMs) => ({ status: 200, delayMs })), 200);
  await Promise.all(delays.map((_, n) => send(n + 1)));
  await slow.receiver.waitFor(1 + delays.length);
  await steady.receiver.waitFor(100);

  const killedAt = killHard("postgres");
  await untilAccepted(load, killedAt);
  await load.stop();
  await Promise.all([untilAllDelivered(steady, load.accepted.size), untilAllDelivered(slow, 1 + delays.length)]);

  expect([0, 503], "unavailable, and never a wrong answer").toEqual(
    expect.arrayContaining([...load.otherAnswers.keys()]),
  );
  await expectExplained(steady, checkLedger(steady, load));
  for (const [id, copies] of copiesById(slow)) {
    const { attempts } = await untilDelivery({ ...slow, message: { id } }, "delivered", { client });
    expect(attempts.map((attempt) => attempt.class)).toEqual(["success"]);
    expect(copies, "an answer that came while the database was away is not asked for again").toHaveLength(1);
  }
  await Promise.all([steady.receiver.close(), slow.receiver.close()]);
});

test("P12 kill -9 of the web process under load accepts nothing twice and delivers everything once", {
  tag: "@ci",
}, async () => {
  const customer = await aCustomer();
  const load = startLoad(() => service.url, customer.application);
  await customer.receiver.waitFor(100);
  const killedAt = killHard("web");
  await untilAccepted(load, killedAt);
  await load.stop();
  await untilAllDelivered(customer, load.accepted.size);

  expect([...load.otherAnswers.keys()], "no answer, and never a wrong one").toEqual([0]);
  expect(checkLedger(customer, load)).toEqual([]);
  await customer.receiver.close();
});

test("P1 G2 P12 kill -9 of everything at once, as when the power fails, loses nothing that was accepted", {
  tag: "@ci",
}, async () => {
  const [steady, held] = await Promise.all([aCustomer(), aCustomer()]);
  held.receiver.answerWith("hang");
  const message = await svix.message.create(held.application.id, { eventType: "job.created", payload: {} });
  const load = startLoad(() => service.url, steady.application);
  await Promise.all([held.receiver.waitFor(1), steady.receiver.waitFor(100)]);

  await service.killAll();
  held.receiver.answerWith(200);
  const killedAt = new Date();
  await start();
  await untilAccepted(load, killedAt);
  await load.stop();
  await Promise.all([untilAllDelivered(steady, load.accepted.size), untilAllDelivered(held, 1)]);

  await expectExplained(steady, checkLedger(steady, load));
  const { attempts } = await untilDelivery({ ...held, message }, "delivered", { client });
  expect(attempts.map((attempt) => attempt.class)).toEqual(["worker_lost", "success"]);
  await Promise.all([steady.receiver.close(), held.receiver.close()]);
});
