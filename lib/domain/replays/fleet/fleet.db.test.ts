import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { FleetReplayIn } from "@/lib/contract/fleet-replay.ts";
import { db, pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { approveFleetReplay, confirmFleetReplay, refuseFleetReplay } from "@/lib/domain/replays/fleet/decide.ts";
import { getFleetReplay } from "@/lib/domain/replays/fleet/get.ts";
import { listFleetReplays } from "@/lib/domain/replays/fleet/list.ts";
import { previewFleetReplay } from "@/lib/domain/replays/fleet/preview.ts";
import { startFleetReplay } from "@/lib/domain/replays/fleet/start.ts";
import { cancelTask, pauseTask, resumeTask } from "@/lib/domain/tasks/change.ts";
import { resumeTasksUnscoped } from "@/lib/domain/tasks/run.ts";
import { anApplication } from "@/lib/testing/access.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { failedReplay, sendDue, work } from "@/lib/testing/tasks.ts";
import { aCustomer, anEndpoint, anOperator, aStaff, uuidOf } from "@/lib/testing/tenants.ts";

useDatabase();

const HOUR = 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

/** A customer with so many failures of an hour ago. */
async function aBacklog(ctx: Context, failures: number, eventType = "invoice.paid") {
  const { id, uuid: applicationId } = await anApplication(ctx, `Customer ${randomUUID()}`);
  const { endpoint, endpointId } = await anEndpoint(ctx, applicationId);
  const { messageId } = await aDelivery({ applicationId, endpointId, state: "delivered" });
  await pool().query(
    `insert into delivery_history (id, status, application_id, endpoint_id, message_id, event_type, attempt_count, rail, last_cause, finished_at, reason)
     select (left(uuid_v7_floor(now() - interval '1 hour' + n * interval '1 ms')::text, 14) || '7' || right(gen_random_uuid()::text, 21))::uuid,
       2, $1, $2, $3, $5, 3, '{4}', 17, now() - interval '30 minutes', 8
     from generate_series(1, $4::int) as n`,
    [applicationId, endpointId, messageId, failures, eventType],
  );
  return { id, applicationId, endpoint, endpointId };
}

const wish = (body: Partial<FleetReplayIn> = {}): FleetReplayIn => ({ since: ago(2 * HOUR), what: "failed", ...body });
const refOf = (task: { id: string }) => ({ taskId: uuidOf("task", task.id) });
const activityOf = (applicationId: string) =>
  db().auditLog.findMany({ where: { applicationId, objectKind: "background_task" } });

/** Sends what is due everywhere, step by step, until nothing moves. */
async function drain(task: { id: string }, endpointIds: string[], outcome?: Parameters<typeof sendDue>[1]) {
  const sent: string[] = [];
  for (let idle = 0; idle < 3; ) {
    // The pace is the clock's: here it is put forward.
    await pool().query("update fleet_replay_share set next_at = now() where task_id = $1", [refOf(task).taskId]);
    await work(task);
    const due = (await Promise.all(endpointIds.map((id) => sendDue(id, outcome)))).flat();
    sent.push(...due.map(({ id }) => id));
    idle = due.length === 0 ? idle + 1 : 0;
  }
  await work(task);
  return sent;
}

describe("a replay across customers", () => {
  test("waits until somebody types how many it is, and then tells each customer's own log", async () => {
    const ctx = anOperator();
    const [one, two] = [await aBacklog(ctx, 12), await aBacklog(ctx, 5)];
    const other = await aBacklog(anOperator(), 3);
    expect(await previewFleetReplay(ctx, wish())).toMatchObject({
      deliveries: 17,
      customers: 2,
      exact: true,
      byApplication: [
        { applicationId: one.id, count: 12 },
        { applicationId: two.id, count: 5 },
      ],
      byEndpoint: [{ count: 12 }, { count: 5 }],
      needs: { count: true, secondPerson: false, role: "support" },
      seconds: 3,
    });
    const task = await startFleetReplay(ctx, wish());
    expect(await work(task)).toMatchObject({ state: "paused", waiting: { kind: "confirmation" } });
    expect(await activityOf(one.applicationId)).toEqual([]);
    await expect(resumeTask(ctx, refOf(task))).rejects.toMatchObject({ code: "conflict" });
    const typed = { ...refOf(task), reason: "After the outage" };
    await expect(confirmFleetReplay(ctx, { ...typed, count: 16 })).rejects.toMatchObject({ code: "validation" });
    expect(await confirmFleetReplay(ctx, { ...typed, count: 17 })).toMatchObject({ asks: null, customerCount: 2 });
    expect(await activityOf(one.applicationId)).toMatchObject([
      { action: "background_task.started", change: { acrossApplications: true, deliveries: 12 } },
    ]);
    const sent = await drain(task, [one.endpointId, two.endpointId, other.endpointId]);
    expect(new Set(sent).size).toBe(17);
    expect(sent).toHaveLength(17);
    expect(await getFleetReplay(ctx, refOf(task))).toMatchObject({
      state: "finished",
      progress: { total: 17, succeeded: 17, left: 0 },
      customers: [
        { applicationId: one.id, total: 12, succeeded: 12, left: 0 },
        { applicationId: two.id, total: 5, succeeded: 5, left: 0 },
      ],
    });
  });

  test("sends each endpoint no more than its rate, the oldest first", async () => {
    const ctx = anOperator();
    const [one, two] = [await aBacklog(ctx, 60), await aBacklog(ctx, 60)];
    const body = wish({ ratePerEndpoint: 8, confirmedCount: 120, reason: "After the outage" });
    const task = await startFleetReplay(ctx, body);
    await work(task);
    for (const { endpointId } of [one, two]) {
      const { rows } = await pool().query<{ id: string }>(
        "select id from delivery_pending where endpoint_id = $1 order by id",
        [endpointId],
      );
      expect(rows).toHaveLength(2);
      const older = await pool().query(
        "select 1 from delivery_history where endpoint_id = $1 and status = 2 and id < $2",
        [endpointId, rows[0]?.id],
      );
      expect(older.rowCount).toBe(0);
    }
    const { rows } = await pool().query(
      `select extract(epoch from s.next_at - t.updated_at)::float8 as seconds from fleet_replay_share s
       join background_task t on t.id = s.task_id where s.task_id = $1 order by s.next_at`,
      [refOf(task).taskId],
    );
    expect(rows).toEqual([{ seconds: 0.25 }, { seconds: 0.25 }]);
    await cancelTask(ctx, refOf(task));
  });

  test("leaves out what is excluded, off, or of another type, and what fails after its start", async () => {
    const ctx = anOperator();
    const [wanted, excluded, off] = [await aBacklog(ctx, 4), await aBacklog(ctx, 4), await aBacklog(ctx, 4)];
    const type = await aBacklog(ctx, 4, "order.placed");
    await patchEndpoint(ctx, {
      applicationId: off.applicationId,
      endpointId: off.endpointId,
      patch: { disabled: true },
    });
    const body = wish({ eventTypes: ["invoice.*"], excludedApplicationIds: [excluded.id], endpointIds: null });
    expect(await previewFleetReplay(ctx, body)).toMatchObject({ deliveries: 4, turnedOff: 4, customers: 1 });
    const task = await startFleetReplay(ctx, body);
    await pool().query(
      `insert into delivery_history (id, status, application_id, endpoint_id, message_id, event_type, attempt_count, rail, finished_at)
       select uuid_v7(), 2, application_id, endpoint_id, message_id, event_type, 1, '{4}', now() from delivery_history where endpoint_id = $1 limit 1`,
      [wanted.endpointId],
    );
    const all = [wanted, excluded, off, type].map(({ endpointId }) => endpointId);
    expect(await drain(task, all)).toHaveLength(4);
    expect(await getFleetReplay(ctx, refOf(task))).toMatchObject({ state: "finished", customerCount: 1 });
    await expect(startFleetReplay(ctx, wish({ applicationIds: ["app_of_nobody"] }))).rejects.toMatchObject({
      code: "validation",
    });
  });

  test("stops and asks when fewer than half of the first hundred succeed, and goes on when told so", async () => {
    const ctx = anOperator();
    const { endpointId } = await aBacklog(ctx, 150);
    const task = await startFleetReplay(ctx, wish({ ratePerEndpoint: 1_000 }));
    const refuse = (d: Parameters<typeof failedReplay>[0]) => ({ ...failedReplay(d), causeCode: 17 });
    const first = await drain(task, [endpointId], refuse);
    expect(first.length).toBeLessThanOrEqual(100);
    expect(await getFleetReplay(ctx, refOf(task))).toMatchObject({ state: "paused", asks: "failing" });
    await pool().query("update endpoint_health set breaker_state = 0 where endpoint_id = $1", [endpointId]);
    await resumeTask(ctx, refOf(task));
    const rest = await drain(task, [endpointId]);
    expect(new Set([...first, ...rest]).size).toBe(150);
    expect(await getFleetReplay(ctx, refOf(task))).toMatchObject({
      state: "finished",
      progress: { total: 150, failed: first.length, succeeded: rest.length },
    });
    const again = wish({ what: null, failedAgainOf: task.id });
    expect(await previewFleetReplay(ctx, again)).toMatchObject({ deliveries: first.length });
  });

  test("pauses and cancels as any other, and nothing of what is left has changed", async () => {
    const ctx = anOperator();
    const [one, two] = [await aBacklog(ctx, 40), await aBacklog(ctx, 40)];
    const task = await startFleetReplay(ctx, wish({ ratePerEndpoint: 40, confirmedCount: 80, reason: "Outage" }));
    await work(task);
    await sendDue(one.endpointId);
    expect(await pauseTask(ctx, refOf(task))).toMatchObject({ state: "paused", progress: { queued: 10 } });
    await work(task);
    expect(await cancelTask(ctx, refOf(task))).toMatchObject({
      state: "canceled",
      progress: { succeeded: 10, left: 70 },
    });
    const { rows } = await pool().query(
      "select count(*)::int as n from delivery_history where endpoint_id = any ($1) and status = 2 and finished_at < now() - interval '29 minutes'",
      [[one.endpointId, two.endpointId]],
    );
    expect(rows).toEqual([{ n: 70 }]);
  });
});

describe("who may do it", () => {
  test("support sends up to ten thousand, engineers more, and above a hundred thousand a second one approves", async () => {
    const ctx = anOperator();
    const { id } = await aBacklog(ctx, 100_001);
    const [support, engineer, second] = [aStaff("support"), aStaff("engineer"), aStaff("engineer")];
    const body = wish({ applicationIds: [id], reason: "Outage" });
    await expect(startFleetReplay(support, { ...body, confirmedCount: 100_001 })).rejects.toMatchObject({
      code: "insufficient access",
    });
    const task = await startFleetReplay(support, body);
    expect(await work(task)).toMatchObject({ state: "paused", waiting: { kind: "confirmation" } });
    const typed = { ...refOf(task), count: 100_001, reason: "Outage" };
    await expect(confirmFleetReplay(support, typed)).rejects.toMatchObject({ code: "insufficient access" });
    expect(await confirmFleetReplay(engineer, typed)).toMatchObject({ asks: "approval", mayApprove: false });

    await expect(resumeTask(second, refOf(task))).rejects.toMatchObject({ code: "conflict" });
    for (const nobody of [engineer, support, ctx])
      await expect(async () => approveFleetReplay(nobody, refOf(task))).rejects.toMatchObject({
        code: "insufficient access",
      });
    expect(await getFleetReplay(second, refOf(task))).toMatchObject({ mayApprove: true });
    expect(await approveFleetReplay(second, refOf(task))).toMatchObject({ state: "running", asks: null });
    await cancelTask(engineer, refOf(task));

    const late = await startFleetReplay(engineer, { ...body, confirmedCount: 100_001 });
    await work(late);
    await pool().query("update fleet_replay set approval_until = now() - interval '1 second' where task_id = $1", [
      refOf(late).taskId,
    ]);
    await expect(approveFleetReplay(second, refOf(late))).rejects.toMatchObject({ code: "conflict" });
    await resumeTasksUnscoped();
    expect(await getFleetReplay(second, refOf(late))).toMatchObject({ state: "failed", progress: { succeeded: 0 } });
    await expect(refuseFleetReplay(second, refOf(late))).rejects.toMatchObject({ code: "conflict" });
  }, 60_000);

  test("one of another organization, and one of a customer, is not found", async () => {
    const ctx = anOperator();
    const { applicationId } = await aBacklog(ctx, 1);
    const task = await startFleetReplay(ctx, wish());
    const stranger = anOperator();
    const customer = aCustomer(applicationId, { organizationId: ctx.organizationId });
    await expect(getFleetReplay(stranger, refOf(task))).rejects.toMatchObject({ code: "not_found" });
    await expect(getFleetReplay(customer, refOf(task))).rejects.toMatchObject({ code: "insufficient access" });
    await expect(cancelTask(customer, refOf(task))).rejects.toMatchObject({ code: "not_found" });
    expect((await listFleetReplays(stranger, { limit: 50, order: "descending" })).data).toEqual([]);
    expect((await listFleetReplays(ctx, { limit: 50, order: "descending", open: true })).data).toMatchObject([
      { id: task.id },
    ]);
    expect((await previewFleetReplay(stranger, wish())).deliveries).toBe(0);
  });
});
