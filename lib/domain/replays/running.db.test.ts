import { describe, expect, test } from "vitest";
import type { DeliveryOptions } from "@/lib/contract/delivery-options.ts";
import { db, pool } from "@/lib/db.ts";
import { deleteEndpoint } from "@/lib/domain/endpoints/delete.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { pauseEndpoint } from "@/lib/domain/endpoints/pause.ts";
import { resumeEndpoint } from "@/lib/domain/endpoints/resume.ts";
import { startReplay } from "@/lib/domain/replays/start.ts";
import { replayStep } from "@/lib/domain/replays/step.ts";
import { cancelTask, patchTask, pauseTask, resumeTask } from "@/lib/domain/tasks/change.ts";
import { getTask } from "@/lib/domain/tasks/get.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { failedReplay, sendDue, work } from "@/lib/testing/tasks.ts";
import { anEndpoint, aTenant, uuidOf } from "@/lib/testing/tenants.ts";

useDatabase();

const HOUR = 3_600_000;

/** An endpoint with so many failures of an hour ago. */
async function aBacklog(failures: number, options: { throttleRate?: number; deliveryOptions?: DeliveryOptions } = {}) {
  const { ctx, applicationId, customer } = await aTenant();
  const { endpointId } = await anEndpoint(ctx, applicationId, options);
  const place = { applicationId, endpointId };
  const { messageId } = await aDelivery({ ...place, state: "delivered" });
  await pool().query(
    `insert into delivery_history (id, status, application_id, endpoint_id, message_id, event_type, attempt_count, rail, last_cause, finished_at, reason)
     select (left(uuid_v7_floor(now() - interval '1 hour' + n * interval '1 ms')::text, 14) || '7' || right(gen_random_uuid()::text, 21))::uuid,
       2, $1, $2, $3, 'invoice.paid', 3, '{4}', 17, now() - interval '30 minutes', 8
     from generate_series(1, $4::int) as n`,
    [applicationId, endpointId, messageId, failures],
  );
  const start = (body: object = {}) =>
    startReplay(ctx, {
      kind: "endpoint.recover",
      ...place,
      body: { since: new Date(Date.now() - 2 * HOUR).toISOString(), ...body },
    });
  return { ctx, customer, place, endpointId, start };
}

const pendingOf = async (endpointId: string) => {
  const { rows } = await pool().query<{ n: number; asked: number }>(
    "select count(*)::int as n, count(*) filter (where trigger = 1)::int as asked from delivery_pending where endpoint_id = $1",
    [endpointId],
  );
  return rows[0] ?? { n: 0, asked: 0 };
};
/** What is there of the deliveries, to see that nothing of them has changed. */
const untouched = async (endpointId: string) => {
  const { rows } = await pool().query(
    `select count(*)::int as n, count(*) filter (where status = 2 and attempt_count = 3 and reason = 8 and finished_at < now() - interval '29 minutes')::int as same
     from delivery where endpoint_id = $1 and id < uuid_v7_floor(now() - interval '10 minutes')`,
    [endpointId],
  );
  return rows[0];
};
const refOf = (task: { id: string }) => ({ taskId: uuidOf("task", task.id) });

