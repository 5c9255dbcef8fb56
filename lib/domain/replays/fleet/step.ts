import { GUARDS, isFailing } from "@/lib/contract/replay-guards.ts";
import type { Tx } from "@/lib/db.ts";
import { admitFleet } from "@/lib/domain/replays/fleet/admit.ts";
import { collectFleet } from "@/lib/domain/replays/fleet/collect.ts";
import { feedFleet } from "@/lib/domain/replays/fleet/feed.ts";
import { type FleetRow, readFleetUnscoped } from "@/lib/domain/replays/fleet/row.ts";
import { writeShares } from "@/lib/domain/replays/fleet/shares.ts";
import { settleItems } from "@/lib/domain/replays/settle.ts";
import { takeBackQueued } from "@/lib/domain/replays/take-back.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { finishTask } from "@/lib/domain/tasks/finish.ts";
import { markPrepared } from "@/lib/domain/tasks/mark-prepared.ts";
import { pauseFor } from "@/lib/domain/tasks/pause-for.ts";
import { leftOf, lockTaskUnscoped, type TaskRow } from "@/lib/domain/tasks/row.ts";

const LOOK_MS = 500;
const WAIT_MS = 3_000;

/**
 * One commit of a replay across applications, like that of any other, with guard rails between writing down and sending:
 * ```
 * collect, application by application ─► count typed? second person? ─► the first hundred ─► half of them delivered? ─► the rest
 *                                              paused until then                                 paused until then
 * ```
 */
export async function fleetStep(tx: Tx, task: TaskRow): Promise<number | null> {
  const fleet = await readFleetUnscoped(tx, task.id);
  if (!fleet || (task.state !== "running" && task.state !== "paused" && task.state !== "canceled")) return null;
  if (task.state === "running" && !task.prepared) return prepare(tx, task, fleet);

  const settled = await settleItems(tx, task);
  const now = (await lockTaskUnscoped(tx, task.id)) ?? task;
  if (now.state !== "running") return now.queued > 0 ? LOOK_MS : null;
  if (now.queued === 0 && leftOf(now) === 0) {
    await finishTask(tx, task.id, { state: "finished" });
    return null;
  }
  if (!fleet.is_trusted && !(await judgeSample(tx, now))) return LOOK_MS;
  const { moved, waitsFor, goInMs } = await feedFleet(tx, now, await fresh(tx, now, fleet));
  if (moved) return 0;
  if (waitsFor === "endpoint_off") {
    await pauseFor(tx, task.id, waitsFor);
    return null;
  }
  await ask(tx, "update background_task set waits_for = $2 where id = $1::uuid and waits_for is distinct from $2", [
    task.id,
    waitsFor,
  ]);
  const lookMs = now.queued > 0 || settled > 0 ? LOOK_MS : WAIT_MS;
  return goInMs === null || goInMs <= 0 ? lookMs : Math.min(goInMs, lookMs);
}

async function prepare(tx: Tx, task: TaskRow, fleet: FleetRow): Promise<number | null> {
  if (!(await collectFleet(tx, task, fleet))) return 0;
  await markPrepared(tx, task.id);
  await writeShares(tx, task.id);
  return (await admitFleet(tx, task)) === null ? 0 : null;
}

/** Of the first so many half must have been delivered. @returns whether it may go on */
async function judgeSample(tx: Tx, task: TaskRow): Promise<boolean> {
  const { succeeded, failed } = task;
  const sample = Math.min(GUARDS.sample, task.total - task.skipped);
  if (isFailing({ sample, failed }) && leftOf(task) > 0) {
    await pauseFor(tx, task.id, "failing");
    await takeBackQueued(tx, task.id);
    return false;
  }
  if (succeeded + failed >= sample)
    await ask(tx, "update fleet_replay set is_trusted = true where task_id = $1::uuid", [task.id]);
  return true;
}

const fresh = async (tx: Tx, task: TaskRow, before: FleetRow): Promise<FleetRow> =>
  before.is_trusted ? before : ((await readFleetUnscoped(tx, task.id)) ?? before);
