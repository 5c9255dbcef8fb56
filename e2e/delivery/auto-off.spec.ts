import { notYet, until, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { type Installation, startInstallation } from "@/e2e/faults/installation.ts";
import { expect, test } from "@/e2e/fixtures.ts";

const message = { eventType: "job.created", payload: { number: 1 } };

let service: Installation;

test.setTimeout(120_000);
test.beforeAll(async () => {
  test.setTimeout(120_000);
  service = await startInstallation("e2e-auto-off", { settings: { RETRY_SCHEDULE_SECONDS: "600,600,600" } });
});
test.afterAll(() => service?.stop());

test("an endpoint that failed for days is warned of, turned off a day later, and what it missed can be replayed", async ({
  receiver,
}) => {
  receiver.answerWith(500);
  const application = await service.svix.application.create({ name: "auto-off" });
  const endpoint = await service.svix.endpoint.create(application.id, { url: receiver.url });
  const params = { app_id: application.id, endpoint_id: endpoint.id };
  const health = () => service.client("GET /app/{app_id}/endpoint/{endpoint_id}/health", { params });
  const sent: { id: string }[] = [];
  const failOnce = async () => {
    const made = await service.svix.message.create(application.id, message);
    sent.push(made);
    await untilDelivery({ application, message: made, endpoint }, "retrying", { client: service.client });
  };
  /** As if so much time had passed; there is one endpoint. */
  const pass = (hours: number) =>
    service.sql.query(
      `update endpoint_health set failure_window_at = failure_window_at - $1::interval,
         failure_clock_at = failure_clock_at - $1::interval, warned_at = warned_at - $1::interval,
         last_failure_at = last_failure_at - $1::interval`,
      [`${hours} hours`],
    );

  await failOnce();
  expect((await health()).turnOff).toBeNull();
  await pass(13);
  await failOnce();
  expect((await health()).turnOff).toMatchObject({ warnedAt: null });

  await pass(97);
  // A worker looks when it starts, and then every minute.
  await service.startWorker();
  const warned = await until("the warning", async () => {
    const { turnOff } = await health();
    return turnOff?.warnedAt ? turnOff : notYet(turnOff);
  });
  expect(new Date(warned.at).getTime()).toBeGreaterThan(Date.now());

  await pass(25);
  await failOnce();
  await service.startWorker();
  const off = await until("the endpoint to be off", async () => {
    const found = await service.client("GET /app/{app_id}/endpoint/{endpoint_id}", { params });
    return found.disabled ? found : notYet(found);
  });
  expect(off.disabledReason).toBe("failing");
  expect(await health()).toMatchObject({ state: "turned_off", missedCount: 3, turnOff: null });
  const { rows } = await service.sql.query(
    "select action, actor_kind from audit_log where action in ('endpoint.warned', 'endpoint.disabled') order by id",
  );
  expect(rows).toEqual([
    { action: "endpoint.warned", actor_kind: "system" },
    { action: "endpoint.disabled", actor_kind: "system" },
  ]);

  receiver.answerWith(200);
  await service.client("PATCH /app/{app_id}/endpoint/{endpoint_id}", { params, body: { disabled: false } });
  for (const made of sent) {
    const place = { application, message: made, endpoint };
    const canceled = await untilDelivery(place, "canceled", { client: service.client });
    await service.client("POST /app/{app_id}/delivery/{delivery_id}/replay", {
      params: { app_id: application.id, delivery_id: canceled.id },
    });
    await untilDelivery(place, "delivered", { client: service.client });
  }
});