describe("a task over several thousand deliveries", () => {
  test("is counted before the first is sent, and never has more than two thousand with the worker", async () => {
    const { endpointId, start } = await aBacklog(4_500);
    const task = await start();
    expect(await work(task)).toMatchObject({
      state: "running",
      progress: { total: 4_500, queued: 2_000, left: 2_500 },
    });
    expect(await pendingOf(endpointId)).toEqual({ n: 2_000, asked: 0 });
    const seen = new Set<string>();
    for (let n = 0; n < 10; n++) {
      for (const { id } of await sendDue(endpointId)) {
        expect(seen.has(id)).toBe(false);
        seen.add(id);
      }
      await work(task);
    }
    expect(seen.size).toBe(4_500);
    expect(await getTask({ actor: { kind: "system", label: "" }, requestId: "" }, refOf(task))).toMatchObject({
      state: "finished",
      progress: { succeeded: 4_500, left: 0, queued: 0 },
      data: { messagesSent: 4_500 },
    });
    expect(
      (await pool().query("select 1 from background_task_item where task_id = $1", [refOf(task).taskId])).rows,
    ).toEqual([]);
  });

  test("paused, takes back what no worker holds, and goes on from there when resumed", async () => {
    const { ctx, customer, endpointId, start } = await aBacklog(3_000);
    const task = await start();
    await work(task);
    await sendDue(endpointId, failedReplay, 500);
    const paused = await pauseTask(customer, refOf(task));
    expect(paused).toMatchObject({
      status: "running",
      state: "paused",
      progress: { total: 3_000, queued: 500, left: 2_500 },
    });
    expect(await pendingOf(endpointId)).toMatchObject({ n: 0 });
    expect(await untouched(endpointId)).toEqual({ n: 3_000, same: 2_500 });
    // What the worker had is still counted, and nothing new is queued.
    expect(await work(task)).toMatchObject({ state: "paused", progress: { queued: 0, failed: 500, left: 2_500 } });
    expect(await pauseTask(ctx, refOf(task))).toMatchObject({ state: "paused" });
    expect(await resumeTask(customer, refOf(task))).toMatchObject({ state: "running" });
    // So many failures in a row have opened its breaker.
    await pool().query("update endpoint_health set breaker_state = 0 where endpoint_id = $1", [endpointId]);
    for (let n = 0; n < 6; n++) {
      await work(task);
      await sendDue(endpointId);
    }
    expect(await work(task)).toMatchObject({ state: "finished", progress: { succeeded: 2_500, failed: 500 } });
  });

  test("canceled, leaves what was not sent as it was, and says how much was", async () => {
    const { ctx, endpointId, start } = await aBacklog(3_000);
    const task = await start();
    await work(task);
    await sendDue(endpointId, undefined, 700);
    const canceled = await cancelTask(ctx, refOf(task));
    expect(canceled).toMatchObject({ status: "failed", state: "canceled", data: { messagesSent: 700 } });
    expect(await work(task)).toMatchObject({ state: "canceled", progress: { succeeded: 700, queued: 0, left: 2_300 } });
    expect(await untouched(endpointId)).toEqual({ n: 3_000, same: 2_300 });
    expect(await sendDue(endpointId)).toEqual([]);
    await expect(resumeTask(ctx, refOf(task))).rejects.toMatchObject({ code: "conflict" });
    expect(await cancelTask(ctx, refOf(task))).toMatchObject({ state: "canceled" });
  });

  test("goes on as if nothing had happened when whoever works on it dies in a step", async () => {
    const { endpointId, start } = await aBacklog(1_200);
    const task = await start();
    const { taskId } = refOf(task);
    // Each step is done once without a commit, and then with one.
    for (let again: number | null = 0; again === 0; ) {
      await expect(
        db().$transaction(async (tx) => {
          await replayStep(tx, taskId);
          throw new Error("killed");
        }),
      ).rejects.toThrow("killed");
      again = await db().$transaction((tx) => replayStep(tx, taskId));
    }
    expect((await sendDue(endpointId, undefined, 2_000)).length).toBe(1_200);
    expect(await work(task)).toMatchObject({ state: "finished", progress: { total: 1_200, succeeded: 1_200 } });
  });

  test("worked on by several at once, sends each delivery once", async () => {
    const { endpointId, start } = await aBacklog(2_500);
    const task = await start();
    const seen: string[] = [];
    for (let n = 0; n < 8; n++) {
      const [sent] = await Promise.all([sendDue(endpointId), work(task), work(task), work(task)]);
      seen.push(...sent.map(({ id }) => id));
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(await work(task)).toMatchObject({
      state: "finished",
      progress: { total: 2_500, succeeded: 2_500, skipped: 0 },
    });
  });
});

describe("the pace", () => {
  test("is no faster than asked for, and can be changed on the way", async () => {
    const { ctx, endpointId, start } = await aBacklog(100);
    const task = await start({ ratePerSecond: 8 });
    const { taskId } = refOf(task);
    const step = () => db().$transaction((tx) => replayStep(tx, taskId));
    const setMoment = (moment: string) =>
      pool().query("update background_task set next_at = now() + $2::interval where id = $1", [taskId, moment]);
    while ((await pendingOf(endpointId)).n === 0) await step();
    expect(await pendingOf(endpointId)).toMatchObject({ n: 2 });
    const { rows } = await pool().query<{ ms: number }>(
      "select extract(epoch from next_at - updated_at)::float8 * 1000 as ms from background_task where id = $1",
      [taskId],
    );
    expect(rows[0]?.ms).toBe(250);
    await setMoment("1 hour");
    expect(await work(task)).toMatchObject({ progress: { queued: 2, left: 98 } });
    await setMoment("0");
    await step();
    expect(await pendingOf(endpointId)).toMatchObject({ n: 4 });
    await patchTask(ctx, { ...refOf(task), patch: { ratePerSecond: null } });
    await setMoment("0");
    expect(await work(task)).toMatchObject({ ratePerSecond: null, progress: { queued: 100, left: 0 } });
  });

  test("of an endpoint with a limit is that limit: what is queued waits for its moments", async () => {
    const { endpointId, start } = await aBacklog(50, { throttleRate: 5 });
    await work(await start());
    // The usual claim leaves it to the one that knows limits.
    expect(await sendDue(endpointId)).toEqual([]);
    expect(await pendingOf(endpointId)).toEqual({ n: 50, asked: 0 });
  });

  test("of an endpoint with batches: each goes alone, like a single replay", async () => {
    const batch = { batch: { maxEvents: 10, maxWaitSeconds: 5 } };
    const { endpointId, start } = await aBacklog(3, { deliveryOptions: batch });
    await work(await start());
    expect(await pendingOf(endpointId)).toEqual({ n: 3, asked: 3 });

    // Batches that were asked for while it ran: what cannot go in them is taken back, and queued anew.
    const other = await aBacklog(3);
    const task = await other.start();
    await work(task);
    expect(await pendingOf(other.endpointId)).toEqual({ n: 3, asked: 0 });
    await patchEndpoint(other.ctx, { ...other.place, patch: { deliveryOptions: batch } });
    await work(task);
    expect(await pendingOf(other.endpointId)).toEqual({ n: 3, asked: 3 });
  });
});

describe("an endpoint that is to get nothing now", () => {
  test("paused, has the task wait; resumed, it goes on", async () => {
    const { ctx, place, endpointId, start } = await aBacklog(10);
    await pauseEndpoint(ctx, place);
    const task = await start();
    expect(await work(task)).toMatchObject({
      state: "running",
      waiting: { kind: "endpoint_paused" },
      progress: { left: 10 },
    });
    expect(await pendingOf(endpointId)).toMatchObject({ n: 0 });
    await resumeEndpoint(ctx, { ...place, waiting: "send" });
    expect(await work(task)).toMatchObject({ waiting: null, progress: { queued: 10 } });
    expect(await sendDue(endpointId)).toHaveLength(10);
  });

  test("paused after they were queued, keeps them: claims of a worker leave them alone", async () => {
    const { ctx, place, endpointId, start } = await aBacklog(10);
    await work(await start());
    await pauseEndpoint(ctx, place);
    expect(await sendDue(endpointId)).toEqual([]);
    expect(await pendingOf(endpointId)).toMatchObject({ n: 10 });
  });

  test("behind an open breaker, gets one delivery when it is time for a probe", async () => {
    const { endpointId, start } = await aBacklog(10);
    const set = (state: number, until: string) =>
      pool().query(
        "update endpoint_health set breaker_state = $2, breaker_until = now() + $3::interval where endpoint_id = $1",
        [endpointId, state, until],
      );
    await pool().query("insert into endpoint_health (endpoint_id) values ($1) on conflict do nothing", [endpointId]);
    await set(1, "1 hour");
    const task = await start();
    expect(await work(task)).toMatchObject({ waiting: { kind: "breaker" }, progress: { queued: 0 } });
    await set(1, "-1 second");
    expect(await work(task)).toMatchObject({ progress: { queued: 1, left: 9 } });
    expect(await work(task)).toMatchObject({ progress: { queued: 1, left: 9 } });
    expect(await sendDue(endpointId)).toEqual([]);
    await set(0, "0 seconds");
    expect(await work(task)).toMatchObject({ progress: { queued: 10, left: 0 } });
  });

  test("turned off on the way, pauses the task; nothing is lost, and it goes on when both are on again", async () => {
    const { ctx, place, endpointId, start } = await aBacklog(2_300);
    const task = await start();
    await work(task);
    await sendDue(endpointId, undefined, 300);
    await patchEndpoint(ctx, { ...place, patch: { disabled: true } });
    expect(await work(task)).toMatchObject({
      status: "running",
      state: "paused",
      waiting: { kind: "endpoint_off" },
      progress: { succeeded: 300, queued: 0, left: 2_000, skipped: 0 },
    });
    await patchEndpoint(ctx, { ...place, patch: { disabled: false } });
    await resumeTask(ctx, refOf(task));
    for (let n = 0; n < 4; n++) {
      await work(task);
      await sendDue(endpointId);
    }
    expect(await work(task)).toMatchObject({ state: "finished", progress: { succeeded: 2_300 } });
  });

  test("deleted, ends the task: what is left is not part of it any more", async () => {
    const { ctx, place, start } = await aBacklog(10);
    const task = await start({ startInSeconds: 60 });
    await work(task);
    await deleteEndpoint(ctx, place);
    await pool().query("update background_task set next_at = now()");
    expect(await work(task)).toMatchObject({ state: "finished", progress: { total: 10, skipped: 10 } });
  });
});
