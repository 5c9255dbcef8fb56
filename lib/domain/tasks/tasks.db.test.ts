import { run } from "graphile-worker";
import { expect, test } from "vitest";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";
import { pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { createEndpoint } from "@/lib/domain/endpoints/create.ts";
import { maintainPartitions } from "@/lib/domain/maintenance/partitions.ts";
import { ensureOperationalPlace } from "@/lib/domain/operational-webhooks/application.ts";
import { startReplay } from "@/lib/domain/replays/start.ts";
import { aggregateEventTypes } from "@/lib/domain/statistics/aggregate.ts";
import { cancelTask, patchTask, pauseTask } from "@/lib/domain/tasks/change.ts";
import { getTask } from "@/lib/domain/tasks/get.ts";
import { listTasks } from "@/lib/domain/tasks/list.ts";
import { resumeTasksUnscoped } from "@/lib/domain/tasks/run.ts";
import { MAX_OPEN_TASKS } from "@/lib/domain/tasks/start.ts";
import { anApiKey } from "@/lib/testing/access.ts";
import { callApi } from "@/lib/testing/api.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { work } from "@/lib/testing/tasks.ts";
import { anEndpoint, aStaff, aTenant, RECEIVER_URL, uuidOf } from "@/lib/testing/tenants.ts";
import { workerPreset } from "@/worker/preset.ts";
import { createBackgroundTask } from "@/worker/tasks/background-task.ts";

useDatabase();

const HOUR = 3_600_000;
const since = () => new Date(Date.now() - HOUR).toISOString();

async function aPlace() {
  const tenant = await aTenant();
  const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId);
  const place = { applicationId: tenant.applicationId, endpointId };
  const recover = (by: Context = tenant.ctx, body: object = {}) =>
    startReplay(by, { kind: "endpoint.recover", ...place, body: { since: since(), ...body } });
  return { ...tenant, endpointId, place, recover };
}
const refOf = (task: { id: string }) => ({ taskId: uuidOf("task", task.id) });
const idsOf = ({ data }: { data: BackgroundTaskOut[] }) => data.map(({ id }) => id);
const NEWEST = { limit: 50, order: "descending" } as const;

test("a task is started with its job or not at all, and is written down", async () => {
  const { ctx, place, recover } = await aPlace();
  const { id } = await recover(ctx, { name: "Again" });
  const jobs = await pool().query("select payload from graphile_worker._private_jobs where key = $1", [
    `task:${refOf({ id }).taskId}`,
  ]);
  expect(jobs.rows).toEqual([{ payload: { taskId: refOf({ id }).taskId } }]);
  const audit = await pool().query("select action, change from audit_log where object_id = $1", [id]);
  expect(audit.rows).toMatchObject([{ action: "background_task.started", change: { task: "endpoint.recover" } }]);
  await pool().query("alter table audit_log add constraint stop check (action <> 'background_task.started') not valid");
  await expect(recover()).rejects.toThrow();
  await pool().query("alter table audit_log drop constraint stop");
  const { rows } = await pool().query("select 1 from background_task where endpoint_id = $1", [place.endpointId]);
  expect(rows).toHaveLength(1);
});

