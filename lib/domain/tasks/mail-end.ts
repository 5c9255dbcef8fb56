import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";
import { db } from "@/lib/db.ts";
import { staffIdOf } from "@/lib/domain/tasks/actor-id.ts";
import { toTaskOut } from "@/lib/domain/tasks/to-out.ts";

/** A replay that is over and the address of the member of staff who asked for it; null when there is nobody to tell. */
export async function findReplayEndUnscoped(
  taskId: string,
): Promise<{ task: BackgroundTaskOut; email: string } | null> {
  const row = await db().backgroundTask.findUnique({ where: { id: taskId } });
  const staffId = staffIdOf(row?.requestedById ?? null);
  if (!row || staffId === null) return null;
  const staff = await db().staff.findFirst({ where: { id: staffId, disabledAt: null } });
  return staff && { task: toTaskOut(row), email: staff.email };
}
