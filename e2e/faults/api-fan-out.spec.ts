import type pg from "pg";
import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { openPool } from "@/e2e/faults/installation.ts";
import { startRawReceiver } from "@/e2e/faults/raw-receiver.ts";
import { checked } from "@/e2e/faults/report.ts";
import { openStage, type Stage } from "@/e2e/faults/stage.ts";
import { BOOTSTRAP_API_KEY, expect, test } from "@/e2e/fixtures.ts";

/** As many as an application may have. */
const ENDPOINTS = 100;
const MESSAGES = 60;
const SENDERS = 6;
const KILL_AFTER = 15;
const ALL_ENDED_WITHIN_MS = 90_000;

let stage: Stage;
let sql: pg.Pool;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  stage = await openStage("e2e-faults-fan-out");
  sql = openPool(stage.service.databaseUrl());
});
test.afterAll(async () => {
  await sql.end();
  await stage.close();
});

test("A6 kill -9 in the midst of messages to a hundred endpoints leaves each with one delivery for each, or none", async () => {
  const { svix, service } = stage;
  const receiver = await startRawReceiver();
  const application = await svix.application.create({ name: "Customer" });
  const origin = new URL(receiver.url).origin;
  for (let n = 0; n < ENDPOINTS; n++) await svix.endpoint.create(application.id, { url: `${origin}/${n}` });

  const accepted = new Map<number, string>();
  const unanswered = new Set<number>();
  async function sendUntilAccepted(number: number): Promise<void> {
    for (;;) {
      const answer = await fetch(`${service.url}/api/v1/app/${application.id}/msg`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${BOOTSTRAP_API_KEY}`,
          "content-type": "application/json",
          "idempotency-key": `number-${number}`,
        },
        body: JSON.stringify({ eventType: "job.created", payload: { number } }),
      })
        .then(async (response) => ({ status: response.status, body: (await response.json()) as { id: string } }))
        .catch(() => undefined);
      if (answer?.status === 202) return void accepted.set(number, answer.body.id);
      unanswered.add(number);
      await service.untilReady();
    }
  }

  let number = 0;
  const senders = Array.from({ length: SENDERS }, async () => {
    while (number < MESSAGES) await sendUntilAccepted(number++);
  });
  const pid = service.pidOf("web");
  if (!pid) throw new Error("The web process does not run.");
  await expect.poll(() => accepted.size, { intervals: [1] }).toBeGreaterThanOrEqual(KILL_AFTER);
  process.kill(pid, "SIGKILL");
  await Promise.all(senders);
  expect(unanswered.size, "some were under way").toBeGreaterThan(0);
  expect(new Set(accepted.values()).size).toBe(MESSAGES);

  await until(
    "everything to be delivered",
    async () => {
      const { rows } = await sql.query("select count(*)::int as n from delivery where status <> 1");
      return rows[0].n === 0 ? rows : notYet(rows);
    },
    ALL_ENDED_WITHIN_MS,
  );
  const { rows: messages } = await sql.query<{ id: string; deliveries: number; endpoints: number }>(
    `select m.id, count(d.id)::int as deliveries, count(distinct d.endpoint_id)::int as endpoints
     from message m left join delivery d on d.message_id = m.id group by m.id`,
  );
  for (const { deliveries, endpoints } of messages) expect([deliveries, endpoints]).toEqual([ENDPOINTS, ENDPOINTS]);
  const { data } = await svix.message.list(application.id, { limit: 250 });
  expect(messages, "no message but those that were accepted").toHaveLength(MESSAGES);
  expect(new Set(data.map(({ id }) => id))).toEqual(new Set(accepted.values()));
  const arrived = receiver.requests.map(({ headers, path }) => `${headers["webhook-id"]} ${path}`);
  expect(arrived).toHaveLength(MESSAGES * ENDPOINTS);
  expect(new Set(arrived).size, "each message at each endpoint once").toBe(MESSAGES * ENDPOINTS);
  checked("I1", "I2", "I3");
  await receiver.close();
});
