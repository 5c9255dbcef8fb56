import type pg from "pg";
import { notYet, until, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { openPool } from "@/e2e/faults/installation.ts";
import { ok, startRawReceiver, status } from "@/e2e/faults/raw-receiver.ts";
import { checked } from "@/e2e/faults/report.ts";
import {
  addNeighbours,
  expectSameMessage,
  expectUnnoticed,
  type Neighbours,
  openStage,
  type Stage,
  sendTo,
} from "@/e2e/faults/stage.ts";
import { expect, test } from "@/e2e/fixtures.ts";

let stage: Stage;
let sql: pg.Pool;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  // Without the breaker every message is tried at once: what counts here is the clock.
  stage = await openStage("e2e-faults-dead", { BREAKER_FAILURES: "0", WORKER_PROCESSES: "2" });
  sql = openPool(stage.service.databaseUrl());
});
test.afterAll(async () => {
  await sql.end();
  await stage.close();
});

const TIMES = ["failing_since", "last_failure_at", "failure_window_at", "failure_clock_at", "warned_at"];

/** Time is moved in the database: what is known of the endpoint's failures is so many hours older. */
async function age({ endpoint }: Neighbours, hours: number): Promise<void> {
  const older = TIMES.map((column) => `${column} = ${column} - $1 * interval '1 hour'`);
  const { rowCount } = await sql.query(
    `update endpoint_health set ${older.join(", ")} where endpoint_id = (select id from endpoint where url = $2)`,
    [hours, endpoint.url],
  );
  expect(rowCount).toBe(1);
}

/** Workers look at failing endpoints when they start, and then every minute: one of the two is started again. */
async function lookNow(): Promise<void> {
  const pid = stage.service.pidOf("worker");
  if (!pid) throw new Error("No worker runs.");
  process.kill(pid, "SIGTERM");
  const ready = () => stage.service.lines.filter((line) => line.includes("worker_ready")).length;
  const before = ready();
  await expect.poll(ready, { timeout: 30_000 }).toBeGreaterThan(before);
}

async function fail(customer: Neighbours, number: number): Promise<void> {
  const sent = await sendTo(stage, customer, number);
  await untilDelivery(sent, "failed", { client: stage.client, deadlineMs: 30_000 });
  await expectUnnoticed(stage, sent);
}

/** How often we have done something to an endpoint by ourselves. */
async function done(action: string): Promise<number> {
  const { rows } = await sql.query(
    "select count(*)::int as n from audit_log where action = $1 and actor_kind = 'system'",
    [action],
  );
  return rows[0].n;
}

test("R19 an endpoint that is dead for five days is warned of once, turned off once, and works again once it is turned on", async () => {
  const receiver = await startRawReceiver();
  receiver.answerWith(status(500));
  const { client, svix } = stage;
  const customer = await addNeighbours(stage, receiver.url);
  const params = { app_id: customer.application.id, endpoint_id: customer.endpoint.id };
  const health = () => client("GET /app/{app_id}/endpoint/{endpoint_id}/health", { params });
  const endpoint = () => client("GET /app/{app_id}/endpoint/{endpoint_id}", { params });

  await fail(customer, 1);
  expect((await health()).turnOff, "failing for a moment counts for nothing").toBeNull();
  await age(customer, 13);
  await fail(customer, 2);
  expect((await health()).turnOff, "failing at both ends of half a day does").toMatchObject({ warnedAt: null });

  await age(customer, 4 * 24);
  await lookNow();
  await until("the warning", async () => {
    const { turnOff } = await health();
    return turnOff?.warnedAt ? turnOff : notYet(turnOff);
  });
  await lookNow();
  expect([await done("endpoint.warned"), await done("endpoint.disabled")]).toEqual([1, 0]);
  expect((await endpoint()).disabled).toBe(false);

  await age(customer, 25);
  await lookNow();
  expect((await endpoint()).disabled, "only a try that fails turns it off").toBe(false);
  await fail(customer, 3);
  await lookNow();
  const off = await until("the endpoint to be off", async () => {
    const found = await endpoint();
    return found.disabled ? found : notYet(found);
  });
  expect(off.disabledReason).toBe("failing");
  const missed = await sendTo(stage, customer, 4);
  const { id: missedId } = await untilDelivery(missed, "canceled", { client });
  await expectUnnoticed(stage, missed);
  expect(await health()).toMatchObject({ state: "turned_off", missedCount: 1 });
  await lookNow();
  expect([await done("endpoint.warned"), await done("endpoint.disabled")]).toEqual([1, 1]);

  receiver.answerWith(ok);
  receiver.requests.length = 0;
  await svix.endpoint.patch(customer.application.id, customer.endpoint.id, { disabled: false });
  const after = await sendTo(stage, customer, 5);
  await untilDelivery(after, "delivered", { client });
  expectSameMessage(after, receiver.requests);
  const place = { app_id: customer.application.id, delivery_id: missedId };
  await client("POST /app/{app_id}/delivery/{delivery_id}/replay", { params: place });
  await untilDelivery(missed, "delivered", { client });
  await lookNow();
  expect((await endpoint()).disabled, "what failed before is forgotten").toBe(false);
  expect((await health()).turnOff).toBeNull();
  checked("I1", "I4", "I7");
  await receiver.close();
});
