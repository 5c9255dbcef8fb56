import type { Tx } from "@/lib/db.ts";
import { collectChunk } from "@/lib/domain/replays/collect.ts";
import { nextApplications } from "@/lib/domain/replays/fleet/next-application.ts";
import type { FleetRow } from "@/lib/domain/replays/fleet/row.ts";
import { ReplayScope } from "@/lib/domain/replays/scope.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import type { TaskRow } from "@/lib/domain/tasks/row.ts";

/** Whoever replays for others does not find out that one of them has turned an endpoint off: it is left out, and not waited for. */
const IS_ON = "not off";

/**
 * Writes down the next chunk: application by application, each log along its own index. An application that is made while this
 * goes on has nothing from before the start.
 * @returns whether there is no more
 */
export async function collectFleet(tx: Tx, task: TaskRow, fleet: FleetRow): Promise<boolean> {
  if (fleet.reading_id === null) return !(await readNext(tx, task, fleet));
  const isLast = await collectChunk(tx, { ...task, application_id: fleet.reading_id }, IS_ON);
  return isLast && !(await readNext(tx, task, fleet));
}

async function readNext(tx: Tx, task: TaskRow, fleet: FleetRow): Promise<boolean> {
  const { sql, values } = nextApplications({
    scope: ReplayScope.parse(task.scope),
    organizationId: fleet.organization_id,
    afterId: fleet.reading_id,
    limit: 1,
  });
  const [next] = await ask<{ id: string }>(tx, sql, values);
  if (!next) return false;
  await ask(tx, "update fleet_replay set reading_id = $2::uuid where task_id = $1::uuid", [task.id, next.id]);
  await ask(tx, "update background_task set cursor = null where id = $1::uuid", [task.id]);
  return true;
}
