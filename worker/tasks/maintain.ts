import { purgeAuditLog } from "@/lib/domain/audit/purge.ts";
import { resumeCancelingUnscoped } from "@/lib/domain/deliveries/go-on-canceling.ts";
import { resumeExportsUnscoped } from "@/lib/domain/delivery-exports/run.ts";
import { maintainPartitions } from "@/lib/domain/maintenance/partitions.ts";
import { resumeTasksUnscoped } from "@/lib/domain/tasks/run.ts";
import { log } from "@/lib/log.ts";

/** Makes the days to come and drops those past retention, and goes on with what was left to end and with background tasks. Safe to run any number of times, by any worker. */
export async function maintain(): Promise<void> {
  const done = await maintainPartitions();
  const { created, dropped, emptied, cleaned } = done;
  if (created + dropped.length + emptied.length + cleaned > 0) log.info("maintenance", { ...done });
  const purged = await purgeAuditLog();
  if (purged > 0) log.info("audit_log_purged", { entries: purged });
  await resumeCancelingUnscoped();
  await resumeTasksUnscoped();
  await resumeExportsUnscoped();
}
