import type { Task } from "graphile-worker";
import { abandonTaskUnscoped, runTaskUnscoped } from "@/lib/domain/tasks/run.ts";
import { taskJobKey } from "@/lib/domain/tasks/start.ts";
import { TASKS } from "@/lib/queue.ts";
import { inSlices } from "@/worker/tasks/in-slices.ts";

/** Works on background tasks. Asked to stop, it leaves the rest to the next. */
export function createBackgroundTask(isStopping: () => boolean): Task {
  return inSlices("background_task", isStopping, {
    parse: (payload) => TASKS.background_task.parse(payload),
    jobKey: ({ taskId }) => taskJobKey(taskId),
    run: ({ taskId }, isOver) => runTaskUnscoped({ taskId, isOver }),
    abandon: ({ taskId }) => abandonTaskUnscoped(taskId),
  });
}
