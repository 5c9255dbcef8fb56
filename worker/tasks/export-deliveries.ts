import type { Task } from "graphile-worker";
import { abandonExportUnscoped, runExportUnscoped } from "@/lib/domain/delivery-exports/run.ts";
import { exportJobKey } from "@/lib/domain/delivery-exports/start.ts";
import { TASKS } from "@/lib/queue.ts";
import { inSlices } from "@/worker/tasks/in-slices.ts";

/** Writes the files of exports. Asked to stop, it leaves the rest to the next. */
export function createExportDeliveries(isStopping: () => boolean): Task {
  return inSlices("export_deliveries", isStopping, {
    parse: (payload) => TASKS.export_deliveries.parse(payload),
    jobKey: ({ exportId }) => exportJobKey(exportId),
    run: ({ exportId }, isOver) => runExportUnscoped({ exportId, isOver }),
    abandon: ({ exportId }) => abandonExportUnscoped(exportId),
  });
}
