import type { BackgroundTask } from "@/generated/prisma/client.ts";
import type { TaskKind } from "@/lib/contract/background-task.ts";
import type { Tx } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, organizationForNew } from "@/lib/domain/context.ts";
import { actorIdOf } from "@/lib/domain/tasks/actor-id.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { ProblemError } from "@/lib/errors.ts";
import { formatId, newUuid } from "@/lib/ids.ts";
import { enqueue } from "@/lib/queue.ts";

/** So many tasks of one application, or of an organization as a whole, may be under way. */
export const MAX_OPEN_TASKS = 20;

export interface TaskStart {
  kind: TaskKind;
  applicationId: string | null;
  endpointId?: string;
  scope: object;
  name?: string | null | undefined;
  ratePerSecond?: number | null | undefined;
  startInSeconds?: number | null | undefined;
  /** For the audit log. */
  reason?: string;
}

/** The job of a task: whoever enqueues it again moves the one that waits. */
export const taskJobKey = (taskId: string) => `task:${taskId}`;

/**
 * Writes a task down and enqueues its job, in one commit.
 * @throws ProblemError `limit_reached` when too many are under way
 */
export async function startTask(ctx: Context, tx: Tx, start: TaskStart): Promise<BackgroundTask> {
  const organizationId = await organizationOfTask(ctx, tx, start.applicationId);
  await requireRoom(tx, organizationId, start.applicationId);
  const id = newUuid();
  // Times are the database's: what it is to find is compared with them.
  await tx.$executeRaw`
    insert into background_task (id, organization_id, application_id, endpoint_id, kind, name, scope, rate_per_second, requested_by, requested_by_id, next_at)
    values (${id}::uuid, ${organizationId}, ${start.applicationId}::uuid, ${start.endpointId ?? null}::uuid, ${start.kind}, ${start.name ?? null},
      ${JSON.stringify(start.scope)}::jsonb, ${start.ratePerSecond ?? null}::integer, ${ctx.actor.label}, ${actorIdOf(ctx)},
      now() + ${start.startInSeconds ?? 0}::integer * interval '1 second')`;
  await recordAudit(ctx, tx, {
    action: "background_task.started",
    applicationId: start.applicationId,
    objectKind: "background_task",
    objectId: formatId("task", id),
    change: { task: start.kind, scope: start.scope, ...(start.reason ? { reason: start.reason } : {}) },
  });
  await enqueue(tx, "background_task", { taskId: id }, { jobKey: taskJobKey(id) });
  return tx.backgroundTask.findUniqueOrThrow({ where: { id } });
}

/** Staff act on whatever organization the application is of. */
async function organizationOfTask(ctx: Context, tx: Tx, applicationId: string | null): Promise<string> {
  if (applicationId === null) return organizationForNew(ctx);
  const { organizationId } = await tx.application.findUniqueOrThrow({ where: { id: applicationId } });
  return organizationId;
}

async function requireRoom(tx: Tx, organizationId: string, applicationId: string | null): Promise<void> {
  // Two that start at once are counted one after the other.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`tasks ${applicationId ?? organizationId}`}, 0))`;
  const [row] = await ask<{ n: number }>(
    tx,
    `select count(*)::integer as n from background_task
     where state in ('running', 'paused') and organization_id = $1 and application_id is not distinct from $2::uuid`,
    [organizationId, applicationId],
  );
  if ((row?.n ?? 0) >= MAX_OPEN_TASKS) {
    throw new ProblemError("limit_reached", `${MAX_OPEN_TASKS} tasks are under way; wait for one, or cancel one.`);
  }
}
