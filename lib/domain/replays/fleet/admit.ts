import { GUARDS, guardsOf, isCountConfirmed } from "@/lib/contract/replay-guards.ts";
import type { Tx } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type FleetRow, readFleetUnscoped, requesterOf } from "@/lib/domain/replays/fleet/row.ts";
import { sizeOf } from "@/lib/domain/replays/fleet/shares.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { pauseFor } from "@/lib/domain/tasks/pause-for.ts";
import type { Ask, TaskRow } from "@/lib/domain/tasks/row.ts";
import { formatId } from "@/lib/ids.ts";

type Task = Pick<TaskRow, "id" | "organization_id" | "requested_by">;

/**
 * The guard rails, once it is known what a replay is to send and before the first of it goes. It is paused for what is missing;
 * when nothing is, each application that it touches is told in its own log.
 * @returns what it waits for
 */
export async function admitFleet(tx: Tx, task: Task): Promise<Ask | null> {
  const fleet = await readFleetUnscoped(tx, task.id);
  if (!fleet) return null;
  const size = await sizeOf(tx, task.id);
  const missing = missingOf(fleet, size);
  if (missing === null) await tellApplications(tx, task, fleet);
  else await pauseFor(tx, task.id, missing);
  if (missing === "approval") {
    await ask(
      tx,
      "update fleet_replay set approval_until = now() + $2::int * interval '1 hour' where task_id = $1::uuid and approval_until is null",
      [task.id, GUARDS.approvalHours],
    );
  }
  return missing;
}

function missingOf(fleet: FleetRow, size: { deliveries: number; customers: number }): Ask | null {
  const { count, secondPerson } = guardsOf(size);
  if (count && !isCountConfirmed(fleet.confirmed_count, size.deliveries)) return "confirmation";
  return secondPerson && fleet.approved_by === null ? "approval" : null;
}

async function tellApplications(tx: Tx, task: Task, fleet: FleetRow): Promise<void> {
  const ctx = requesterOf({
    label: task.requested_by,
    id: fleet.requested_by_id,
    organizationId: task.organization_id,
  });
  const rows = await ask<{ application_id: string; n: number }>(
    tx,
    "select application_id, sum(total)::int as n from fleet_replay_share where task_id = $1::uuid group by 1 order by 1",
    [task.id],
  );
  for (const { application_id: applicationId, n } of rows) {
    await recordAudit(ctx, tx, {
      action: "background_task.started",
      applicationId,
      objectKind: "background_task",
      objectId: formatId("task", task.id),
      change: { acrossApplications: true, deliveries: n },
    });
  }
}
