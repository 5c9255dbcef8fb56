import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { readMetrics } from "@/lib/domain/metrics/read.ts";
import { readTraffic } from "@/lib/domain/metrics/read-traffic.ts";
import { toMetricsText } from "@/lib/domain/metrics/to-text.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

test("metrics tell what is due, what waits for what, what was given up, and who works", async () => {
  expect(await readMetrics()).toMatchObject({ due: 0, oldestDueSeconds: 0, workers: 0, deadLetters: 0 });
  const { ctx, applicationId } = await aTenant();
  const make = async () => ({ applicationId, endpointId: (await anEndpoint(ctx, applicationId)).endpointId });
  const [busy, paused, open, probed, ended] = [await make(), await make(), await make(), await make(), await make()];
  await pool().query("update endpoint set paused_at = now() where id = $1", [paused.endpointId]);
  await pool().query("update endpoint set drop_before = now() where id = $1", [ended.endpointId]);
  const setBreaker = (endpointId: string, state: number) =>
    pool().query("update endpoint_health set breaker_state = $2 where endpoint_id = $1", [endpointId, state]);
  await setBreaker(open.endpointId, 1);
  await setBreaker(probed.endpointId, 2);
  const hourAgo = Date.now() - 3_600_000;
  const inAnHour = Date.now() + 3_600_000;
  await aDelivery({ ...busy, state: "sending", nextAtMs: hourAgo });
  await aDelivery({ ...busy, state: "sending" });
  await aDelivery({ ...busy, state: "sending", nextAtMs: inAnHour });
  for (let n = 0; n < 2; n++) await aDelivery({ ...busy, state: "retrying", nextAtMs: inAnHour });
  for (let n = 0; n < 3; n++) await aDelivery({ ...paused, state: "sending", nextAtMs: hourAgo - 1_000_000 });
  for (const held of [open, probed, probed, probed]) await aDelivery({ ...held, state: "sending" });
  for (let n = 0; n < 2; n++) await aDelivery({ ...ended, state: "sending", nextAtMs: hourAgo - 1_000_000 });
  for (let n = 0; n < 5; n++) await aDelivery({ ...busy, state: "failed" });
  await aDelivery({ ...busy, state: "delivered" });
  await pool().query(
    `insert into worker (id, pid, version, in_flight, pool_ids, seen_at)
     values (gen_random_uuid(), 1, 'x', 7, '{}', now()), (gen_random_uuid(), 2, 'x', 4, '{}', now()),
       (gen_random_uuid(), 3, 'x', 9, '{}', now() - interval '1 minute')`,
  );

  const metrics = await readMetrics();
  expect(metrics).toEqual({
    breakers: { open: 1, half_open: 1 },
    due: 2,
    oldestDueSeconds: expect.any(Number),
    waiting: { canceling: 2, paused: 3, breaker: 4, retry: 2, scheduled: 1 },
    deadLetters: 5,
    workers: 2,
    inFlight: 11,
  });
  expect(Math.round(metrics.oldestDueSeconds / 60)).toBe(60);
  const lines = toMetricsText(metrics, await readTraffic()).split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      "# TYPE posthorn_queue_due gauge",
      "posthorn_queue_due 2",
      'posthorn_queue_waiting{reason="breaker"} 4',
      'posthorn_breaker_endpoints{state="half_open"} 1',
      "posthorn_dead_letters 5",
      "posthorn_workers 2",
    ]),
  );
});
