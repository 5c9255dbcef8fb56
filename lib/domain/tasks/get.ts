import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";
import { db } from "@/lib/db.ts";
import { type Context, requireStaffRole } from "@/lib/domain/context.ts";
import { visibleTasks } from "@/lib/domain/tasks/scope.ts";
import { toTaskOutFor } from "@/lib/domain/tasks/to-out.ts";
import { NotFound } from "@/lib/errors.ts";

/** @throws NotFound when the actor may see no task of this id. */
export async function getTask(ctx: Context, input: { taskId: string }): Promise<BackgroundTaskOut> {
  requireStaffRole(ctx, "viewer");
  const row = await (ctx.tx ?? db()).backgroundTask.findFirst({ where: { ...visibleTasks(ctx), id: input.taskId } });
  if (!row) throw new NotFound();
  return toTaskOutFor(ctx, row);
}
