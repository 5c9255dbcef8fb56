import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";
import { type ClaimedDelivery, claimDeliveries } from "@/lib/domain/deliveries/claim.ts";
import { createRecorder, type RecordedAttempt } from "@/lib/domain/deliveries/record.ts";
import { getTask } from "@/lib/domain/tasks/get.ts";
import { runTaskUnscoped } from "@/lib/domain/tasks/run.ts";
import { SYSTEM } from "@/lib/testing/access.ts";
import { attemptOf, success } from "@/lib/testing/pipeline.ts";
import { uuidOf } from "@/lib/testing/tenants.ts";

const recorder = createRecorder();

/** Goes on with a task as its job does, for as long as something moves. */
export async function work(task: { id: string }): Promise<BackgroundTaskOut> {
  const taskId = uuidOf("task", task.id);
  await runTaskUnscoped({ taskId, isOver: () => false });
  return getTask(SYSTEM, { taskId });
}

/** As the worker judges the one try of a replay that failed. */
export function failedReplay(d: ClaimedDelivery): Partial<RecordedAttempt> {
  return d.return_status === null
    ? { trigger: 1, nextStatus: 0, delayMs: 0, nextAt: d.retry_at }
    : { trigger: 1, nextStatus: d.return_status, delayMs: null };
}

/** Takes what is due of an endpoint and records an outcome of each. @returns what was tried, oldest claim first */
export async function sendDue(
  endpointId: string,
  outcome: (d: ClaimedDelivery) => Partial<RecordedAttempt> = () => success,
  limit = 1_000,
): Promise<ClaimedDelivery[]> {
  const { deliveries } = await claimDeliveries([{ endpointId, limit }], { leaseMs: 30_000, marginMs: 15_000 });
  await Promise.all(deliveries.map((d) => recorder.record(attemptOf(d, outcome(d)))));
  return deliveries;
}
