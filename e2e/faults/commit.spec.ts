import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { block } from "@/e2e/faults/block.ts";
import { aCustomer, type Customer } from "@/e2e/faults/customer.ts";
import { type Installation, startInstallation } from "@/e2e/faults/installation.ts";
import { checkLedger } from "@/e2e/faults/ledger.ts";
import { BOOTSTRAP_API_KEY, expect, test } from "@/e2e/fixtures.ts";

let service: Installation;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  service = await startInstallation("e2e-faults-commit");
});
test.afterAll(() => service.stop());

async function send(customer: Customer, key: string): Promise<{ status: number; id?: string }> {
  const response = await fetch(`${service.url}/api/v1/app/${customer.application.id}/msg`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${BOOTSTRAP_API_KEY}`,
      "content-type": "application/json",
      "idempotency-key": key,
    },
    body: '{"eventType":"job.created","payload":{"number":1}}',
  }).catch(() => null);
  if (!response) return { status: 0 };
  const { id } = (await response.json()) as { id?: string };
  return { status: response.status, ...(id ? { id } : {}) };
}

/** kill -9 of the web process while its statement waits for the last table that it writes. */
async function killBeforeCommit(customer: Customer, session: "ends" | "goes on"): Promise<void> {
  const deliveries = await block(service.sql, "lock table delivery_pending in share mode");
  const answer = send(customer, session);
  await deliveries.untilSomebodyWaits();
  service.web().signal("SIGKILL");
  await service.web().ended;
  expect(await answer, "no answer, and above all no 202").toEqual({ status: 0 });
  if (session === "ends") await deliveries.endWaiters();
  await deliveries.release();
  await service.startWeb();
}

const payload = '{"number":1}';

test("P11 a web process that dies before COMMIT leaves no message, and the same request can be sent again", async () => {
  const customer = await aCustomer(service.svix);
  await killBeforeCommit(customer, "ends");
  const { data } = await service.svix.message.list(customer.application.id);
  expect(data).toEqual([]);

  const { status, id = "" } = await send(customer, "ends");
  expect(status).toBe(202);
  const { repeated } = await checkLedger({ ...service, customer, accepted: [{ id, payload }] });
  expect(repeated).toBe(0);
  await customer.receiver.close();
});

test("P12 a message whose sender never heard of its COMMIT is delivered once, and the same key gets its id", async () => {
  const customer = await aCustomer(service.svix);
  // PostgreSQL does not notice that nobody waits for the answer, and commits.
  await killBeforeCommit(customer, "goes on");
  const message = await until("the message", async () => {
    const { data } = await service.svix.message.list(customer.application.id);
    return data[0] ?? notYet(data);
  });

  expect(await send(customer, "goes on")).toEqual({ status: 202, id: message.id });
  const { repeated } = await checkLedger({ ...service, customer, accepted: [{ id: message.id, payload }] });
  expect(repeated).toBe(0);
  await customer.receiver.close();
});
