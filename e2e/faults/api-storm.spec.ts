import { call, notYet, until } from "@/e2e/delivery/deliveries.ts";
import { aCustomer } from "@/e2e/faults/customer.ts";
import { checked } from "@/e2e/faults/report.ts";
import { expect, test } from "@/e2e/fixtures.ts";

const STORM = 60;
const AT_MOST = 10;

test("A8 a storm of tests for one customer is answered 429 with the time to wait, and nobody else's is", async ({
  svix,
  api,
}) => {
  const [loud, quiet] = await Promise.all([aCustomer(svix), aCustomer(svix)]);
  const testOf = ({ application, endpoint }: typeof loud) =>
    api("POST", `/api/v1/app/${application.id}/endpoint/${endpoint.id}/test`, {});
  const [storm, calm] = await Promise.all([
    Promise.all(Array.from({ length: STORM }, () => testOf(loud))),
    Promise.all([testOf(quiet), testOf(quiet)]),
  ]);
  const accepted = storm.filter(({ status }) => status < 300);
  const refused = storm.filter(({ status }) => status === 429);
  expect(accepted.length + refused.length).toBe(STORM);
  // A place becomes free every six seconds, and the storm may last for some of them.
  expect(accepted.length).toBeGreaterThanOrEqual(AT_MOST);
  expect(accepted.length).toBeLessThan(STORM / 2);
  for (const { headers, body } of refused) {
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect(body).toMatchObject({ code: "rate_limited" });
  }
  for (const { status } of calm) expect(status).toBeLessThan(300);
  await quiet.receiver.waitFor(2);
  await loud.receiver.waitFor(accepted.length);

  // Events are not tests: the loud customer's own are accepted as ever.
  const { id } = await svix.message.create(loud.application.id, { eventType: "job.created", payload: {} });
  await loud.receiver.waitFor((request) => request.headers["webhook-id"] === id);
  await Promise.all([loud.receiver.close(), quiet.receiver.close()]);
});

test("A8 a storm of events of one customer is accepted and delivered, and delays no other's", async ({ svix }) => {
  const MESSAGES = 2_000;
  const SENDERS = 32;
  const [loud, quiet] = await Promise.all([aCustomer(svix), aCustomer(svix)]);
  const over = new AbortController();
  let number = 0;
  const storm = Promise.all(
    Array.from({ length: SENDERS }, async () => {
      while (++number <= MESSAGES) {
        await svix.message.create(loud.application.id, { eventType: "job.created", payload: { number } });
      }
    }),
  ).then(() => over.abort());
  let sent = 0;
  while (!over.signal.aborted) {
    const { id } = await svix.message.create(quiet.application.id, { eventType: "job.created", payload: { sent } });
    await quiet.receiver.waitFor((request) => request.headers["webhook-id"] === id);
    sent++;
  }
  await storm;
  expect(sent).toBeGreaterThan(0);
  for (const [customer, count] of [
    [loud, MESSAGES],
    [quiet, sent],
  ] as const) {
    const query = { from: new Date(customer.application.createdAt.getTime() - 1_000).toISOString() };
    const params = { app_id: customer.application.id };
    await until(
      "everything to be delivered",
      async () => {
        const { totals } = await call("GET /app/{app_id}/delivery-histogram", { params, query });
        return totals.delivered === count ? totals : notYet(totals);
      },
      60_000,
    );
    expect(customer.receiver.requests, "once").toHaveLength(count);
    await customer.receiver.close();
  }
  checked("I1", "I3", "I7");
});