test("who may see a task: its customer, its operator, staff; nobody else", async () => {
  const [mine, other] = [await aPlace(), await aPlace()];
  const task = await mine.recover(mine.customer);
  const stats = await aggregateEventTypes(mine.ctx);
  const ref = refOf(task);
  for (const ctx of [mine.customer, mine.ctx, aStaff("viewer")]) expect((await getTask(ctx, ref)).id).toBe(task.id);
  for (const ctx of [other.customer, other.ctx]) {
    await expect(getTask(ctx, ref)).rejects.toMatchObject({ code: "not_found" });
    await expect(cancelTask(ctx, ref)).rejects.toMatchObject({ code: "not_found" });
    expect(idsOf(await listTasks(ctx, NEWEST))).toEqual([]);
  }
  expect(idsOf(await listTasks(mine.customer, NEWEST))).toEqual([task.id]);
  expect(idsOf(await listTasks(mine.ctx, NEWEST))).toEqual([stats.id, task.id]);
  await expect(getTask(mine.customer, refOf(stats))).rejects.toMatchObject({ code: "not_found" });
  await expect(pauseTask(aStaff("viewer"), ref)).rejects.toMatchObject({ code: "insufficient access" });
  await expect(pauseTask(mine.ctx, refOf(stats))).rejects.toMatchObject({ code: "conflict" });
  const renamed = await patchTask(mine.customer, { ...ref, patch: { name: "Mine" } });
  expect(renamed).toMatchObject({ name: "Mine", requestedBy: "customer" });
  await expect(patchTask(mine.ctx, { ...refOf(stats), patch: { ratePerSecond: 5 } })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("a customer is not told which member of staff, or which key, started a task", async () => {
  const { ctx, customer, recover } = await aPlace();
  const support = aStaff("support");
  for (const by of [support, ctx]) {
    const ref = refOf(await recover(by));
    expect((await getTask(by, ref)).requestedBy).toBe(by.actor.label);
    const renamed = await patchTask(customer, { ...ref, patch: { name: "Ours" } });
    const shown = [renamed, await getTask(customer, ref), ...(await listTasks(customer, NEWEST)).data];
    expect(new Set(shown.map(({ requestedBy }) => requestedBy))).toEqual(new Set(["Somebody else"]));
  }
});

test("a key of one application finds the tasks of that one, and no others", async () => {
  const mine = await aPlace();
  const second = await anEndpoint(mine.ctx, mine.applicationId);
  expect(second.endpointId).not.toBe(mine.endpointId);
  const { token, id } = await anApiKey(mine.organizationId);
  await pool().query("update api_key set application_id = $2 where id = $1", [
    uuidOf("apiKey", id),
    mine.applicationId,
  ]);
  const task = await mine.recover();
  const stats = await aggregateEventTypes(mine.ctx);
  const list = await callApi("GET /background-task", { token });
  expect(idsOf(list.json)).toEqual([task.id]);
  expect((await callApi(`GET /background-task/${task.id}`, { token })).status).toBe(200);
  expect((await callApi(`GET /background-task/${stats.id}`, { token })).status).toBe(404);
  expect((await callApi("PUT /stats/usage/event-types", { token })).status).toBe(403);
});

test("the list is filtered by status and kind", async () => {
  const { ctx, recover } = await aPlace();
  const [running, finished, canceled] = [await recover(), await recover(), await recover()];
  await work(finished);
  await cancelTask(ctx, refOf(canceled));
  const list = async (filter: object) => idsOf(await listTasks(ctx, { ...NEWEST, ...filter }));
  expect(await list({ status: "running" })).toEqual([running.id]);
  expect(await list({ status: "finished" })).toEqual([finished.id]);
  expect(await list({ status: "failed" })).toEqual([canceled.id]);
  expect(await list({ task: "endpoint.recover" })).toHaveLength(3);
  expect(await list({ task: "message.broadcast" })).toEqual([]);
  expect(await list({ order: "ascending" })).toEqual([running.id, finished.id, canceled.id]);
});

test("no more than twenty of an application are under way, however many start at once", async () => {
  const { recover } = await aPlace();
  const started = await Promise.allSettled(Array.from({ length: MAX_OPEN_TASKS + 5 }, () => recover()));
  expect(started.filter(({ status }) => status === "fulfilled")).toHaveLength(MAX_OPEN_TASKS);
  const refused = started.find(({ status }) => status === "rejected");
  expect(refused).toMatchObject({ reason: { code: "limit_reached" } });
});

test("the operator is told once that a task has ended, and how", async () => {
  const { ctx, recover } = await aPlace();
  const { ctx: within, applicationId } = await ensureOperationalPlace(ctx);
  const endpoint = { url: RECEIVER_URL, description: "", disabled: false, metadata: {} };
  await createEndpoint(within, { applicationId, endpoint });
  const [finished, canceled] = [await recover(), await recover()];
  await work(finished);
  await work(finished);
  await cancelTask(ctx, refOf(canceled));
  await cancelTask(ctx, refOf(canceled));
  const { rows } = await pool().query<{ payload: string }>(
    "select payload from posthorn.outbox where event_type = 'background_task.finished' order by position",
  );
  const data = { task: "endpoint.recover", data: { messagesSent: 0 } };
  expect(rows.map(({ payload }) => JSON.parse(payload))).toEqual([
    { type: "background_task.finished", data: { taskId: finished.id, status: "finished", ...data } },
    { type: "background_task.finished", data: { taskId: canceled.id, status: "failed", ...data } },
  ]);
});

test("the queue works on tasks, in as many jobs as it takes; one that was lost is made again", async () => {
  const { place, recover, ctx } = await aPlace();
  for (let n = 0; n < 3; n++) await aDelivery({ ...place, state: "failed", payload: null });
  const tasks = [await recover(), await recover()];
  await pool().query("select graphile_worker.remove_job($1)", [`task:${refOf({ id: tasks[0]?.id ?? "" }).taskId}`]);
  await resumeTasksUnscoped();
  const taskList = { background_task: createBackgroundTask(() => true) };
  const runner = await run({ preset: workerPreset(), taskList, noHandleSignals: true });
  for (const task of tasks) {
    await expect.poll(async () => (await getTask(ctx, refOf(task))).state, { timeout: 15_000 }).toBe("finished");
  }
  await runner.stop();
});

test("what is over is kept for 90 days, what it was to send for one", async () => {
  const { ctx, place, recover } = await aPlace();
  const { deliveryId } = await aDelivery({ ...place, state: "failed" });
  const task = await recover(ctx, { startInSeconds: 600 });
  await work(task);
  await cancelTask(ctx, refOf(task));
  const items = () => pool().query("select 1 from background_task_item where delivery_id = $1", [deliveryId]);
  const over = (days: number) =>
    pool().query("update background_task set finished_at = now() - $2 * interval '1 day' where id = $1", [
      refOf(task).taskId,
      days,
    ]);
  await maintainPartitions();
  expect((await items()).rows).toHaveLength(1);
  await over(2);
  await maintainPartitions();
  expect((await items()).rows).toHaveLength(0);
  expect((await getTask(ctx, refOf(task))).state).toBe("canceled");
  await over(91);
  await maintainPartitions();
  await expect(getTask(ctx, refOf(task))).rejects.toMatchObject({ code: "not_found" });
});
