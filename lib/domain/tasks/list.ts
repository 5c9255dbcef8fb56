import type { Prisma } from "@/generated/prisma/client.ts";
import type { BackgroundTaskOut, TASK_STATUSES } from "@/lib/contract/background-task.ts";
import type { Page } from "@/lib/contract/common.ts";
import { db } from "@/lib/db.ts";
import { type Context, requireStaffRole } from "@/lib/domain/context.ts";
import { idScan, type ListOrder, pageOf, parseIterator } from "@/lib/domain/list.ts";
import { visibleTasks } from "@/lib/domain/tasks/scope.ts";
import { toTaskOutFor } from "@/lib/domain/tasks/to-out.ts";
import { formatId } from "@/lib/ids.ts";

const STATES: Record<(typeof TASK_STATUSES)[number], string[]> = {
  running: ["running", "paused"],
  finished: ["finished"],
  failed: ["failed", "canceled"],
};

/** The tasks that the actor may see. */
export async function listTasks(
  ctx: Context,
  input: {
    limit: number;
    iterator?: string | undefined;
    order: ListOrder;
    status?: (typeof TASK_STATUSES)[number] | undefined;
    task?: string | undefined;
    replays?: boolean | undefined;
    applicationId?: string | undefined;
  },
): Promise<Page<BackgroundTaskOut>> {
  requireStaffRole(ctx, "viewer");
  const position = parseIterator("task", input.iterator);
  const scan = idScan(input.order, position, input.limit);
  const filter: Prisma.BackgroundTaskWhereInput = {
    ...(input.status ? { state: { in: STATES[input.status] } } : {}),
    ...(input.task ? { kind: input.task } : {}),
    ...(input.applicationId ? { applicationId: input.applicationId } : {}),
  };
  const kinds: Prisma.BackgroundTaskWhereInput = input.replays ? { kind: { startsWith: "endpoint." } } : {};
  const rows = await (ctx.tx ?? db()).backgroundTask.findMany({
    ...scan,
    where: { AND: [visibleTasks(ctx), filter, kinds, scan.where] },
  });
  return pageOf(rows, {
    limit: input.limit,
    iterator: position,
    toOut: (row) => toTaskOutFor(ctx, row),
    idOf: (row) => formatId("task", row.id),
  });
}
