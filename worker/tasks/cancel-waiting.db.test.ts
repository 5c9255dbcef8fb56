import { run } from "graphile-worker";
import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";
import { workerPreset } from "@/worker/preset.ts";
import { createCancelWaiting } from "@/worker/tasks/cancel-waiting.ts";
import { maintain } from "@/worker/tasks/maintain.ts";

useDatabase();

const WAITING = 12_000;

async function turnedOffWithABacklog(): Promise<string> {
  const { ctx, applicationId } = await aTenant();
  const { endpointId } = await anEndpoint(ctx, applicationId);
  const { messageId } = await aDelivery({ applicationId, endpointId, state: "delivered" });
  await pool().query(
    `insert into delivery_pending (id, status, application_id, endpoint_id, message_id, event_type, next_at)
     select (left(uuid_v7_floor(now() - interval '1 minute')::text, 14) || '7' || right(gen_random_uuid()::text, 21))::uuid,
       0, $1, $2, $3, 'invoice.paid', now() from generate_series(1, $4)`,
    [applicationId, endpointId, messageId, WAITING],
  );
  await patchEndpoint(ctx, { applicationId, endpointId, patch: { disabled: true } });
  return endpointId;
}

async function canceled(endpointId: string): Promise<number> {
  const { rows } = await pool().query<{ n: number }>(
    "select count(*)::int as n from delivery where endpoint_id = $1 and status = 3",
    [endpointId],
  );
  return rows[0]?.n ?? 0;
}

const jobs = async () => (await pool().query("select from graphile_worker._private_jobs")).rowCount;

async function untilTheQueueIsEmpty(isStopping = () => false): Promise<void> {
  const taskList = { cancel_waiting: createCancelWaiting(isStopping) };
  const runner = await run({ preset: workerPreset(), taskList, noHandleSignals: true });
  await expect.poll(jobs, { timeout: 20_000 }).toBe(0);
  await runner.stop();
}

test("the queue ends what a request left, also when it takes several jobs in a row", async () => {
  const endpointId = await turnedOffWithABacklog();
  expect(await canceled(endpointId)).toBeLessThan(WAITING);
  await untilTheQueueIsEmpty(() => true);
  expect(await canceled(endpointId)).toBe(WAITING);
});

test("a job that got lost is made again by the maintenance", async () => {
  const endpointId = await turnedOffWithABacklog();
  await pool().query("select graphile_worker.remove_job('cancel_waiting')");
  await maintain();
  await untilTheQueueIsEmpty();
  expect(await canceled(endpointId)).toBe(WAITING);
});
